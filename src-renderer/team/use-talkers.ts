import { useMemo } from 'react'
import { useMembers, useSession } from '../app/use-session.ts'
import { type Callee, talksOfOthers, talkWith } from './talkers.ts'
import { usePresence } from './team-store.ts'

export interface Talker {
  readonly name: string
  /** UTC milliseconds. */
  readonly since: number
}

export type TalkerOf = (callee: Callee) => Talker | null

/** Finds the colleague who is talking to a person at this moment. Steady until somebody begins or ends a call. */
export const useTalkers = (): TalkerOf => {
  const presence = usePresence()
  const members = useMembers()
  const { me } = useSession()
  return useMemo(() => {
    const talks = talksOfOthers(presence, me.id)
    if (talks.length === 0) return () => null
    const names = new Map(members.map(({ id, name }) => [id, name]))
    return (callee: Callee) => {
      const talk = talkWith(talks, callee)
      const name = talk && names.get(talk.memberId)
      return talk && name !== undefined ? { name: name ?? '', since: talk.since } : null
    }
  }, [presence, members, me.id])
}
