import { useEffect, useMemo } from 'react'
import type { Member } from '../../src-shared/team/member-kind.ts'
import { useApi } from '../api/api-context.tsx'
import { useMembers, useSession } from '../app/use-session.ts'
import { usePresence, useTeam } from '../team/team-store.ts'

/** Tells the team whose card is open here, for as long as it is. */
export const useViewing = (contactId: string): void => {
  const api = useApi()
  const isTeam = useTeam((state) => state?.mode === 'team')
  useEffect(() => {
    if (!isTeam) return
    // That nobody hears of it is no trouble of whoever reads a card.
    const say = (id: string | null) => void api.client.team.viewing({ contactId: id }).catch(() => undefined)
    const leave = () => say(null)
    say(contactId)
    // A core that has begun anew knows nothing of open cards.
    const stop = api.onEvent((event) => {
      if (event.type === 'hello') say(contactId)
    })
    window.addEventListener('pagehide', leave)
    return () => {
      stop()
      window.removeEventListener('pagehide', leave)
      leave()
    }
  }, [api, isTeam, contactId])
}

/** Colleagues who have the same card open. */
export const useOtherViewers = (contactId: string): readonly Member[] => {
  const presence = usePresence()
  const members = useMembers()
  const { me } = useSession()
  return useMemo(() => {
    const there = new Set(presence.filter(({ viewing }) => viewing === contactId).map(({ memberId }) => memberId))
    return members.filter(({ id }) => id !== me.id && there.has(id))
  }, [presence, members, me.id, contactId])
}
