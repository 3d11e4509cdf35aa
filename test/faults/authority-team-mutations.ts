import { v7 as newId } from 'uuid'
import { mutatorsByName } from '../../src-shared/rows/registry.ts'
import { groupIds } from '../../src-shared/team/group-kind.ts'
import type { Line, Scene } from './authority-lines.ts'
import { call, contact, contactElsewhere, mutation, note, type Scope } from './authority-rows.ts'

type Act = 'created' | 'changed' | 'deleted' | 'restored'

/** Takes something back that never was: whoever asks says what the row had before and has now. */
export const revert = (kind: string, id: string, act: Act, before = {}, after = {}) => ({
  acts: [{ kind, id, act, before, after }],
  changedSince: [],
})

const restore = (scope: Scope) => async (scene: Scene) => revert('contact', (await contact(scene, scope, { deleted: true })).id, 'deleted')

/** Brings a row back, and makes it another one in the same breath. */
const restoreOtherwise = (scope: Scope) => async (scene: Scene) => {
  const { id } = await contact(scene, scope, { deleted: true })
  return revert('contact', id, 'deleted', { city: 'Łódź' }, { city: '' })
}

const edit = (scope: Scope, field: string, value: (scene: Scene) => unknown) => async (scene: Scene) => {
  const document = await contact(scene, scope)
  return revert('contact', document.id, 'changed', { [field]: value(scene) }, { [field]: document[field] })
}

const editMember = (target: (scene: Scene) => string, field: string, value: (scene: Scene) => unknown) => async (scene: Scene) => {
  const id = target(scene)
  const row = await scene.world.rowOf(id, scene.who === 'stranger' ? scene.world.otherOrganisation() : scene.world.organisation())
  return revert('member', id, 'changed', { [field]: value(scene) }, { [field]: JSON.parse(row?.data ?? '{}')[field] })
}

const oneself = ({ memberId }: Scene) => memberId
const ewa = ({ world }: Scene) => world.memberId('ewa')
const everybodyRefused = 'forbidden forbidden forbidden forbidden forbidden forbidden'
/** Only here: to a stranger there is no such row, and nothing of theirs changes. */
const refusedHere = 'forbidden forbidden forbidden forbidden forbidden may'
const ofAdministrators = 'may may forbidden forbidden forbidden may'

const member = () => ({
  id: newId(),
  name: 'Podrzucona',
  email: null,
  extension: null,
  position: '',
  language: 'pl',
  timeZone: 'Europe/Warsaw',
  firstDay: 1,
  groupId: groupIds.administrator,
  blocked: false,
})

/** Mutators that only the server runs: whoever sends one is not understood. */
const ofTheServer: Readonly<Record<string, (scene: Scene) => unknown>> = {
  'workspace.found': () => ({ id: newId(), name: 'druga', country: 'PL', member: member() }),
  'workspace.hand-over': ({ world, memberId }) => ({ id: world.organisation(), memberId }),
  'member.add': member,
  'member.update': (scene) => ({ id: scene.memberId, fields: { groupId: groupIds.administrator } }),
  'member.block': (scene) => ({ id: ewa(scene), blocked: true }),
  'group.save': ({ world }) => ({ id: world.supervisors, name: 'Nadzór', permissions: ['team_add'] }),
  'group.delete': ({ world }) => ({ id: world.supervisors }),
}

