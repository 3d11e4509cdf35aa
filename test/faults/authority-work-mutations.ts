import { v7 as newId } from 'uuid'
import { builtInStatuses } from '../../src-shared/catalogue/lead-statuses.ts'
import { contactQuerySchema } from '../../src-shared/contacts/contact-contract.ts'
import { workspaceKind } from '../../src-shared/settings/workspace-kind.ts'
import type { Line, Scene } from './authority-lines.ts'
import { contact, contactElsewhere, filter, imported, importRecord, item, mutation, type Scope, task } from './authority-rows.ts'
import { revert } from './authority-team-mutations.ts'

const ofAdministrators = 'may may forbidden forbidden forbidden not_found'
/** Only here: to a stranger there is no such row, and what they do is done in their own organisation. */
const ofAdministratorsHere = 'may may forbidden forbidden forbidden may'

/** Bears the name of who was signed in, whatever else the arguments say. */
const bears =
  (field: string) =>
  async ({ world, memberId, who }: Scene, { id }: { readonly id: string }) => {
    const row = await world.rowOf(id, who === 'stranger' ? world.otherOrganisation() : world.organisation())
    return JSON.parse(row?.data ?? '{}')[field] === memberId ? null : 'it bears the name of somebody else'
  }

const merge = (from: Scope, into: Scope) => async (scene: Scene) => ({
  into: (await contact(scene, into)).id,
  from: [(await contact(scene, from)).id],
})

const setStatus = (scope: Scope, status: string) => async (scene: Scene) => ({ id: (await contact(scene, scope)).id, status })

const ofMergers: readonly Line[] = [
  mutation('contact.merge', 'own clients', 'may may forbidden may forbidden not_found', merge('own client', 'own client')),
  mutation(
    'contact.merge',
    'own client into that of somebody else',
    'may may not_found may not_found not_found',
    merge('own client', 'their client'),
  ),
  mutation(
    'contact.merge',
    'client of somebody else into an own one',
    'may may not_found may not_found not_found',
    merge('their client', 'own client'),
  ),
  mutation(
    'contact.merge',
    'lead of the pool into an own client',
    'may may may forbidden forbidden not_found',
    merge('pool', 'own client'),
  ),
  mutation('contact.merge', 'own lead into an own client', 'may may may may may not_found', merge('own lead', 'own client')),
  mutation('contact.merge', 'own client into an own lead', 'may may forbidden may forbidden not_found', merge('own client', 'own lead')),
  mutation(
    'contact.merge',
    'own lead into that of somebody else',
    'may may forbidden forbidden not_found not_found',
    merge('own lead', 'their lead'),
  ),
  mutation(
    'contact.merge',
    'with one of another organisation',
    'not_found not_found not_found not_found not_found not_found',
    async (scene) => ({
      into: (await contact(scene, 'own client')).id,
      from: [(await contactElsewhere(scene)).id],
    }),
  ),
  mutation('history.revert', 'own client, as if merged into a hidden one', 'may may not_found may not_found may', async (scene) =>
    revert('contact', (await contact(scene, 'own client')).id, 'changed', { mergedInto: (await contact(scene, 'their client')).id }, {}),
  ),
  mutation('lead.set-status', 'own', 'may may may may may not_found', setStatus('own lead', 'deferred')),
  mutation('lead.set-status', 'of the pool', 'may may may may may not_found', setStatus('pool', 'in_progress')),
  mutation('lead.set-status', 'of somebody else', 'may may forbidden forbidden not_found not_found', setStatus('their lead', 'deferred')),
  mutation(
    'lead.set-status',
    'own, to an end that is said otherwise',
    'bad_input bad_input bad_input bad_input bad_input not_found',
    setStatus('own lead', 'finished'),
  ),
]

const newTask = (contactId: string | null, responsible: string, more = {}) => ({
  id: newId(),
  type: 'task',
  title: 'Oddzwonić',
  startsAt: null,
  responsible,
  contactIds: contactId === null ? [] : [contactId],
  ...more,
})

type Author = Parameters<typeof task>[1]
const idOfTask = async (scene: Scene, author: Author, scope: Scope) => (await task(scene, author, (await contact(scene, scope)).id)).id

