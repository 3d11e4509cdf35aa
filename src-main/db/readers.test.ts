import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { contactInputSchema, contactQuerySchema } from '../../src-shared/contacts/contact-contract.ts'
import { createContactService } from '../contacts/contact-service.ts'
import { openReaders, type Readers } from './readers.ts'
import { createTestWorkspace, type TestWorkspace } from './test-workspace.ts'

let test: TestWorkspace
let readers: Readers

beforeEach(() => {
  test = createTestWorkspace()
  createContactService(test.workspace).create(contactInputSchema.parse({ stage: 'client', name: 'Jan Nowak' }))
  readers = openReaders(join(test.folder, 'workspace.sqlite'), 1)
})
afterEach(async () => {
  await readers.close()
  test.close()
})

const search = (signal?: AbortSignal) => readers.ask('contacts.suggest', { text: 'nowak', limit: 5 }, signal)

describe('reading workers', () => {
  it('see what has been written at once', async () => {
    expect((await search()).map((row) => row.name)).toEqual(['Jan Nowak'])
    createContactService(test.workspace).create(contactInputSchema.parse({ stage: 'client', name: 'Ewa Nowak' }))
    expect(await search()).toHaveLength(2)
  })

  it('an abandoned question rejects at once and stands in nobody’s way', async () => {
    const abandoned = new AbortController()
    const asked = [search(abandoned.signal), search(abandoned.signal), search()]
    abandoned.abort()
    const [first, second, third] = await Promise.allSettled(asked)
    expect([first?.status, second?.status, third?.status]).toEqual(['rejected', 'rejected', 'fulfilled'])
  })

  it('a question that fails is told, and the next is answered', async () => {
    const wrong = { contactId: {} as unknown as string, limit: 10 }
    await expect(readers.ask('feed.list', wrong)).rejects.toMatchObject({ code: 'internal' })
    expect(await search()).toHaveLength(1)
  })

  const counting = (signal?: AbortSignal) => {
    const query = contactQuerySchema.parse({ stage: 'client' })
    return readers.ask('contacts.count', { query, memberId: test.workspace.me().id }, signal)
  }

  /** From now on counting takes this many steps. Nothing stops SQLite in the middle of a statement: only a worker is given up, not its thread. */
  const makeCountsLong = (steps: number) =>
    test.workspace.store.database.exec(`
      drop table contact_mark_count;
      create view contact_mark_count as
        with recursive long (n) as (select 1 union all select n + 1 from long where n < ${steps})
        select '' as facet, 'client' as stage, 0 as mark, 0 as owner, n as total from long;
    `)

  it('a question that nobody waits for any more is not asked', async () => {
    await expect(search(AbortSignal.abort())).rejects.toMatchObject({ code: 'busy' })
    expect(await search()).toHaveLength(1)
  })

  it('rows do not wait behind counts', async () => {
    const two = openReaders(join(test.folder, 'workspace.sqlite'), 2)
    const searchTwo = () => two.ask('contacts.suggest', { text: 'nowak', limit: 5 })
    await Promise.all([searchTwo(), searchTwo()])
    makeCountsLong(3_000_000)
    const query = contactQuerySchema.parse({ stage: 'client' })
    const settled: string[] = []
    const counted = [1, 2].map(async () => {
      await two.ask('contacts.count', { query, memberId: test.workspace.me().id })
      settled.push('count')
    })
    await searchTwo()
    settled.push('rows')
    await Promise.all(counted)
    expect(settled).toEqual(['rows', 'count', 'count'])
    await two.close()
  })

  it('after the end every question settles', async () => {
    const asked = Promise.allSettled([search()])
    await readers.close()
    const [before, after] = [...(await asked), ...(await Promise.allSettled([search()]))]
    expect([before, after]).toMatchObject([{ reason: { code: 'shutting_down' } }, { reason: { code: 'shutting_down' } }])
  })

  // The last of them: the thread that is given up counts on until the process ends.
  it('an abandoned question that goes on is given up, and its worker replaced', async () => {
    makeCountsLong(1e12)
    const abandoned = new AbortController()
    const asked = counting(abandoned.signal)
    abandoned.abort()
    await expect(asked).rejects.toMatchObject({ code: 'busy' })
    expect(await search()).toHaveLength(1)
  })
})
