import { v7 as newId } from 'uuid'
import { callKind } from '../../src-shared/calls/call-kind.ts'
import { assignCall, closeLostCall, createContactOfCall, recordCall } from '../../src-shared/calls/call-mutators.ts'
import { contactKind } from '../../src-shared/contacts/contact-kind.ts'
import { createContact } from '../../src-shared/contacts/contact-mutators.ts'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import { parsePhoneNumber } from '../../src-shared/lib/phone-numbers.ts'
import type { DialerAccount, SaveAccount, TelephoneAccount } from '../../src-shared/telephony/account.ts'
import { noteIdOfCall } from '../../src-shared/telephony/note-of-call.ts'
import type { Registration } from '../../src-shared/telephony/phone.ts'
import type { CallAction, CallSnapshot, DialerCommand, LiveCall, TelephonyState } from '../../src-shared/telephony/telephony-contract.ts'
import { completeContact } from '../contacts/contact-service.ts'
import type { DeviceStore } from '../db/device-store.ts'
import { type Channel, createChannel } from '../system/channel.ts'
import type { Workspace } from '../workspace.ts'
import { createIdentify, readNumber } from './identify.ts'

/** Milliseconds that a call waits for a dialler window to appear. */
const patience = 15_000
const passwordSecret = 'telephone.password'
const accountSetting = 'telephone.account'
const unregistered: Registration = { state: 'unregistered', trouble: null, sipStatus: null }

interface Attached {
  readonly dialerId: string
  readonly channel: Channel<DialerCommand>
}

interface Dependencies {
  readonly workspace: Workspace
  readonly device: DeviceStore
  readonly tell: (state: TelephonyState) => void
  /** The demo starts with the practice line. */
  readonly practice: boolean
}

/**
 * The core's side of the telephone: it keeps what the dialler reports, tells every page who is on the line, and passes commands on. The
 * dialler owns the sound and may outlive this process, so its word about a call is believed, and all of it can be repeated.
 */
