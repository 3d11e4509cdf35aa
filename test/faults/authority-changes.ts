import { createHash, randomBytes } from 'node:crypto'
import { v7 as newId } from 'uuid'
import { newContactSchema } from '../../src-shared/contacts/contact-kind.ts'
import { blobHeaders, blobPath, blobPieceType } from '../../src-shared/files/blob-protocol.ts'
import { testContact } from '../../src-shared/rows/test-documents.ts'
import { groupIds } from '../../src-shared/team/group-kind.ts'
import { type Permission, permissionNames } from '../../src-shared/team/permissions.ts'
import { personOf } from '../core/team.ts'
import type { Told } from './authority-lines.ts'
import { contact, note, type Scope, send, task } from './authority-rows.ts'
import { writeAs } from './authority-sight-rows.ts'
import { type Listening, listenTo } from './authority-socket.ts'
import { type AuthorityWorld, outcomeOf } from './authority-world.ts'
import { comesTrue } from './fault.ts'
import { everyRowOf } from './server-rows.ts'

/** Milliseconds. */
const patience = 20_000

const newContact = (stage: 'lead' | 'client') => newContactSchema.parse(testContact(newId(), { stage }))

type Try = (world: AuthorityWorld) => Promise<() => Promise<string>>

const sends =
  (name: string, argsOf: (id: string) => unknown, scope?: Scope): Try =>
  async (world) => {
    const scene = { world, who: 'supervisor', api: world.api('supervisor'), memberId: world.memberId('supervisor') } as const
    const id = scope ? (await contact(scene, scope)).id : newId()
    return () => send(scene, name, argsOf(id))
  }

const sees =
  (scope: Scope): Try =>
  async (world) => {
    const scene = { world, who: 'supervisor', api: world.api('supervisor'), memberId: world.memberId('supervisor') } as const
    const { id } = await contact(scene, scope)
    return async () => {
      const { rows } = await everyRowOf({ api: scene.api })
      return rows.some((row) => row.id === id && row.kind === 'contact') ? 'may' : 'not_found'
    }
  }

const fetches: Try = async (world) => {
  const scene = { world, who: 'supervisor', api: world.api('supervisor'), memberId: world.memberId('supervisor') } as const
  const content = randomBytes(100)
  const hash = createHash('sha256').update(content).digest('hex')
  const headers = { 'content-type': blobPieceType, [blobHeaders.offset]: '0', [blobHeaders.length]: '100' }
  const ask = (token: string | undefined, more = {}, init = {}) =>
    fetch(`${world.address}${blobPath(hash)}`, { headers: { authorization: `Bearer ${token}`, ...more }, ...init })
  await ask(world.session('adam').token, headers, { method: 'PATCH', body: new Uint8Array(content) })
  const file = { id: newId(), hash, name: 'umowa.pdf', size: 100, type: 'application/pdf' }
  await world.put('note', { ...(await note(scene, 'theirs', (await contact(scene, 'their client')).id)), files: [file] })
  return async () => ((await ask(world.tokenOf('supervisor'))).ok ? 'may' : 'not_found')
}

const hearsCalls: Try = async (world) => {
  const scene = { world, who: 'supervisor', api: world.api('supervisor'), memberId: world.memberId('supervisor') } as const
  const id = newId()
  await writeAs(world, 'adam', 'call.record', { ...callOf(id), contactId: (await contact(scene, 'their lead')).id })
  return async () => ((await everyRowOf({ api: scene.api })).rows.some((row) => row.id === id) ? 'may' : 'not_found')
}

const callOf = (id: string) => ({
  id,
  deviceId: newId(),
  direction: 'incoming',
  number: { typed: '', e164: null, digits: '' },
  displayName: '',
  startedAt: 1_764_000_000_000,
  answeredAt: null,
  endedAt: null,
  result: null,
  sipStatus: null,
  sipReason: '',
  sipCallId: null,
  revision: 1,
})

const changesTasks: Try = async (world) => {
  const scene = { world, who: 'supervisor', api: world.api('supervisor'), memberId: world.memberId('supervisor') } as const
  const { id } = await task(scene, 'theirs', (await contact(scene, 'pool')).id)
  return () => send(scene, 'task.patch', { id, fields: { title: 'Napisać' } })
}

