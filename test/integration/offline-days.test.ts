import { v7 as newId } from 'uuid'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newContactSchema } from '../../src-shared/contacts/contact-kind.ts'
import { createContact, patchContact } from '../../src-shared/contacts/contact-mutators.ts'
import { writeNote } from '../../src-shared/notes/note-mutators.ts'
import { testContact } from '../../src-shared/rows/test-documents.ts'
import { sendAsAdam } from '../faults/authority-blobs.ts'
import { writeAs } from '../faults/authority-sight-rows.ts'
import { type AuthorityWorld, openAuthorityWorld } from '../faults/authority-world.ts'
import { differenceOf, isQuiet } from '../faults/machine.ts'
import { everyRowOf } from '../faults/server-rows.ts'
import { type LosingMachine, openLosingMachine } from '../faults/withdrawn-machine.ts'

const aDay = 24 * 3_600_000
const secret = 'Niejawne7Zx'

let world: AuthorityWorld
let machine: LosingMachine
let longestOffline: number | null
let clientId: string

const inStep = async (): Promise<boolean> => {
  await machine.engine.runNow()
  return isQuiet(machine) && differenceOf(machine, (await everyRowOf({ api: world.api('manager') })).rows) === null
}
const lastSeen = (ago: number) => machine.sync.setState({ contactAt: Date.now() - ago })
const kinds = () => [...new Set([...machine.rows().values()].map(({ kind }) => kind))].sort()
const cut = async () => {
  machine.setCut(true)
  await machine.engine.runNow()
}

const takeFile = async (content: Buffer) => {
  const { uploadId } = await machine.files.begin({ name: 'umowa.pdf', type: 'application/pdf', size: content.length })
  await machine.files.append({ uploadId, offset: 0, piece: content.toString('base64') })
  return machine.files.finish({ uploadId })
}

beforeEach(async () => {
  longestOffline = 7 * aDay
  world = await openAuthorityWorld()
  machine = await openLosingMachine(world, 'manager', () => longestOffline)
  const file = await sendAsAdam(world, Buffer.from(`%PDF ${secret}`))
  const contact = testContact(newId(), { responsible: world.memberId('manager'), comment: secret })
  clientId = contact.id
  await writeAs(world, 'adam', 'contact.create', newContactSchema.parse(contact))
  await writeAs(world, 'adam', 'note.write', { id: newId(), contactId: clientId, text: `Rozmowa ${secret}`, files: [file] })
  await expect.poll(inStep).toBe(true)
  await machine.files.read({ hash: file.hash, offset: 0, length: 1 })
  expect(machine.disk()).toContain(secret)
})
afterEach(async () => {
  await machine.close()
  await world.close()
})

