import type { TeamState } from '../../src-shared/team/team-contract.ts'
import type { Tone } from '../ui/pill.tsx'

export type JoinedTeam = Extract<TeamState, { readonly mode: 'team' }>

/** What is most worth saying of a team's synchronisation, first things first. */
export type SyncSituation =
  | 'blocked'
  | 'signed_out'
  | 'update_client'
  | 'update_server'
  | 'emptied'
  | 'first_sync'
  | 'moving'
  | 'offline'
  | 'connecting'
  | 'attention'
  | 'sending'
  | 'synced'

export const situationOf = (team: JoinedTeam): SyncSituation => {
  const { connection, emptied, firstSync, moving, attention, pending, uploads } = team
  if (connection === 'blocked' || connection === 'signed_out' || connection === 'update_client' || connection === 'update_server') {
    return connection
  }
  if (emptied && !firstSync) return 'emptied'
  if (connection === 'offline') return 'offline'
  if (firstSync) return 'first_sync'
  if (moving) return 'moving'
  if (connection === 'connecting') return 'connecting'
  if (attention > 0) return 'attention'
  return pending + uploads > 0 ? 'sending' : 'synced'
}

/** Green for what works, amber for what waits for somebody, grey for what is off line, red for what has ended. */
export const toneOf: Readonly<Record<SyncSituation, Tone>> = {
  blocked: 'red',
  signed_out: 'amber',
  update_client: 'amber',
  update_server: 'amber',
  emptied: 'amber',
  first_sync: 'amber',
  moving: 'amber',
  offline: 'grey',
  connecting: 'grey',
  attention: 'amber',
  sending: 'green',
  synced: 'green',
}

/** Whole percent; full only when all is done. */
export const percentOf = ({ done, total }: { readonly done: number; readonly total: number }): number =>
  total === 0 ? 0 : Math.min(done >= total ? 100 : 99, Math.floor((done / total) * 100))
