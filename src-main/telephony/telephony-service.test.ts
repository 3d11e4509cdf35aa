import { readFileSync } from 'node:fs'
import { v7 as newId } from 'uuid'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { callKind } from '../../src-shared/calls/call-kind.ts'
import { contactInputSchema } from '../../src-shared/contacts/contact-contract.ts'
import { noteKind } from '../../src-shared/notes/note-kind.ts'
import { writeNote } from '../../src-shared/notes/note-mutators.ts'
import { noteIdOfCall } from '../../src-shared/telephony/note-of-call.ts'
import type { CallSnapshot, TelephonyState } from '../../src-shared/telephony/telephony-contract.ts'
import { type ContactService, createContactService } from '../contacts/contact-service.ts'
import { createTestWorkspace, type TestWorkspace } from '../db/test-workspace.ts'
import { createNoteService } from '../notes/note-service.ts'
import { createTelephonyService, type TelephonyService } from './telephony-service.ts'

let test: TestWorkspace
let contacts: ContactService
let telephony: TelephonyService
let told: TelephonyState[]

const start = () => {
  told = []
  telephony = createTelephonyService({
    workspace: test.workspace,
    device: test.device,
    tell: (state) => told.push(state),
    practice: false,
  })
}

beforeEach(() => {
  test = createTestWorkspace()
  contacts = createContactService(test.workspace)
  start()
})
afterEach(() => test.close())

const person = (name: string, ...phones: string[]) =>
  contacts.create(contactInputSchema.parse({ stage: 'client', name, phones: phones.map((typed) => ({ typed })) })).id

const ringing = (number: string, change: Partial<CallSnapshot> = {}): CallSnapshot => ({
  id: newId(),
  direction: 'incoming',
  phase: 'ringing',
  number,
  displayName: '',
  contactId: null,
  startedAt: test.workspace.context().now,
  answeredAt: null,
  endedAt: null,
  muted: false,
  held: false,
  heldByThem: false,
  sipCallId: 'abc@pbx',
  result: null,
  sipStatus: null,
  sipReason: '',
  trouble: null,
  revision: 1,
  ...change,
})

const onLine = () => telephony.state().calls[0]
const callOf = (id: string) => test.workspace.store.get(callKind, id)
const names = (number: string) => telephony.identify(number).matches.map((match) => match.name)

describe('who is calling', () => {
  it('S11.2 an incoming call shows the client who has the number, with the last note', () => {
    const id = person('Katarzyna', '+48 601 234 567')
    const note = { id: newId(), contactId: id, callId: null, text: 'Czeka na próbki', revision: 1 }
    test.workspace.store.mutate(writeNote, note, test.workspace.context(), newId())
    telephony.report(ringing('0048601234567'))
    expect(onLine()?.caller.matches).toMatchObject([{ contactId: id, name: 'Katarzyna', lastNote: 'Czeka na próbki' }])
    expect(callOf(onLine()?.id ?? '')?.contactId).toBe(id)
  })

  it('is matched by E.164, then by digits, then by the last nine digits if they are one contact’s alone', () => {
    person('Katarzyna', '+48 601 234 567')
    expect([names('+48601234567'), names('601234567'), names('99601234567')]).toEqual([['Katarzyna'], ['Katarzyna'], ['Katarzyna']])
    person('Imiennik', '+49 601234567')
    expect([names('+48601234567'), names('99601234567')]).toEqual([['Katarzyna'], []])
  })

  it('a number of several people offers the choice, and the call belongs to none of them until someone chose', () => {
    const first = person('Anna', '601 234 567')
    person('Ewa', '601 234 567')
    const call = ringing('601234567')
    telephony.report(call)
    expect([onLine()?.caller.matches.length, callOf(call.id)?.contactId]).toEqual([2, null])
    telephony.assign(call.id, first)
    expect([onLine()?.caller.matches.map((match) => match.name), callOf(call.id)?.contactId]).toEqual([['Anna'], first])
  })

  it('a withheld number is nobody’s, and its call is kept', () => {
    const call = ringing('anonymous')
    telephony.report(call)
    expect([onLine()?.caller.matches, callOf(call.id)?.number.digits]).toEqual([[], ''])
  })

  it('S11.3 a name typed during a call from an unknown number makes a lead, and the call and its note become theirs', () => {
    const call = ringing('512 004 118')
    telephony.report(call)
    const noteId = onLine()?.noteId ?? ''
    const note = { id: noteId, contactId: null, callId: call.id, text: 'Pyta o krzesła', revision: 1 }
    test.workspace.store.mutate(writeNote, note, test.workspace.context(), noteId)
    const contactId = newId()
    telephony.createFromCall({ callId: call.id, contactId, stage: 'lead', name: 'Nowy Klient' })
    expect(contacts.get(contactId)).toMatchObject({ stage: 'lead', leadSource: 'call_incoming', phones: [{ e164: '+48512004118' }] })
    expect([callOf(call.id)?.contactId, test.workspace.store.get(noteKind, noteId)?.contactId]).toEqual([contactId, contactId])
  })
})

