import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { contactInputSchema } from '../../src-shared/contacts/contact-contract.ts'
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

  it('after the end every question settles', async () => {
    const asked = Promise.allSettled([search()])
    await readers.close()
    const [before, after] = [...(await asked), ...(await Promise.allSettled([search()]))]
    expect([before, after]).toMatchObject([{ reason: { code: 'shutting_down' } }, { reason: { code: 'shutting_down' } }])
  })
})