describe('a computer that has not been in contact for longer than the organisation allows', () => {
  it('loses what came from the team, in tables, index, files and log', async () => {
    lastSeen(8 * aDay)
    await cut()
    await machine.filesForgotten()
    expect(machine.sync.state()).toMatchObject({ isEmptied: true, cursor: null })
    expect(kinds()).toEqual(['group', 'member', 'workspace'])
    await expect
      .poll(async () => {
        await machine.engine.runNow()
        return machine.disk().includes(secret)
      })
      .toBe(false)
    expect(machine.store.database.prepare('select count(*) from contact_search where contact_search match ?').pluck().get('jaw')).toBe(0)
  })

  it('I7 keeps what was written off line, which goes to the server when everything comes back', async () => {
    machine.setCut(true)
    const [noteId, ownId] = [newId(), newId()]
    machine.write(writeNote, { id: noteId, contactId: clientId, callId: null, text: 'Oddzwonić we wtorek', revision: 1 })
    machine.write(patchContact, { id: clientId, patch: { fields: { city: 'Żory' } } })
    machine.write(createContact, newContactSchema.parse(testContact(ownId, { name: 'Nowa Klientka' })))
    lastSeen(8 * aDay)
    await machine.engine.runNow()
    expect(machine.sync.state().isEmptied).toBe(true)
    expect(machine.sync.outbox.pending()).toBe(3)
    expect(machine.rows().get(ownId)?.data).toContain('Nowa Klientka')
    expect(machine.rows().has(clientId)).toBe(false)

    machine.setCut(false)
    await expect.poll(inStep).toBe(true)
    expect(machine.sync.state().isEmptied).toBe(false)
    expect(JSON.parse(machine.rows().get(clientId)?.data ?? '')).toMatchObject({ city: 'Żory', comment: secret })
    expect(machine.rows().get(noteId)?.data).toContain('Oddzwonić we wtorek')
    expect(JSON.parse((await world.rowOf(ownId))?.data ?? '')).toMatchObject({ name: 'Nowa Klientka' })
    expect(machine.sync.outbox.countRefused()).toBe(0)
  })

  it('I7 keeps a note with a file that was not sent yet, and sends it when it is back', async () => {
    const noteId = newId()
    machine.files.setOnline(false)
    const file = await takeFile(Buffer.from('%PDF umowa bez sieci'))
    machine.write(writeNote, { id: noteId, contactId: clientId, callId: null, text: 'Umowa', revision: 1, files: [file] })
    await expect.poll(inStep).toBe(true)
    expect(machine.files.waiting()).toBe(1)
    await cut()
    lastSeen(8 * aDay)
    await cut()
    await machine.filesForgotten()
    expect(kinds()).toEqual(['group', 'member', 'note', 'workspace'])
    expect(machine.files.waiting()).toBe(1)
    expect(machine.disk()).toContain('umowa bez sieci')

    machine.setCut(false)
    await expect.poll(inStep).toBe(true)
    await expect.poll(() => machine.files.waiting()).toBe(0)
    expect((await world.rowOf(noteId))?.data).toContain(file.hash)
  })

  it('keeps nothing of its own writes that the server has confirmed', async () => {
    const ownId = newId()
    machine.write(createContact, newContactSchema.parse(testContact(ownId, { comment: 'Wpisane7Zx tutaj' })))
    await expect.poll(inStep).toBe(true)
    expect(machine.disk()).toContain('Wpisane7Zx')
    await cut()
    lastSeen(8 * aDay)
    await cut()
    expect(machine.disk()).not.toContain('Wpisane7Zx')
    machine.setCut(false)
    machine.write(createContact, newContactSchema.parse(testContact(newId(), { name: 'Po powrocie' })))
    await expect.poll(inStep).toBe(true)
    expect(machine.rows().has(ownId)).toBe(true)
    expect(machine.sync.outbox.countRefused()).toBe(0)
  })

  it('keeps what has come back when the connection goes once more', async () => {
    lastSeen(8 * aDay)
    await cut()
    machine.setCut(false)
    // By itself, too.
    await expect.poll(() => machine.sync.state().isEmptied || !isQuiet(machine)).toBe(false)
    await expect.poll(inStep).toBe(true)
    await cut()
    expect(machine.sync.state().isEmptied).toBe(false)
    expect(machine.rows().has(clientId)).toBe(true)
  })

  it('goes on with what a killed process left half removed', async () => {
    machine.sync.setState({ isEmptied: true, cursor: null })
    lastSeen(8 * aDay)
    await cut()
    expect(kinds()).toEqual(['group', 'member', 'workspace'])
  })
})

it.each([
  ['was in contact a week ago', 7 * aDay - 60_000, 7 * aDay],
  ['may be away for ever, or is just in a call', 400 * aDay, null],
])('a computer that %s keeps everything', async (_, ago, longest) => {
  longestOffline = longest
  lastSeen(ago)
  await cut()
  expect(machine.sync.state().isEmptied).toBe(false)
  expect(machine.rows().has(clientId)).toBe(true)
})

it('a computer that was switched off for long asks the server before it loses anything', async () => {
  lastSeen(300 * aDay)
  await expect.poll(inStep).toBe(true)
  expect(machine.sync.state().isEmptied).toBe(false)
  expect(machine.sync.state().contactAt).toBeGreaterThan(Date.now() - aDay)
})