/** What is done to a task that is there, in each way. */
const doings: readonly (readonly [string, (id: string) => unknown])[] = [
  ['task.patch', (id) => ({ id, fields: { title: 'Napisać' } })],
  ['task.complete', (id) => ({ id, done: true })],
  ['task.delete', (id) => ({ id })],
]
const tasksOf: readonly (readonly [string, string, Author, Scope])[] = [
  ['own, on the client of somebody else', 'may may may may may not_found', 'own', 'their client'],
  ['for oneself, on the client of somebody else', 'may may may may may not_found', 'for me', 'their client'],
  ['of somebody else, on own client', ofAdministrators, 'theirs', 'own client'],
  ['of somebody else, hidden', 'may may not_found forbidden not_found not_found', 'theirs', 'their client'],
]

const ofTasks: readonly Line[] = [
  mutation('task.create', 'about own client', 'may may may may may may', async (scene) =>
    newTask((await contact(scene, 'own client')).id, scene.memberId),
  ),
  mutation('task.create', 'about the client of somebody else, for them', 'may may may may may may', async (scene) =>
    newTask((await contact(scene, 'their client')).id, scene.world.memberId('adam')),
  ),
  mutation(
    'task.create',
    'in the name of somebody else',
    'may may may may may may',
    ({ world }) => newTask(null, world.memberId('adam'), { createdBy: world.memberId('adam') }),
    { check: bears('createdBy') },
  ),
  ...doings.flatMap(([name, argsOf]) =>
    tasksOf.map(([what, expected, author, scope]) =>
      mutation(name, what, expected, async (scene) => argsOf(await idOfTask(scene, author, scope))),
    ),
  ),
  mutation('task.patch', 'of somebody else, made one’s own', ofAdministrators, async (scene) => ({
    id: await idOfTask(scene, 'theirs', 'pool'),
    fields: { responsible: scene.memberId },
  })),
  mutation('history.revert', 'task of somebody else, unmade', ofAdministratorsHere, async (scene) =>
    revert('task', await idOfTask(scene, 'theirs', 'pool'), 'created'),
  ),
  mutation('history.revert', 'own task, made by somebody else', ofAdministratorsHere, async (scene) => {
    const { id, createdBy } = await task(scene, 'own', null)
    return revert('task', id, 'changed', { createdBy: scene.world.memberId('ewa') }, { createdBy })
  }),
  mutation('history.revert', 'hidden task comes to a contact of one’s own', 'may may not_found forbidden not_found may', async (scene) => {
    const { id, contactIds } = await task(scene, 'theirs', (await contact(scene, 'their client')).id)
    return revert('task', id, 'changed', { contactIds: [(await contact(scene, 'own client')).id] }, { contactIds })
  }),
]

const newTag = (id = newId()) => ({ kind: 'tag', id, name: `Ważny ${newId()}`, colour: 120 })
const newProperty = () => ({ kind: 'property', id: newId(), name: `Pole ${newId()}`, type: 'text', options: [], order: 1 })

const onlyAdministratorsAddProperties = async ({ world }: Scene) => {
  const workspace = await world.documentOf(world.organisation())
  await world.put(workspaceKind.name, { ...workspace, propertiesBy: 'administrators' })
  return newProperty()
}