export const createTelephonyService = ({ workspace, device, tell, practice }: Dependencies) => {
  const { store, context, country, deviceId } = workspace
  const identify = createIdentify(workspace)
  const calls = new Map<string, LiveCall>()
  /**
   * Calls of the practice line in a team, and whom somebody said that they are with. They are nobody's work: they are on the line as any other
   * call, and nothing of them is kept or sent.
   */
  const rehearsals = new Map<string, string | null>()
  let attached: Attached | null = null
  let registration = unregistered
  /** When the window that carried the calls was last heard of, UTC milliseconds; null while it is here, and before the first. */
  let lostAt: number | null = null
  let waiting: { readonly command: DialerCommand; readonly until: number } | null = null

  const savedAccount = (): SaveAccount | null =>
    (device.get(accountSetting) as SaveAccount | undefined) ?? (practice ? { type: 'practice' } : null)

  const line = (): string => {
    const account = savedAccount()
    return account?.type === 'sip' ? account.user : (workspace.me().extension ?? '')
  }

  const state = (): TelephonyState => ({
    dialer: attached ? 'attached' : 'absent',
    registration: attached ? registration : unregistered,
    line: line(),
    calls: [...calls.values()],
  })

  const changed = () => tell(state())

  const account = async (): Promise<TelephoneAccount | null> => {
    const saved = savedAccount()
    if (saved?.type !== 'sip') return saved
    return { ...saved, hasPassword: (await device.getSecret(passwordSecret)) !== null }
  }

  const show = (snapshot: CallSnapshot) => {
    const known = calls.get(snapshot.id)
    if (known && known.revision > snapshot.revision) return
    // What ended stays on the screens until the next call begins.
    if (!known) for (const call of calls.values()) if (call.phase === 'ended') calls.delete(call.id)
    const preferred = rehearsals.get(snapshot.id) ?? store.get(callKind, snapshot.id)?.contactId ?? null
    const caller = identify(snapshot.number, { callId: snapshot.id, preferred })
    calls.set(snapshot.id, { ...snapshot, caller, noteId: noteIdOfCall(snapshot.id) })
    changed()
  }

  const isRehearsal = ({ id, sipCallId, contactId }: CallSnapshot): boolean => {
    const isNew = !rehearsals.has(id) && !store.get(callKind, id)
    // What has a Call-ID came over SIP, whatever the account is by now.
    if (isNew && store.sync !== null && sipCallId === null && savedAccount()?.type === 'practice') rehearsals.set(id, contactId)
    return rehearsals.has(id)
  }

  const keep = (snapshot: CallSnapshot) => {
    if (isRehearsal(snapshot)) return
    const { id, direction, displayName, startedAt, answeredAt, endedAt, result, sipStatus, sipReason, sipCallId, revision } = snapshot
    const number = readNumber(snapshot.number, country())
    const matches = store.get(callKind, id) ? [] : identify(snapshot.number).matches
    const contactId = snapshot.contactId ?? (matches.length === 1 ? (matches[0]?.contactId ?? null) : null)
    const report = {
      id,
      contactId,
      deviceId,
      direction,
      number,
      displayName,
      startedAt,
      answeredAt,
      endedAt,
      result,
      sipStatus,
      sipReason,
      sipCallId,
      revision,
    }
    store.mutate(recordCall, report, context(), id)
  }

  const refresh = (callId: string) => {
    const call = calls.get(callId)
    if (call) show(call)
  }

  const send = (command: DialerCommand) => {
    if (!attached) throw new LeadlineError('phone_absent', 'No telephone window is open')
    attached.channel.put(command)
  }

  const closeLost = (alive: readonly CallSnapshot[]) => {
    const open = store.find(callKind, 'open', 'yes').flatMap((id) => store.get(callKind, id) ?? [])
    for (const call of open) {
      if (call.deviceId !== deviceId || alive.some((snapshot) => snapshot.id === call.id)) continue
      store.mutate(closeLostCall, { id: call.id, endedAt: Math.max(call.answeredAt ?? call.startedAt, lostAt ?? 0) }, context(), newId())
    }
    for (const call of calls.values()) {
      if (call.phase !== 'ended' && !alive.some((snapshot) => snapshot.id === call.id)) calls.delete(call.id)
    }
  }

  const attach = (dialerId: string, alive: readonly CallSnapshot[], takeOver: boolean, signal?: AbortSignal) => {
    const channel = createChannel<DialerCommand>(() => {
      if (attached?.channel !== channel) return
      attached = null
      lostAt = context().now
      registration = unregistered
      changed()
    })
    signal?.addEventListener('abort', channel.end, { once: true })
    if (attached && attached.dialerId !== dialerId && !takeOver) {
      channel.put({ type: 'refused' })
      channel.end()
      return channel.stream
    }
    // First the facts: where they cannot be kept, nobody is attached.
    closeLost(alive)
    lostAt = null
    for (const snapshot of alive) {
      keep(snapshot)
      show(snapshot)
    }
    const before = attached
    attached = { dialerId, channel }
    if (before) {
      if (before.dialerId !== dialerId) before.channel.put({ type: 'replaced' })
      before.channel.end()
    }
    channel.put({ type: 'granted' })
    if (waiting && waiting.until > Date.now()) channel.put(waiting.command)
    waiting = null
    changed()
    return channel.stream
  }

  const assign = (callId: string, contactId: string) => {
    if (rehearsals.has(callId)) rehearsals.set(callId, contactId)
    else store.mutate(assignCall, { id: callId, contactId }, context(), newId())
    refresh(callId)
  }

  return {
    state,
    identify: (number: string) => identify(number),
    account,
    saveAccount: async (input: SaveAccount): Promise<TelephoneAccount> => {
      if (input.type === 'sip') {
        const { password, ...kept } = input
        if (password !== undefined) await device.setSecret(passwordSecret, password)
        device.set(accountSetting, kept)
      } else {
        device.set(accountSetting, input)
      }
      attached?.channel.put({ type: 'account-changed' })
      changed()
      return (await account()) as TelephoneAccount
    },
    dialerAccount: async (): Promise<DialerAccount | null> => {
      const saved = savedAccount()
      if (saved?.type !== 'sip') return saved
      return { ...saved, password: (await device.getSecret(passwordSecret)) ?? '' }
    },
    dial: (number: string, contactId: string | null) => {
      const callId = newId()
      const command: DialerCommand = { type: 'dial', callId, number, contactId }
      if (attached) attached.channel.put(command)
      else waiting = { command, until: Date.now() + patience }
      return { callId, dialer: attached ? ('attached' as const) : ('absent' as const) }
    },
    act: (callId: string, action: CallAction) => send({ type: 'act', callId, action }),
    focus: () => send({ type: 'focus' }),
    attach,
    report: (snapshot: CallSnapshot) => {
      // A page that was away may send what others have long told better.
      if ((store.get(callKind, snapshot.id)?.revision ?? 0) > snapshot.revision) return
      keep(snapshot)
      show(snapshot)
    },
    reportRegistration: (dialerId: string, reported: Registration) => {
      if (attached?.dialerId !== dialerId) return
      registration = reported
      changed()
    },
    assign,
    /** Notes of these calls are not kept either. */
    isRehearsal: (callId: string): boolean => rehearsals.has(callId),
    createFromCall: ({ callId, contactId, stage, name }: { callId: string; contactId: string; stage: 'lead' | 'client'; name: string }) => {
      const rehearsed = rehearsals.has(callId) ? calls.get(callId) : undefined
      const call = rehearsed ? { ...rehearsed, number: rehearsed.caller.number } : store.get(callKind, callId)
      if (!call) throw new LeadlineError('not_found', 'There is no such call')
      const typed = call.number.e164 ?? call.number.typed
      const phones = parsePhoneNumber(typed, country()) ? [{ type: 'work' as const, typed }] : []
      const { memberId } = context()
      const contact = completeContact(
        { id: contactId, stage, name, responsible: memberId, phones, emails: [], messengers: [], persons: [] },
        { memberId, country: country() },
        call.direction === 'incoming' ? 'call_incoming' : 'call_outgoing',
      )
      if (!rehearsed) store.mutate(createContactOfCall, { id: callId, contact }, context(), newId())
      else if (!store.get(contactKind, contactId)) store.mutate(createContact, contact, context(), newId())
      if (rehearsed) rehearsals.set(callId, contactId)
      refresh(callId)
      return { contactId }
    },
    /** Contacts have changed: the names on the line may be others now. */
    contactsChanged: () => {
      for (const { id, number } of [...calls.values()]) {
        const [match, another] = identify(number, { callId: id, preferred: null }).matches
        // Whoever was added while they were on the line is whom the call is with.
        if (match && !another && store.get(callKind, id)?.contactId === null) assign(id, match.contactId)
        else refresh(id)
      }
    },
    close: () => attached?.channel.end(),
  }
}

export type TelephonyService = ReturnType<typeof createTelephonyService>
