import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { groupIds } from '../../src-shared/team/group-kind.ts'
import { readInvitationLink, tokenLength } from '../../src-shared/team/invitation-link.ts'
import { blockMember, deleteGroup, saveGroup, updateMember } from '../../src-shared/team/team-mutators.ts'
import type { Viewer } from '../../src-shared/team/viewer.ts'
import type { SignedIn } from '../accounts/identify.ts'
import type { Mailer } from '../mail/mailer.ts'
import { createTestMailer, openTestServer, refusalOf, type TestServer, testPerson } from '../test-server.ts'
import { createInvitations } from './invitations.ts'

let server: TestServer
let post: ReturnType<typeof createTestMailer>
let anna: SignedIn
let olga: SignedIn
let asAnna: { readonly organisationId: string; readonly memberId: string; readonly viewer: Viewer; readonly address: string }

const invitationsWith = (mailer: Mailer | null, publicAddress: string | null = null) =>
  createInvitations({ ...server, mailer, publicAddress })
let invitations: ReturnType<typeof invitationsWith>

beforeEach(async () => {
  server = await openTestServer()
  post = createTestMailer()
  invitations = invitationsWith(post.mailer)
  anna = await server.found('firma', 'Anna')
  olga = await server.found('inna', 'Olga')
  asAnna = await as(anna)
})
afterEach(() => server.close())

const address = 'https://crm.firma.example'
const day = 86_400_000

const as = async (one: SignedIn) => {
  const { organisationId, memberId } = one
  return { organisationId, memberId, viewer: await server.viewerOf(one), address }
}
const person = (email: string, more: object = {}) => ({ email, name: '', extension: null, groupId: groupIds.trainee, ...more })
const send = (...people: ReturnType<typeof person>[]) => invitations.send({ ...asAnna, language: 'pl', people })
const makeLink = (more: { groupId?: string; days?: number; maxUses?: number | null } = {}) =>
  invitations.makeLink({ ...asAnna, groupId: groupIds.trainee, days: 7, maxUses: 1, ...more })
const tokenIn = (text: string) => readInvitationLink(/https?:\S+/.exec(text)?.[0] ?? '').token
const tokenTo = (email: string) => tokenIn(post.mails.findLast(({ to }) => to === email)?.text ?? '')
const statesOf = async (organisationId = anna.organisationId) => (await invitations.list(organisationId)).map(({ state }) => state)
const block = (one: SignedIn, blocked: boolean) =>
  server.sync.run(one.organisationId, blockMember, { id: one.memberId, blocked }, anna.memberId)