/** Members, groups, the workspace, and what can be done by taking back. Who tries: owner, administrator, supervisor, manager, trainee, stranger. */
export const teamLines: readonly Line[] = [
  ...Object.entries(ofTheServer).map(([name, argsOf]) =>
    mutation(name, 'sent by a client', 'bad_input bad_input bad_input bad_input bad_input bad_input', argsOf),
  ),
  mutation('workspace.patch', 'its name', 'may may forbidden forbidden forbidden not_found', ({ world }) => ({
    id: world.organisation(),
    fields: { name: 'Inna nazwa' },
  })),
  mutation('workspace.patch', 'who adds properties', 'may may forbidden forbidden forbidden not_found', ({ world }) => ({
    id: world.organisation(),
    fields: { propertiesBy: 'administrators' },
  })),
  mutation('workspace.patch', 'the directory', 'may may forbidden forbidden forbidden not_found', ({ world }) => ({
    id: world.organisation(),
    fields: { directory: false },
  })),
  mutation('workspace.patch', 'days without contact', 'may may forbidden forbidden forbidden not_found', ({ world }) => ({
    id: world.organisation(),
    fields: { offlineDays: 7 },
  })),
  mutation('member.patch', 'one’s own position', 'may may may may may may', ({ memberId }) => ({
    id: memberId,
    fields: { position: 'Sprzedaż' },
  })),
  mutation('member.patch', 'one’s own address', everybodyRefused, ({ memberId }) => ({
    id: memberId,
    fields: { email: 'inny@firma.example' },
  })),
  mutation('member.patch', 'a colleague', 'forbidden forbidden forbidden forbidden forbidden not_found', (scene) => ({
    id: ewa(scene),
    fields: { name: 'Ktoś inny' },
  })),
  mutation('history.revert', 'own deleted client comes back', 'may may forbidden may forbidden may', restore('own client')),
  mutation('history.revert', 'deleted client of somebody else comes back', 'may may not_found may not_found may', restore('their client')),
  mutation('history.revert', 'deleted lead of somebody else comes back', 'may may may forbidden not_found may', restore('their lead')),
  mutation(
    'history.revert',
    'deleted lead of somebody else comes back otherwise',
    'may may forbidden forbidden not_found may',
    restoreOtherwise('their lead'),
  ),
  mutation('history.revert', 'own client is unmade', 'may may forbidden may forbidden may', async (scene) =>
    revert('contact', (await contact(scene, 'own client')).id, 'created'),
  ),
  mutation('history.revert', 'lead of the pool is unmade', 'may may may forbidden forbidden may', async (scene) =>
    revert('contact', (await contact(scene, 'pool')).id, 'restored'),
  ),
  mutation(
    'history.revert',
    'client of somebody else, otherwise',
    'may may not_found may not_found may',
    edit('their client', 'city', () => 'Łódź'),
  ),
  mutation(
    'history.revert',
    'lead of somebody else, otherwise',
    'may may forbidden forbidden not_found may',
    edit('their lead', 'city', () => 'Łódź'),
  ),
  mutation('history.revert', 'lead of the pool, made by oneself', ofAdministrators, edit('pool', 'createdBy', oneself)),
  mutation('history.revert', 'lead of the pool, entered by oneself', ofAdministrators, edit('pool', 'leadCreatedBy', oneself)),
  mutation('history.revert', 'client of another organisation', 'may may may may may may', async (scene) =>
    revert('contact', (await contactElsewhere(scene)).id, 'created'),
  ),
  mutation('history.revert', 'own note, in the name of somebody else', ofAdministrators, async (scene) => {
    const { id, memberId } = await note(scene, 'own', null)
    return revert('note', id, 'changed', { memberId: ewa(scene) }, { memberId })
  }),
  mutation('history.revert', 'note of somebody else, in one’s own name', ofAdministrators, async (scene) => {
    const { id, memberId } = await note(scene, 'theirs', (await contact(scene, 'pool')).id)
    return revert('note', id, 'changed', { memberId: scene.memberId }, { memberId })
  }),
  mutation('history.revert', 'hidden note comes to a contact of one’s own', 'may may not_found may not_found may', async (scene) => {
    const { id, contactId } = await note(scene, 'theirs', (await contact(scene, 'their client')).id)
    return revert('note', id, 'changed', { contactId: (await contact(scene, 'own client')).id }, { contactId })
  }),
  mutation('history.revert', 'call of somebody else is unmade', ofAdministrators, async (scene) =>
    revert('call', (await call(scene, 'theirs', (await contact(scene, 'pool')).id)).id, 'created'),
  ),
  mutation('history.revert', 'own call, in the name of somebody else', ofAdministrators, async (scene) => {
    const { id, memberId } = await call(scene, 'own', null)
    return revert('call', id, 'changed', { memberId: ewa(scene) }, { memberId })
  }),
  mutation(
    'history.revert',
    'oneself, in another group',
    everybodyRefused,
    editMember(oneself, 'groupId', ({ world, who }) => (who === 'supervisor' ? groupIds.manager : world.supervisors)),
  ),
  mutation(
    'history.revert',
    'oneself, blocked',
    everybodyRefused,
    editMember(oneself, 'blocked', () => true),
  ),
  mutation('history.revert', 'oneself, unmade', everybodyRefused, ({ memberId }) => revert('member', memberId, 'created')),
  mutation('history.revert', 'a colleague, in another group', refusedHere, async (scene) =>
    revert('member', ewa(scene), 'changed', { groupId: groupIds.administrator }, { groupId: groupIds.trainee }),
  ),
  mutation('history.revert', 'a group, with more rights', refusedHere, async ({ world }) => {
    const { permissions } = await world.documentOf(world.supervisors)
    return revert('group', world.supervisors, 'changed', { permissions: ['team_add', 'team_edit', 'customers_delete'] }, { permissions })
  }),
  mutation('history.revert', 'a group, unmade', refusedHere, ({ world }) => revert('group', world.supervisors, 'created')),
  mutation('history.revert', 'the owner of the CRM', refusedHere, ({ world, memberId, who }) =>
    revert(
      'workspace',
      world.organisation(),
      'changed',
      { ownerId: who === 'owner' ? null : memberId },
      { ownerId: world.memberId('owner') },
    ),
  ),
  mutation('history.revert', 'the CRM, unmade', refusedHere, ({ world }) => revert('workspace', world.organisation(), 'created')),
  mutation('history.revert', 'an entry of the directory', 'may may may may may may', async (scene) =>
    revert('directory', (await contact(scene, 'their client')).id, 'changed', { name: 'Inna' }, { name: 'Jan' }),
  ),
]

export const mutatorNames: readonly string[] = Object.keys(mutatorsByName)
