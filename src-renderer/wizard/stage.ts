import type { Session } from '../../src-shared/settings/settings-contract.ts'
import type { TeamState } from '../../src-shared/team/team-contract.ts'

export type Stage = 'wait' | 'wizard' | 'blocked' | 'frame'

/** What fills the page: the wizard until the first start has come to its end, a blocked account's screen, else the frame with the screens. */
export const stageOf = ({ firstStart }: Pick<Session, 'firstStart'>, team: TeamState | null, wizardWanted: boolean): Stage => {
  if (team === null) return firstStart ? 'wait' : 'frame'
  if (team.mode === 'team') return team.connection === 'blocked' ? 'blocked' : 'frame'
  if (team.blockedBy !== null) return 'blocked'
  return firstStart || wizardWanted ? 'wizard' : 'frame'
}
