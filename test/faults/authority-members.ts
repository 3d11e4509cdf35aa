import { v7 as newId } from 'uuid'
import { groupIds } from '../../src-shared/team/group-kind.ts'
import { permissionNames } from '../../src-shared/team/permissions.ts'
import { personOf } from '../core/team.ts'
import type { Line, Scene } from './authority-lines.ts'
import type { Somebody } from './authority-world.ts'

const language = 'pl' as const
type Target = Somebody | 'ewa' | 'adam'
type Fields = Parameters<Scene['api']['members']['update']>[0]['fields']

const update = (target: (scene: Scene) => string, fields: Fields | ((scene: Scene) => Fields)) => (scene: Scene) => () =>
  scene.api.members.update({ memberId: target(scene), fields: typeof fields === 'function' ? fields(scene) : fields })

const of =
  (target: Target) =>
  ({ world }: Scene) =>
    world.memberId(target)
const oneself = ({ memberId }: Scene) => memberId

const onMember = (call: 'block' | 'unblock' | 'handOver', target: Target) => (scene: Scene) => () =>
  scene.api.members[call]({ memberId: scene.world.memberId(target) })

const reset = (target: Target) => (scene: Scene) => () =>
  scene.api.members.resetAccess({ memberId: scene.world.memberId(target), language })

const blockedEwa = async (scene: Scene) => {
  const { world } = scene
  await world.put('member', { ...(await world.documentOf(world.memberId('ewa'))), blocked: true })
  return onMember('unblock', 'ewa')(scene)
}

const save = (group: (scene: Scene) => { id: string; name: string; permissions: string[] }) => (scene: Scene) => () =>
  scene.api.groups.save(group(scene))