describe('reports of a call', () => {
  it('may be repeated, and an older one changes nothing', () => {
    const call = ringing('601234567')
    const ended = {
      ...call,
      phase: 'ended' as const,
      endedAt: call.startedAt + 5000,
      result: 'noanswer' as const,
      sipStatus: 487,
      revision: 3,
    }
    for (const report of [call, ended, call, ended]) telephony.report(report)
    expect(callOf(call.id)).toMatchObject({
      endedAt: call.startedAt + 5000,
      result: 'noanswer',
      sipStatus: 487,
      revision: 3,
      sipCallId: 'abc@pbx',
    })
    expect(test.workspace.store.database.prepare('select count(*) from call').pluck().get()).toBe(1)
  })

  it('S11.5 a core that was killed in mid-call takes the call up again, with the same note', () => {
    const call = ringing('601234567', { phase: 'active', answeredAt: test.workspace.context().now, revision: 2 })
    telephony.report(call)
    const noteId = onLine()?.noteId
    start()
    telephony.attach(newId(), [{ ...call, revision: 3 }], false)
    expect([onLine()?.id, onLine()?.noteId, callOf(call.id)?.endedAt]).toEqual([call.id, noteId, null])
  })

  it('a call whose telephone has gone is closed, and a late report is still believed', () => {
    const call = ringing('601234567', { phase: 'active', answeredAt: test.workspace.context().now, revision: 2 })
    telephony.report(call)
    start()
    telephony.attach(newId(), [], false)
    expect(callOf(call.id)).toMatchObject({ result: 'answer', endedAt: call.answeredAt })
    telephony.report({ ...call, phase: 'ended', endedAt: call.startedAt + 60_000, result: 'answer', revision: 4 })
    expect(callOf(call.id)?.endedAt).toBe(call.startedAt + 60_000)
  })
})

describe('a call that others touch', () => {
  it('S11.3 is with whoever was added while they were on the line, however they were added', () => {
    const call = ringing('+48 512 004 118')
    telephony.report(call)
    test.workspace.store.mutate(
      writeNote,
      { id: noteIdOfCall(call.id), contactId: null, callId: call.id, text: 'Pyta o szafy', revision: 1 },
      test.workspace.context(),
      newId(),
    )
    const id = person('Piotr Ćwikła', '512 004 118')
    telephony.contactsChanged()
    expect(onLine()?.caller.matches).toMatchObject([{ contactId: id }])
    expect(test.workspace.store.get(callKind, call.id)?.contactId).toBe(id)
    expect(test.workspace.store.get(noteKind, noteIdOfCall(call.id))?.contactId).toBe(id)
  })

  it('is not on the line again because a page that was away tells an old story of it', () => {
    const call = ringing('+48 512 004 118')
    telephony.report({ ...call, phase: 'ended', endedAt: call.startedAt + 1000, result: 'noanswer', revision: 3 })
    telephony.report(ringing('+48 601 234 567'))
    telephony.report(call)
    expect(telephony.state().calls.map(({ number }) => number)).toEqual(['+48 601 234 567'])
  })

  it('keeps its talk time when the window that carried it dies without a word', () => {
    const gone = new AbortController()
    const call = ringing('+48 512 004 118')
    telephony.attach(newId(), [], false, gone.signal)
    telephony.report({ ...call, phase: 'active', answeredAt: call.startedAt, revision: 2 })
    test.pass(40 * 60_000)
    gone.abort()
    test.pass(5 * 60_000)
    telephony.attach(newId(), [], false)
    expect(test.workspace.store.get(callKind, call.id)).toMatchObject({ result: 'answer', endedAt: call.startedAt + 40 * 60_000 })
  })
})

