import { TeamHere } from '../team/team-here.tsx'
import { useTeam } from '../team/team-store.ts'
import { WaysToWork } from '../team/ways-to-work.tsx'

/** Alone, or with whom: how this computer works with a team. */
export const TeamPage = () => {
  const team = useTeam((state) => state)
  return team?.mode === 'team' ? <TeamHere team={team} /> : <WaysToWork />
}
