import { join } from 'node:path'
import { v7 as newId } from 'uuid'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase } from '../../src-node/sqlite/database.ts'
import { contactInputSchema } from '../../src-shared/contacts/contact-contract.ts'
import { createContact, patchContact } from '../../src-shared/contacts/contact-mutators.ts'
import { noteKind } from '../../src-shared/notes/note-kind.ts'
import { writeNote } from '../../src-shared/notes/note-mutators.ts'
import { defineMutator } from '../../src-shared/rows/mutator.ts'
import { completeContact, createContactService } from '../contacts/contact-service.ts'
import { createTestWorkspace, type TestWorkspace } from './test-workspace.ts'
import { openWorkspaceStore } from './workspace-store.ts'

let test: TestWorkspace
beforeEach(() => {
  test = createTestWorkspace()
})
afterEach(() => test.close())

const contactOf = (name: string) => {
  const { me, country } = test.workspace
  const given = contactInputSchema.parse({ stage: 'client', name: 'Jan' })
  return { ...completeContact(given, { memberId: me().id, country: country() }), name }
}

const count = (sql: string) => test.workspace.store.database.prepare<[], number>(`select count(*) from ${sql}`).pluck().get()

const writeAll = (texts: readonly string[], id = newId()) => {
  const { store, context } = test.workspace
  for (const [at, text] of texts.entries()) {
    store.mutate(writeNote, { id, contactId: null, callId: null, text, revision: at + 1 }, context(), id)
    test.pass(1000)
  }
  return id
}

describe('a mutation', () => {
  it('that fails in the middle leaves nothing behind, and nobody hears of it', () => {
    const { store, context } = test.workspace
    const told: unknown[] = []
    store.onWritten((written) => told.push(written))
    const half = defineMutator({
      name: 'test.half',
      args: createContact.args,
      run: (tx, args, by) => {
        createContact.run(tx, args, by)
        throw new Error('In the middle')
      },
    })
    const contacts = count('contact')
    expect(() => store.mutate(half, contactOf('Jan'), context(), newId())).toThrow('In the middle')
    expect([count('contact'), told]).toEqual([contacts, []])
  })

  it('of many is refused alone, and named by its place', () => {
    const { store, context } = test.workspace
    const taken = contactOf('Jan')
    const refused: unknown[] = []
    const many = [taken, contactOf('Ewa'), taken, contactOf('x'.repeat(300)), contactOf('Ola')]
    store.mutateMany(createContact, many, context(), newId(), (at, { code }) => refused.push([at, code]))
    expect([count('contact'), refused]).toEqual([
      3,
      [
        [2, 'conflict'],
        [3, 'bad_input'],
      ],
    ])
  })

  it('that changes nothing is no act', () => {
    const { store, context } = test.workspace
    const { id } = createContactService(test.workspace).create(contactInputSchema.parse({ stage: 'client', name: 'Jan' }))
    const acts = count('act')
    store.mutate(patchContact, { id, patch: { fields: { name: 'Jan' } } }, context(), newId())
    expect(count('act')).toBe(acts)
  })
})

describe('history', () => {
  it('of what is typed again and again is one act, from what was first to what is last', () => {
    const { store, context } = test.workspace
    const id = writeAll(['Pyta'])
    const batch = newId()
    for (const [at, text] of ['Pyta o', 'Pyta o krzesła'].entries()) {
      store.mutate(writeNote, { id, contactId: null, callId: null, text, revision: at + 2 }, context(), batch)
    }
    const change = store.database
      .prepare<[string], { before: string; after: string }>(
        'select before, after from change join act on act.seq = change.act where batch = ?',
      )
      .all(batch)
    expect(change.map(({ before, after }) => [JSON.parse(before), JSON.parse(after)])).toEqual([
      [
        { text: 'Pyta', revision: 1 },
        { text: 'Pyta o krzesła', revision: 3 },
      ],
    ])
  })

  it('says who did what, and when last', () => {
    const id = writeAll(['Jeden', 'Dwa', 'Trzy'])
    const acts = test.workspace.store.database.prepare('select mutation, member_id, at from act where batch = ?').all(id)
    const { memberId, now } = test.workspace.context()
    expect(acts).toEqual([{ mutation: 'note.write', member_id: memberId, at: now - 1000 }])
  })
})

describe('opening', () => {
  it('again shows what was confirmed', () => {
    const id = writeAll(['Ani słowa mniej'])
    const again = openWorkspaceStore(test.folder)
    expect(again.get(noteKind, id)?.text).toBe('Ani słowa mniej')
    again.close()
  })

  it('the data of a newer program is refused in a sentence, and the data is left as it is', () => {
    const path = join(test.folder, 'workspace.sqlite')
    const newer = openDatabase(path)
    newer.pragma('user_version = 99')
    newer.close()
    expect(() => openWorkspaceStore(test.folder)).toThrow(/^The data was written by a newer Leadline \(form 99, this one knows \d+\)/)
    const after = openDatabase(path)
    expect(after.pragma('user_version', { simple: true })).toBe(99)
    after.close()
  })

  it('while alone nothing waits to be sent', () => {
    writeAll(['Pyta o krzesła'])
    expect([count('outbox'), count('server_image'), count('sync_state')]).toEqual([0, 0, 0])
  })
})