describe('S8.3 invitations by mail', () => {
  it('of ten addresses two are wrong, one is a member and one stands there twice: each is told, and the others are invited', async () => {
    const piotr = await server.add(anna, 'Piotr', groupIds.trainee, { extension: '101' })
    const results = await send(
      person('jan@firma.example'),
      person('jan.firma.example'),
      person(testPerson('Piotr').email.toUpperCase()),
      person('ewa@firma.example', { name: 'Олена Коваль', extension: '102' }),
      person('a b@firma.example'),
      person('JAN@firma.example'),
      person('adam@firma.example', { extension: '101' }),
      person('aga@firma.example', { extension: '102' }),
      person('iga@firma.example', { groupId: server.newId() }),
      person(testPerson('Olga').email),
    )
    expect(results.map(({ outcome }) => outcome)).toEqual([
      'sent',
      'bad_address',
      'member',
      'sent',
      'bad_address',
      'twice',
      'extension_taken',
      'extension_taken',
      'forbidden',
      'member',
    ])
    expect(results.map(({ email }) => email)[1]).toBe('jan.firma.example')
    expect(post.mails.map(({ to }) => to)).toEqual(['jan@firma.example', 'ewa@firma.example'])
    expect(post.mails[1]?.text).toContain('Олена Коваль')
    expect(post.mails[0]?.text).toMatch(/Anna Testowa .*firma.*Leadline/)
    expect(post.mails[0]?.subject).toContain('firma')
    await block(piotr, true)
    expect((await send(person('adam@firma.example', { extension: '101' })))[0]?.outcome).toBe('sent')
  })

  it('where no mail goes out there are links to pass on; what the mail server refuses is told in its words', async () => {
    const [passedOn] = await invitationsWith(null).send({ ...asAnna, language: 'pl', people: [person('jan@firma.example')] })
    expect(passedOn).toMatchObject({ outcome: 'link', problem: null })
    expect(await invitations.look(tokenIn(passedOn?.link ?? ''))).toMatchObject({ email: 'jan@firma.example' })
    post.refused.add('ewa@firma.example')
    const [refused, sent] = await send(person('ewa@firma.example'), person('adam@firma.example'))
    expect(refused).toMatchObject({ outcome: 'mail_refused', problem: expect.stringContaining('550 5.1.1') })
    expect(await invitations.look(tokenIn(refused?.link ?? ''))).toMatchObject({ email: 'ewa@firma.example' })
    expect(sent).toMatchObject({ outcome: 'sent', link: null })
  })

  it('a mail server that is away is not asked for each of a hundred', async () => {
    post.goAway()
    const results = await send(...Array.from({ length: 100 }, (_, at) => person(`osoba${at}@firma.example`)))
    expect(new Set(results.map(({ outcome, problem }) => `${outcome} ${problem}`))).toEqual(new Set(['mail_refused null']))
    expect(post.asked()).toBeLessThan(10)
  })

  it('joining with it makes the member that it was for, once, with its own address alone', async () => {
    await send(person('Ewa@firma.example', { name: 'Ewa', extension: '102' }))
    const token = tokenTo('Ewa@firma.example')
    expect(await invitations.look(token)).toEqual({
      crm: 'firma',
      invitedBy: 'Anna Testowa',
      group: { type: 'trainee', name: '' },
      email: 'ewa@firma.example',
      name: 'Ewa',
      extension: '102',
      expiresAt: server.now() + 14 * day,
    })
    const other = { ...testPerson('Ewa'), email: 'inna@firma.example' }
    expect(await refusalOf(invitations.accept(token, other))).toBe('bad_input, person.email invited_address')
    const signedIn = await invitations.accept(token, { ...testPerson('Ewa'), email: 'EWA@firma.example', language: 'en' })
    expect(signedIn.workspaceId).toBe(anna.organisationId)
    const ewa = await server.signIn('Ewa')
    expect(await server.memberOf(ewa)).toMatchObject({ groupId: groupIds.trainee, extension: '102', language: 'en', blocked: false })
    expect(await refusalOf(invitations.look(token))).toBe('invitation_used')
    expect(await refusalOf(invitations.accept(token, testPerson('Ewa')))).toBe('invitation_used')
    expect((await invitations.list(anna.organisationId))[0]).toMatchObject({
      kind: 'mail',
      state: 'used',
      usedBy: [{ memberId: ewa.memberId, at: server.now() }],
    })
  })

  it('sent once more it ends the one before, and may keep its extension', async () => {
    await send(person('ewa@firma.example', { extension: '102' }))
    const first = tokenTo('ewa@firma.example')
    expect((await send(person('ewa@firma.example', { extension: '102' })))[0]?.outcome).toBe('sent')
    expect(await refusalOf(invitations.look(first))).toBe('invitation_revoked')
    expect(await invitations.look(tokenTo('ewa@firma.example'))).toMatchObject({ extension: '102' })
    expect((await statesOf()).toSorted()).toEqual(['open', 'revoked'])
  })
})

