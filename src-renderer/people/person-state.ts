import type { Presence } from '../../src-shared/sync/protocol.ts'
import type { Member } from '../../src-shared/team/member-kind.ts'
import type { Tone } from '../ui/pill.tsx'

/** Whether somebody is here; `unknown` while the server does not say. */
export const personStates = ['online', 'on_call', 'offline', 'blocked', 'unknown'] as const
export type PersonState = (typeof personStates)[number]

export const toneOf: Readonly<Record<PersonState, Tone>> = {
  online: 'green',
  on_call: 'amber',
  offline: 'grey',
  blocked: 'red',
  unknown: 'grey',
}

/** `connected`: the server says who is here; without it nobody knows. */
export const stateOf = (member: Pick<Member, 'blocked'>, seen: Presence | undefined, connected: boolean): PersonState => {
  if (member.blocked) return 'blocked'
  if (!connected) return 'unknown'
  if (seen?.call) return 'on_call'
  return seen?.online ? 'online' : 'offline'
}
