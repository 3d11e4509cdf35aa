import { groupIds } from '../../src-shared/team/group-kind.ts'
import { useViewer } from '../app/use-viewer.ts'
import { useGroupName, useGroups } from '../groups/use-groups.ts'
import { groupsToGive } from './person-offers.ts'

/** Groups into which I may invite, in words; and the one with the fewest rights, in which whoever is invited begins. */
export const useGroupChoices = () => {
  const groups = groupsToGive(useViewer(), useGroups())
  const nameOf = useGroupName()
  const usual =
    groups.find(({ id }) => id === groupIds.trainee) ??
    groups.toSorted((one, other) => one.permissions.length - other.permissions.length)[0]
  return { choices: groups.map((group) => ({ value: group.id, label: nameOf(group) })), usual: usual?.id ?? '' }
}