const ofCatalogue: readonly Line[] = [
  mutation('catalogue.put', 'a new tag', 'may may may may may may', () => newTag()),
  mutation('catalogue.put', 'a new property', 'may may may may may may', newProperty),
  mutation('catalogue.put', 'a new property where that is for administrators', ofAdministratorsHere, onlyAdministratorsAddProperties),
  mutation('catalogue.put', 'a new status', ofAdministratorsHere, () => ({
    kind: 'status',
    id: newId(),
    name: `Oferta ${newId()}`,
    key: null,
    category: 'open',
    order: 5,
  })),
  mutation('catalogue.put', 'another name for a tag', ofAdministratorsHere, async (scene) => newTag((await item(scene, 'tag')).id)),
  mutation('catalogue.put', 'a deleted tag', ofAdministratorsHere, async (scene) =>
    newTag((await item(scene, 'tag', { deleted: true })).id),
  ),
  mutation('catalogue.put', 'over a client', 'conflict conflict conflict conflict conflict may', async (scene) =>
    newTag((await contact(scene, 'own client')).id),
  ),
  mutation('catalogue.put', 'a tag in the place of a status', 'conflict conflict conflict conflict conflict conflict', () =>
    newTag(builtInStatuses[1]?.id),
  ),
  ...(['tag', 'source', 'status'] as const).map((kind) =>
    mutation('catalogue.merge', kind, ofAdministrators, async (scene) => ({
      kind,
      ids: [(await item(scene, kind)).id],
      into: (await item(scene, kind)).id,
    })),
  ),
  mutation('catalogue.delete', 'a status', 'bad_input bad_input bad_input bad_input bad_input bad_input', async (scene) => ({
    kind: 'status',
    ids: [(await item(scene, 'status')).id],
  })),
  ...(['tag', 'source', 'property'] as const).map((kind) =>
    mutation('catalogue.delete', kind, ofAdministrators, async (scene) => ({ kind, ids: [(await item(scene, kind)).id] })),
  ),
  mutation('history.revert', 'a tag, unmade', ofAdministratorsHere, async (scene) =>
    revert('tag', (await item(scene, 'tag')).id, 'created'),
  ),
  mutation('history.revert', 'a deleted property comes back', ofAdministratorsHere, async (scene) =>
    revert('property', (await item(scene, 'property', { deleted: true })).id, 'deleted'),
  ),
  mutation('history.revert', 'a source, under another name', ofAdministratorsHere, async (scene) => {
    const { id, name } = await item(scene, 'source')
    return revert('source', id, 'changed', { name: 'Inne' }, { name })
  }),
]

const query = contactQuerySchema.parse({ stage: 'lead' })
const everybodyRefused = 'forbidden forbidden forbidden forbidden forbidden'

const ofOneself: readonly Line[] = [
  mutation('filter.save', 'a new one', 'may may may may may may', () => ({ id: newId(), name: 'Łódź', query }), {
    check: bears('memberId'),
  }),
  mutation('filter.save', 'own', 'may may may may may may', async (scene) => ({
    id: (await filter(scene, 'own')).id,
    name: 'Łódź',
    query,
  })),
  mutation('filter.save', 'over that of somebody else', `${everybodyRefused} may`, async (scene) => ({
    id: (await filter(scene, 'theirs')).id,
    name: 'Łódź',
    query,
  })),
  mutation('filter.delete', 'own', 'may may may may may not_found', async (scene) => ({ id: (await filter(scene, 'own')).id })),
  mutation('filter.delete', 'of somebody else', `${everybodyRefused} not_found`, async (scene) => ({
    id: (await filter(scene, 'theirs')).id,
  })),
  mutation('history.revert', 'filter of somebody else, otherwise', `${everybodyRefused} may`, async (scene) => {
    const { id, name } = await filter(scene, 'theirs')
    return revert('filter', id, 'changed', { name: 'Inne' }, { name })
  }),
  mutation('history.revert', 'own filter, for somebody else', `${everybodyRefused} may`, async (scene) => {
    const { id, memberId } = await filter(scene, 'own')
    return revert('filter', id, 'changed', { memberId: scene.world.memberId('ewa') }, { memberId })
  }),
  mutation('import.record', 'of clients', 'may may forbidden may forbidden may', ({ memberId }) => importRecord(memberId)),
  mutation('import.record', 'of leads', 'may may forbidden may forbidden may', ({ memberId }) => importRecord(memberId, 'lead')),
  mutation(
    'import.record',
    'in the name of somebody else',
    'may may forbidden may forbidden may',
    ({ world }) => importRecord(world.memberId('adam')),
    { check: bears('memberId') },
  ),
  mutation('import.mark-undone', 'own', 'may may may may may not_found', async (scene) => ({
    id: (await imported(scene, 'own')).id,
    kept: 0,
  })),
  mutation('import.mark-undone', 'of somebody else', 'may may not_found not_found not_found not_found', async (scene) => ({
    id: (await imported(scene, 'theirs')).id,
    kept: 0,
  })),
  mutation('history.revert', 'import of somebody else, unmade', 'may may not_found not_found not_found may', async (scene) =>
    revert('import', (await imported(scene, 'theirs')).id, 'created'),
  ),
]

/**
 * Mergers, tasks, what everybody chooses from, saved filters and the history of imports. Who tries: owner, administrator, supervisor, manager,
 * trainee, stranger.
 */
export const workLines: readonly Line[] = [...ofMergers, ...ofTasks, ...ofCatalogue, ...ofOneself]