/** Calls about colleagues and groups. Who tries: owner, administrator, supervisor, manager, trainee, blocked, stranger, nobody. */
export const memberLines: readonly Line[] = [
  {
    of: 'members.update',
    what: 'the position of a trainee',
    expected: 'may may may forbidden forbidden blocked not_found unauthorized',
    begin: update(of('ewa'), { position: 'Sprzedaż' }),
  },
  {
    of: 'members.update',
    what: 'the position of a manager, who may more than a supervisor',
    expected: 'may may forbidden forbidden forbidden blocked not_found unauthorized',
    begin: update(of('manager'), { position: 'Sprzedaż' }),
  },
  {
    of: 'members.update',
    what: 'the position of an administrator',
    expected: 'may may forbidden forbidden forbidden blocked not_found unauthorized',
    begin: update(of('adam'), { position: 'Sprzedaż' }),
  },
  {
    of: 'members.update',
    what: 'the position of the owner',
    expected: 'may may forbidden forbidden forbidden blocked not_found unauthorized',
    begin: update(of('owner'), { position: 'Sprzedaż' }),
  },
  {
    of: 'members.update',
    what: 'a member of another organisation',
    expected: 'not_found not_found not_found not_found not_found blocked may unauthorized',
    begin: update(of('stranger'), { position: 'Sprzedaż' }),
  },
  {
    of: 'members.update',
    what: 'a trainee, made a manager',
    expected: 'may may forbidden forbidden forbidden blocked not_found unauthorized',
    begin: update(of('ewa'), { groupId: groupIds.manager }),
  },
  {
    of: 'members.update',
    what: 'a trainee, made a supervisor',
    expected: 'may may may forbidden forbidden blocked not_found unauthorized',
    begin: update(of('ewa'), ({ world }) => ({ groupId: world.supervisors })),
  },
  {
    of: 'members.update',
    what: 'oneself, made an administrator',
    expected: 'may may forbidden forbidden forbidden blocked may unauthorized',
    begin: update(oneself, { groupId: groupIds.administrator }),
  },
  {
    of: 'members.update',
    what: 'the owner, made a manager',
    expected: 'forbidden forbidden forbidden forbidden forbidden blocked not_found unauthorized',
    begin: update(of('owner'), { groupId: groupIds.manager }),
  },
  {
    of: 'members.update',
    what: 'the address of a trainee',
    expected: 'may may may forbidden forbidden blocked not_found unauthorized',
    begin: update(of('ewa'), () => ({ email: `ewa-${newId()}@firma.example` })),
    undo: ({ world }) => world.api('owner').members.update({ memberId: world.memberId('ewa'), fields: { email: personOf('ewa').email } }),
  },
  {
    of: 'members.update',
    what: 'the address of the owner, with which the account could be taken over',
    expected: 'may forbidden forbidden forbidden forbidden blocked not_found unauthorized',
    begin: update(of('owner'), () => ({ email: `owner-${newId()}@firma.example` })),
    undo: ({ world }) =>
      world.api('owner').members.update({ memberId: world.memberId('owner'), fields: { email: personOf('owner').email } }),
  },
  {
    of: 'members.update',
    what: 'the address of an administrator',
    expected: 'may may forbidden forbidden forbidden blocked not_found unauthorized',
    begin: update(of('adam'), () => ({ email: `adam-${newId()}@firma.example` })),
    undo: ({ world }) => world.api('owner').members.update({ memberId: world.memberId('adam'), fields: { email: personOf('adam').email } }),
  },
  {
    of: 'members.block',
    what: 'a trainee',
    expected: 'may may may forbidden forbidden blocked not_found unauthorized',
    begin: onMember('block', 'ewa'),
  },
  {
    of: 'members.block',
    what: 'a manager',
    expected: 'may may forbidden forbidden forbidden blocked not_found unauthorized',
    // The manager has to try the next lines: what remembers the block is told that it has ended.
    begin: onMember('block', 'manager'),
    undo: ({ world }) => world.api('owner').members.unblock({ memberId: world.memberId('manager') }),
  },
  {
    of: 'members.block',
    what: 'an administrator',
    expected: 'may may forbidden forbidden forbidden blocked not_found unauthorized',
    begin: onMember('block', 'adam'),
    undo: ({ world }) => world.api('owner').members.unblock({ memberId: world.memberId('adam') }),
  },
  {
    of: 'members.block',
    what: 'the owner',
    expected: 'forbidden forbidden forbidden forbidden forbidden blocked not_found unauthorized',
    begin: onMember('block', 'owner'),
  },
  {
    of: 'members.block',
    what: 'a member of another organisation',
    expected: 'not_found not_found not_found not_found not_found blocked forbidden unauthorized',
    begin: onMember('block', 'stranger'),
  },
  {
    of: 'members.unblock',
    what: 'a trainee',
    expected: 'may may may forbidden forbidden blocked not_found unauthorized',
    begin: blockedEwa,
  },
  {
    of: 'members.unblock',
    what: 'a blocked administrator',
    expected: 'may may forbidden forbidden forbidden blocked not_found unauthorized',
    begin: onMember('unblock', 'blocked'),
    undo: ({ world }) => world.api('owner').members.block({ memberId: world.memberId('blocked') }),
  },
  {
    of: 'members.resetAccess',
    what: 'of a trainee',
    expected: 'may may may forbidden forbidden blocked not_found unauthorized',
    begin: reset('ewa'),
  },
  {
    of: 'members.resetAccess',
    what: 'of an administrator',
    expected: 'may may forbidden forbidden forbidden blocked not_found unauthorized',
    begin: reset('adam'),
    undo: ({ world }) => world.comeBack('adam'),
  },
  {
    of: 'members.resetAccess',
    what: 'of the owner',
    expected: 'may forbidden forbidden forbidden forbidden blocked not_found unauthorized',
    begin: reset('owner'),
    undo: ({ world }) => world.comeBack('owner'),
  },
  {
    of: 'members.handOver',
    what: 'to a colleague',
    expected: 'may forbidden forbidden forbidden forbidden blocked not_found unauthorized',
    begin: onMember('handOver', 'ewa'),
  },
  {
    of: 'members.handOver',
    what: 'to oneself',
    expected: 'may forbidden forbidden forbidden forbidden blocked may unauthorized',
    begin:
      ({ api, memberId }) =>
      () =>
        api.members.handOver({ memberId }),
  },
  {
    of: 'groups.save',
    what: 'a new one',
    expected: 'may may forbidden forbidden forbidden blocked may unauthorized',
    begin: save(() => ({ id: newId(), name: `Grupa ${newId()}`, permissions: ['leads_view'] })),
  },
  {
    of: 'groups.save',
    what: 'the supervisors’ group with everything',
    expected: 'may may forbidden forbidden forbidden blocked may unauthorized',
    begin: save(({ world }) => ({ id: world.supervisors, name: 'Nadzór', permissions: [...permissionNames] })),
  },
  {
    of: 'groups.save',
    what: 'the trainees’ group with everything',
    expected: 'may may forbidden forbidden forbidden blocked may unauthorized',
    begin: save(() => ({ id: groupIds.trainee, name: '', permissions: [...permissionNames] })),
  },
  {
    of: 'groups.save',
    what: 'the administrators’ group without anything',
    expected: 'conflict conflict forbidden forbidden forbidden blocked conflict unauthorized',
    begin: save(() => ({ id: groupIds.administrator, name: '', permissions: [] })),
  },
  {
    of: 'groups.delete',
    what: 'an empty one',
    expected: 'may may forbidden forbidden forbidden blocked not_found unauthorized',
    begin: async ({ world, api }) => {
      const id = await world.put('group', { id: newId(), type: 'custom', name: `Pusta ${newId()}`, permissions: [] })
      return () => api.groups.delete({ id })
    },
  },
  {
    of: 'groups.delete',
    what: 'one in which somebody is',
    expected: 'conflict conflict forbidden forbidden forbidden blocked not_found unauthorized',
    begin:
      ({ api, world }) =>
      () =>
        api.groups.delete({ id: world.supervisors }),
  },
]