/** What each permission opens, and what is heard without it by somebody who has all others. */
const opened: readonly (readonly [Permission, string, Try])[] = [
  ['customers_create', 'forbidden', sends('contact.create', () => newContact('client'))],
  ['customers_create', 'forbidden', sends('lead.finish', (id) => ({ id, as: 'client' }), 'own lead')],
  ['customers_edit', 'forbidden', sends('contact.patch', (id) => ({ id, patch: { fields: { city: 'Łódź' } } }), 'own client')],
  ['customers_delete', 'forbidden', sends('contact.delete', (id) => ({ ids: [id] }), 'own client')],
  ['customers_import_export', 'forbidden', sends('contact.import', () => ({ contacts: [newContact('client')] }))],
  ['customers_view_all', 'not_found', sees('their client')],
  ['customers_view_all', 'not_found', fetches],
  ['calls_other_users_access', 'not_found', hearsCalls],
  ['calendar_other_users_access', 'forbidden', changesTasks],
  ['leads_view', 'not_found', sees('their lead')],
  ['leads_edit', 'forbidden', sends('contact.patch', (id) => ({ id, patch: { fields: { city: 'Łódź' } } }), 'their lead')],
  ['leads_delete', 'forbidden', sends('contact.delete', (id) => ({ ids: [id] }), 'their lead')],
  ['leads_import_export', 'forbidden', sends('contact.import', () => ({ contacts: [newContact('lead')] }))],
  ['team_add', 'forbidden', async (world) => () => outcomeOf(() => world.api('supervisor').invitations.list())],
  [
    'team_edit',
    'forbidden',
    async (world) => () =>
      outcomeOf(() => world.api('supervisor').members.update({ memberId: world.memberId('ewa'), fields: { position: 'Sprzedaż' } })),
  ],
]

/** A permission that goes counts for the very next call, and so does one that comes. */
const tryPermissions = async (world: AuthorityWorld, told: Told) => {
  const give = (permissions: readonly string[]) =>
    world.api('owner').groups.save({ id: world.supervisors, name: 'Nadzór', permissions: [...permissions] })
  for (const [permission, refusal, make] of opened) {
    for (const [permissions, word] of [
      [permissionNames, 'may'],
      [permissionNames.filter((name) => name !== permission), refusal],
      [permissionNames, 'may'],
    ] as const) {
      const attempt = await make(world)
      await give(permissions)
      const outcome = await attempt()
      if (outcome !== word) told.broken.push(`With ${permission} just ${word === 'may' ? 'given' : 'taken'}: ${outcome} instead of ${word}`)
      told.tries += 1
    }
  }
  const without = permissionNames.filter((name) => !opened.some(([known]) => known === name))
  if (without.length > 0) told.broken.push(`No line of the table is about the permission ${without.join()}`)
  await world.restore()
}

/** Whether a new client of somebody else comes with the poke, as a whole. What was done before is told by itself first. */
const comes = async (world: AuthorityWorld, socket: Listening): Promise<string> => {
  const isTold = async () => {
    const version = (await world.store.organisation(world.organisation()))?.version ?? 0
    return comesTrue(() => socket.version() >= version, patience)
  }
  const before = socket.version()
  if (before > 0 && !(await isTold())) return 'no poke came'
  const id = newId()
  const fields = { id, responsible: world.memberId('adam'), comment: `Poufne ${id}` }
  await writeAs(world, 'adam', 'contact.create', { ...newContact('client'), ...fields })
  if (!(await isTold())) return 'no poke came'
  return socket.text().includes(`Poufne ${id}`) ? 'whole' : 'hidden'
}

