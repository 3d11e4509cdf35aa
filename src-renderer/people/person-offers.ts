import type { Group } from '../../src-shared/team/group-kind.ts'
import { checkManaging, mayGive, mayManage } from '../../src-shared/team/rights.ts'
import type { Viewer } from '../../src-shared/team/viewer.ts'

/** What may be done with the account of a colleague; nothing else is offered. One's own is changed in the profile. */
export interface PersonOffers {
  readonly edit: boolean
  /** The group, and with it what they may do. */
  readonly regroup: boolean
  /** The address with which they sign in: whoever changes it could take the account over. */
  readonly readdress: boolean
  readonly block: boolean
  readonly resetAccess: boolean
  readonly handOver: boolean
}

const allows = (check: () => void): boolean => {
  try {
    check()
    return true
  } catch {
    return false
  }
}

export const personOffers = (viewer: Viewer, target: Viewer, blocked: boolean): PersonOffers => {
  const isOther = viewer.id !== target.id
  const edit = isOther && mayManage(viewer, target)
  return {
    edit,
    regroup: edit && !target.owner,
    readdress: edit && allows(() => checkManaging(viewer, target, { access: true })),
    block: isOther && allows(() => checkManaging(viewer, target, { blocked: true })),
    resetAccess: isOther && !blocked && allows(() => checkManaging(viewer, target, { access: true })),
    handOver: viewer.owner && isOther && !blocked,
  }
}

/** Groups into which somebody may put people: `now` stays, even where it gives more than they have. */
export const groupsToGive = <One extends Group>(viewer: Viewer, groups: readonly One[], now?: string): readonly One[] =>
  groups.filter((group) => group.id === now || mayGive(viewer, group))