describe('S8.3 links', () => {
  it('of fifty at once on a link with one use exactly one is in, and the others hear that it is used', async () => {
    const { link } = await makeLink()
    const token = tokenIn(link)
    const people = Array.from({ length: 50 }, (_, at) => testPerson(`Osoba${at}`))
    const answers = await Promise.all(people.map((one) => refusalOf(invitations.accept(token, one))))
    expect(answers.filter((answer) => answer.startsWith('no refusal'))).toHaveLength(1)
    expect(answers.filter((answer) => answer === 'invitation_used')).toHaveLength(49)
    const rows = await server.store.rowsOfKind(anna.organisationId, 'member')
    expect(rows).toHaveLength(2)
  })

  it('without a limit it lets in whoever follows it, and says who did', async () => {
    const { link, id } = await makeLink({ maxUses: null })
    for (const name of ['Ewa', 'Adam']) await invitations.accept(tokenIn(link), testPerson(name))
    const used = [await server.signIn('Ewa'), await server.signIn('Adam')].map(({ memberId }) => ({ memberId, at: server.now() }))
    const [listed] = await invitations.list(anna.organisationId)
    expect(listed).toMatchObject({ id, kind: 'link', state: 'open', maxUses: null, email: null })
    expect(listed?.usedBy).toEqual(expect.arrayContaining(used))
  })

  it('what fails while joining is told at its place, and the use does not count', async () => {
    await server.add(anna, 'Piotr', groupIds.trainee, { extension: '101' })
    const token = tokenIn((await makeLink()).link)
    const attempt = (more: object) => refusalOf(invitations.accept(token, { ...testPerson('Ewa'), ...more }))
    expect(await attempt({ email: testPerson('Olga').email })).toBe('conflict, person.email taken')
    expect(await attempt({ extension: '101' })).toBe('conflict, person.extension taken')
    expect(await attempt({ timeZone: 'Europe/Nowhere' })).toBe('bad_input, person.timeZone invalid_value')
    expect(await server.accounts.userNamed(testPerson('Ewa').email)).toBeNull()
    expect(await attempt({})).toContain('no refusal')
  })

  it('forged, cut off, of another purpose, expired, revoked: each is told as what it is', async () => {
    const { link, id } = await makeLink({ days: 1 })
    const token = tokenIn(link)
    const both = async (typed: string) => {
      const codes = [await refusalOf(invitations.look(typed)), await refusalOf(invitations.accept(typed, testPerson('Ewa')))]
      return new Set(codes)
    }
    expect(await both('x'.repeat(tokenLength))).toEqual(new Set(['invitation_unknown']))
    expect(await both(`${token}x`)).toEqual(new Set(['invitation_unknown']))
    expect(await both(`${token.slice(1)}"`)).toEqual(new Set(['invitation_unknown']))
    expect(await both(token.slice(0, -1))).toEqual(new Set(['invitation_cut_off']))
    expect(await both('')).toEqual(new Set(['invitation_cut_off']))
    server.pass(day)
    expect(await both(token)).toEqual(new Set(['invitation_expired']))
    const another = await makeLink()
    await invitations.revoke({ organisationId: anna.organisationId, id: another.id })
    expect(await both(tokenIn(another.link))).toEqual(new Set(['invitation_revoked']))
    expect(await statesOf()).toEqual(['revoked', 'expired'])
    expect((await server.store.tickets(anna.organisationId, 'invitation')).find((one) => one.id === id)?.hash).not.toContain(token)
  })

  it('ends when whoever made it is blocked, and when its group is gone', async () => {
    const piotr = await server.add(anna, 'Piotr', groupIds.administrator)
    const { link } = await invitations.makeLink({ ...(await as(piotr)), groupId: groupIds.trainee, days: 1, maxUses: null })
    await block(piotr, true)
    expect(await refusalOf(invitations.look(tokenIn(link)))).toBe('invitation_revoked')
    expect(await refusalOf(invitations.accept(tokenIn(link), testPerson('Ewa')))).toBe('invitation_revoked')
    expect(await statesOf()).toEqual(['revoked'])
    const groupId = server.newId()
    const group = { id: groupId, name: 'Wsparcie', permissions: ['customers_edit'] }
    await server.sync.run(anna.organisationId, saveGroup, group, anna.memberId)
    const ofGroup = await makeLink({ groupId })
    expect(await invitations.look(tokenIn(ofGroup.link))).toMatchObject({ group: { type: 'custom', name: 'Wsparcie' } })
    await server.sync.run(anna.organisationId, deleteGroup, { id: groupId }, anna.memberId)
    expect(await refusalOf(invitations.accept(tokenIn(ofGroup.link), testPerson('Ewa')))).toBe('invitation_revoked')
    expect(await refusalOf(makeLink({ groupId }))).toBe('not_found')
  })

  it('ends when whoever made it could not make it any more: no way back in is left behind, and none into more rights than were given', async () => {
    const move = (groupId: string) =>
      server.sync.run(anna.organisationId, updateMember, { id: piotr.memberId, fields: { groupId } }, anna.memberId)
    const piotr = await server.add(anna, 'Piotr', groupIds.administrator)
    const left = { ...(await as(piotr)), groupId: groupIds.administrator, days: 90, maxUses: null }
    const token = tokenIn((await invitations.makeLink(left)).link)
    await move(groupIds.trainee)
    expect(await refusalOf(invitations.look(token))).toBe('invitation_revoked')
    expect(await refusalOf(invitations.accept(token, testPerson('Ewa')))).toBe('invitation_revoked')
    expect(await statesOf()).toEqual(['revoked'])
    const [recruiters, helpers] = [server.newId(), server.newId()]
    const save = (id: string, name: string, permissions: string[]) =>
      server.sync.run(anna.organisationId, saveGroup, { id, name, permissions }, anna.memberId)
    await save(recruiters, 'Rekrutacja', ['team_add', 'customers_edit'])
    await save(helpers, 'Wsparcie', ['customers_edit'])
    await move(recruiters)
    const { link } = await invitations.makeLink({ ...(await as(piotr)), groupId: helpers, days: 1, maxUses: null })
    expect(await invitations.look(tokenIn(link))).toMatchObject({ group: { name: 'Wsparcie' } })
    await save(helpers, 'Wsparcie', ['customers_edit', 'customers_view_all'])
    expect(await refusalOf(invitations.accept(tokenIn(link), testPerson('Ewa')))).toBe('invitation_revoked')
    await save(helpers, 'Wsparcie', ['customers_edit'])
    await save(recruiters, 'Rekrutacja', ['customers_edit'])
    expect(await refusalOf(invitations.accept(tokenIn(link), testPerson('Ewa')))).toBe('invitation_revoked')
  })

  it('nobody invites into a group that has more than they have', async () => {
    const groupId = server.newId()
    const group = { id: groupId, name: 'Rekrutacja', permissions: ['team_add', 'customers_create', 'customers_edit'] }
    await server.sync.run(anna.organisationId, saveGroup, group, anna.memberId)
    const asPiotr = await as(await server.add(anna, 'Piotr', groupId))
    for (const more of [groupIds.manager, groupIds.administrator]) {
      const link = invitations.makeLink({ ...asPiotr, groupId: more, days: 1, maxUses: 1 })
      expect(await refusalOf(link)).toBe('forbidden, groupId more_than_own')
    }
    const people = [person('ewa@firma.example', { groupId: groupIds.manager }), person('adam@firma.example')]
    const results = await invitations.send({ ...asPiotr, language: 'pl', people })
    expect(results.map(({ outcome }) => outcome)).toEqual(['forbidden', 'sent'])
    const { id } = await makeLink({ groupId: groupIds.manager })
    expect(await refusalOf(invitations.renew({ ...asPiotr, id, language: 'pl' }))).toBe('forbidden, groupId more_than_own')
  })

  it('made anew it has another token and its time from now on; used and revoked ones stay what they are', async () => {
    const { id, link } = await makeLink({ days: 2 })
    server.pass(3 * day)
    await invitations.renew({ ...asAnna, id, language: 'pl' })
    server.pass(day)
    const renewed = await invitations.renew({ ...asAnna, id, language: 'pl' })
    expect(renewed).toMatchObject({ id, outcome: 'link', problem: null })
    expect(await refusalOf(invitations.look(tokenIn(link)))).toBe('invitation_unknown')
    expect(await invitations.look(tokenIn(renewed.link ?? ''))).toMatchObject({ expiresAt: server.now() + 2 * day })
    await invitations.accept(tokenIn(renewed.link ?? ''), testPerson('Ewa'))
    expect(await refusalOf(invitations.renew({ ...asAnna, id, language: 'pl' }))).toBe('invitation_used')
    const [sent] = await send(person('adam@firma.example'))
    const mailId = sent?.id as string
    expect(await invitations.renew({ ...asAnna, id: mailId, language: 'en' })).toMatchObject({
      outcome: 'sent',
      email: 'adam@firma.example',
    })
    expect(post.mails.at(-1)?.subject).toContain('Invitation')
    await server.add(anna, 'Adam', groupIds.trainee)
    expect(await invitations.renew({ ...asAnna, id: mailId, language: 'en' })).toMatchObject({ outcome: 'member', link: null })
    await invitations.revoke({ organisationId: anna.organisationId, id: mailId })
    expect(await refusalOf(invitations.renew({ ...asAnna, id: mailId, language: 'en' }))).toBe('invitation_revoked')
  })

  it('of another organisation it is neither seen nor touched, and the address of the server stands in the link', async () => {
    const { id, link } = await makeLink()
    expect(await invitations.list(olga.organisationId)).toEqual([])
    const asOlga = await as(olga)
    expect(await refusalOf(invitations.renew({ ...asOlga, id, language: 'pl' }))).toBe('not_found')
    expect(await refusalOf(invitations.revoke({ organisationId: olga.organisationId, id }))).toBe('not_found')
    expect(link).toMatch(/^https:\/\/crm\.firma\.example\/join#[\w-]{43}$/)
    const known = await invitationsWith(null, 'https://crm.publiczny.example').makeLink({
      ...asOlga,
      groupId: groupIds.manager,
      days: 1,
      maxUses: 2,
    })
    expect(known.link).toMatch(/^https:\/\/crm\.publiczny\.example\/join#/)
    expect((await invitations.accept(tokenIn(known.link), testPerson('Ewa'))).workspaceId).toBe(olga.organisationId)
  })
})
