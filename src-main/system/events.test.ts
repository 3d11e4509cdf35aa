import { describe, expect, it } from 'vitest'
import { createEvents } from './events.ts'

const ids = (count: number) => Array.from({ length: count }, (_, at) => `id ${at}`)

describe('what changed', () => {
  it('is told to every page, which hears first that what it shows may be stale', async () => {
    const events = createEvents()
    const pages = [events.subscribe(), events.subscribe()]
    events.tellWritten([{ kind: 'contact', ids: ['a'] }])
    for (const page of pages) {
      expect([(await page.next()).value, (await page.next()).value]).toEqual([
        { type: 'hello' },
        { type: 'rows', kind: 'contact', ids: ['a'] },
      ])
    }
  })

  it('is named row by row up to a hundred of them', async () => {
    const events = createEvents()
    const page = events.subscribe()
    events.tellWritten([
      { kind: 'contact', ids: ids(100) },
      { kind: 'note', ids: ids(101) },
    ])
    await page.next()
    expect([(await page.next()).value, (await page.next()).value]).toEqual([
      { type: 'rows', kind: 'contact', ids: ids(100) },
      { type: 'rows', kind: 'note', ids: 'many' },
    ])
  })

  it('is kept for nobody who has gone', async () => {
    const events = createEvents()
    const gone = new AbortController()
    const page = events.subscribe(gone.signal)
    gone.abort()
    events.tell({ type: 'settings' })
    expect([(await page.next()).value, (await page.next()).done]).toEqual([{ type: 'hello' }, true])
    const late = events.subscribe(gone.signal)
    expect([(await late.next()).value, (await late.next()).done]).toEqual([{ type: 'hello' }, true])
  })

  it('ends for all pages when the program does', async () => {
    const events = createEvents()
    const page = events.subscribe()
    await page.next()
    const waiting = page.next()
    events.close()
    expect((await waiting).done).toBe(true)
  })
})