/** An open socket tells only what may be seen by then. */
const trySockets = async (world: AuthorityWorld, told: Told) => {
  const socket = await listenTo(world, 'trainee')
  const expect = async (what: string, word: string) => {
    const outcome = await comes(world, socket)
    if (outcome !== word)
      told.broken.push(`The open socket of a trainee, ${what}: a client of somebody else is ${outcome} instead of ${word}`)
    told.tries += 1
  }
  const give = (permissions: Permission[]) => world.api('owner').groups.save({ id: groupIds.trainee, name: '', permissions })
  const memberId = world.memberId('trainee')
  const move = (groupId: string) => world.api('owner').members.update({ memberId, fields: { groupId } })
  try {
    await expect('at first', 'hidden')
    await give(['customers_view_all'])
    await expect('with a right more', 'whole')
    await give([])
    await expect('with a right less', 'hidden')
    await move(groupIds.manager)
    await expect('moved to the managers', 'whole')
    await move(groupIds.trainee)
    await expect('moved back', 'hidden')
  } finally {
    socket.close()
    await world.restore()
  }
}

/** Whoever loses all access loses it with the next call, and their sockets at once. */
const tryEnds = async (world: AuthorityWorld, told: Told) => {
  const expect = (what: string, is: string, word: string) => {
    if (is !== word) told.broken.push(`${what}: ${is} instead of ${word}`)
    told.tries += 1
  }
  const memberId = world.memberId('trainee')
  const me = () => outcomeOf(() => world.api('trainee').accounts.me())
  const isCut = async (end: () => Promise<unknown>, what: string, word: string) => {
    const socket = await listenTo(world, 'trainee')
    await me()
    await end()
    expect(`${what}, the next call`, await me(), word)
    expect(`${what}, the open socket`, String(await comesTrue(socket.isClosed, patience)), 'true')
    expect(
      `${what}, a new socket`,
      await listenTo(world, 'trainee').then(
        () => 'opened',
        () => 'refused',
      ),
      'refused',
    )
  }
  await isCut(() => world.api('administrator').members.block({ memberId }), 'Blocked', 'blocked')
  await world.api('administrator').members.unblock({ memberId })
  expect('Unblocked, the next call', await me(), 'may')
  await isCut(() => world.api('administrator').members.resetAccess({ memberId, language: 'pl' }), 'Access reset', 'unauthorized')
  expect('Access reset, the password of before', await outcomeOf(() => world.signIn('trainee')), 'wrong_password')
  await world.comeBack('trainee')
  await isCut(() => world.api('trainee').accounts.signOutEverywhere(), 'Signed out everywhere', 'unauthorized')
  await world.signInAgain('trainee')
  const [elsewhere, password] = [await world.signIn('trainee'), personOf('trainee').password]
  const there = () => outcomeOf(() => world.withToken('trainee', elsewhere.token).accounts.me())
  expect('On another machine', await there(), 'may')
  await world.api('trainee').accounts.changePassword({ current: password, password })
  expect('With a new password, the other machine', await there(), 'unauthorized')
  expect('With a new password, this machine', await me(), 'may')
}

/** Whoever was an administrator a moment ago does nothing more as one. */
const tryFalls = async (world: AuthorityWorld, told: Told) => {
  const memberId = world.memberId('administrator')
  await world.api('owner').members.update({ memberId, fields: { groupId: groupIds.trainee } })
  const tries: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['sealed.list', () => world.api('administrator').sealed.list()],
    ['sealed.accept', () => world.api('administrator').sealed.accept({ ids: [1] })],
    ['groups.save', () => world.api('administrator').groups.save({ id: newId(), name: 'Nowa', permissions: [] })],
    ['members.block', () => world.api('administrator').members.block({ memberId: world.memberId('ewa') })],
    ['members.update', () => world.api('administrator').members.update({ memberId, fields: { groupId: groupIds.administrator } })],
    ['invitations.list', () => world.api('administrator').invitations.list()],
  ]
  for (const [name, attempt] of tries) {
    const outcome = await outcomeOf(attempt)
    if (outcome !== 'forbidden') told.broken.push(`${name} of somebody who was an administrator a moment ago: ${outcome}`)
    told.tries += 1
  }
  await world.restore()
}

/** Rights that change in between: nothing that the server remembers lets anything through. */
export const tryChanges = async (world: AuthorityWorld, told: Told): Promise<void> => {
  await tryPermissions(world, told)
  await trySockets(world, told)
  await tryFalls(world, told)
  await tryEnds(world, told)
}