describe('the practice line', () => {
  const practise = async (team: boolean) => {
    test.close()
    test = createTestWorkspace({ team })
    contacts = createContactService(test.workspace)
    start()
    await telephony.saveAccount({ type: 'practice' })
    const notes = createNoteService(test.workspace, telephony.isRehearsal)
    const { store } = test.workspace
    return { notes, sent: () => (store.sync?.outbox.all() ?? []).map(({ name }) => name) }
  }
  const practised = (change: Partial<CallSnapshot> = {}) => ringing('601 234 567', { sipCallId: null, ...change })
  const ended = (call: CallSnapshot): CallSnapshot => ({
    ...call,
    phase: 'ended',
    endedAt: call.startedAt + 9000,
    result: 'noanswer',
    revision: 3,
  })

  it('in a team it shows who calls and takes a note, and nothing of it is kept or sent', async () => {
    const { notes, sent } = await practise(true)
    const id = person('Katarzyna', '+48 601 234 567')
    const before = sent()
    const call = practised()
    telephony.report(call)
    expect(onLine()).toMatchObject({ phase: 'ringing', caller: { matches: [{ contactId: id }] } })
    const note = { id: noteIdOfCall(call.id), contactId: null, callId: call.id, text: 'Próba', revision: 2 }
    expect(notes.write(note)).toEqual({ batch: note.id })
    notes.write({ ...note, text: 'Pró', revision: 1 })
    expect(notes.get(note.id)).toMatchObject({ text: 'Próba', revision: 2 })
    telephony.attach(newId(), [call], false)
    telephony.report(ended(call))
    expect(onLine()).toMatchObject({ id: call.id, phase: 'ended', result: 'noanswer' })
    expect([callOf(call.id), test.workspace.store.get(noteKind, note.id), sent()]).toEqual([undefined, undefined, before])
  })

  it('in a team a choice among several holds, and whoever is made of the call is all that is kept', async () => {
    const { sent } = await practise(true)
    const first = person('Anna', '601 234 567')
    person('Ewa', '601 234 567')
    const [call, before] = [practised(), sent()]
    telephony.report(call)
    telephony.assign(call.id, first)
    expect(onLine()?.caller.matches.map(({ name }) => name)).toEqual(['Anna'])
    const contactId = newId()
    for (let at = 0; at < 2; at += 1) telephony.createFromCall({ callId: call.id, contactId, stage: 'lead', name: 'Nowy Klient' })
    expect(contacts.get(contactId)).toMatchObject({ leadSource: 'call_incoming', phones: [{ e164: '+48601234567' }] })
    expect(onLine()?.caller.matches.map(({ name }) => name)).toEqual(['Nowy Klient'])
    expect([callOf(call.id), sent()]).toEqual([undefined, [...before, 'contact.create']])
  })

  it('a call over SIP whose end is told after the account was changed is kept', async () => {
    const { sent } = await practise(true)
    const call = ringing('601 234 567')
    telephony.report(ended(call))
    expect([callOf(call.id)?.result, sent().at(-1)]).toEqual(['noanswer', 'call.record'])
  })

  it('alone its calls and notes are kept as any other', async () => {
    const { notes } = await practise(false)
    const call = practised()
    telephony.report(call)
    notes.write({ id: noteIdOfCall(call.id), contactId: null, callId: call.id, text: 'Próba', revision: 1 })
    expect([callOf(call.id)?.id, test.workspace.store.get(noteKind, noteIdOfCall(call.id))?.text]).toEqual([call.id, 'Próba'])
  })
})

describe('the dialler', () => {
  const next = async (stream: ReturnType<TelephonyService['attach']>) => (await stream.next()).value

  it('is one per core: a second is refused until it takes over', async () => {
    const first = telephony.attach(newId(), [], false)
    expect(await next(first)).toEqual({ type: 'granted' })
    expect(await next(telephony.attach(newId(), [], false))).toEqual({ type: 'refused' })
    const third = telephony.attach(newId(), [], true)
    expect([await next(first), (await first.next()).done, await next(third)]).toEqual([{ type: 'replaced' }, true, { type: 'granted' }])
  })

  it('finds the call that was dialled before it was there', async () => {
    expect(telephony.dial('601234567', null).dialer).toBe('absent')
    const stream = telephony.attach(newId(), [], false)
    expect([await next(stream), await next(stream)]).toMatchObject([{ type: 'granted' }, { type: 'dial', number: '601234567' }])
  })

  it('gone, it leaves the telephone unregistered, and a command is refused in words', () => {
    const gone = new AbortController()
    const dialerId = newId()
    telephony.attach(dialerId, [], false, gone.signal)
    telephony.reportRegistration(dialerId, { state: 'registered', trouble: null, sipStatus: 200 })
    expect(told.at(-1)).toMatchObject({ dialer: 'attached', registration: { state: 'registered' } })
    gone.abort()
    expect(told.at(-1)).toMatchObject({ dialer: 'absent', registration: { state: 'unregistered' } })
    expect(() => telephony.act(newId(), { type: 'end' })).toThrow(expect.objectContaining({ code: 'phone_absent' }))
  })

  it('gets the password; the screens and the store do not', async () => {
    const account = {
      type: 'sip',
      webSocketUrl: 'wss://pbx.example/ws',
      domain: 'pbx.example',
      user: '104',
      authorizationUser: '',
      stun: null,
    } as const
    const shown = await telephony.saveAccount({ ...account, password: 'tajne-haslo' })
    expect(shown).toEqual({ ...account, hasPassword: true })
    expect(await telephony.dialerAccount()).toEqual({ ...account, password: 'tajne-haslo' })
    await telephony.saveAccount({ ...account, user: '105' })
    expect(await telephony.dialerAccount()).toEqual({ ...account, user: '105', password: 'tajne-haslo' })
    for (const file of ['device.sqlite', 'device.sqlite-wal'])
      expect(readFileSync(`${test.folder}/${file}`).includes('tajne-haslo')).toBe(false)
  })
})
