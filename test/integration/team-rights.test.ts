import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 as newId } from 'uuid'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { builtInGroups, groupIds } from '../../src-shared/team/group-kind.ts'
import { type Client, type CoreProcess, startCore } from '../core/core-process.ts'
import { startTeamServer, type TeamServerProcess } from '../core/server-process.ts'
import { personOf, refusalOf } from '../core/team.ts'

const allClients = { stage: 'client', offset: 0, limit: 100 } as const

describe('rights of a team on two computers', () => {
  let folder: string
  let server: TeamServerProcess
  let cores: CoreProcess[]
  const [anna, ewa] = [personOf('Anna'), personOf('Ewa')]

  const open = async (name: string): Promise<CoreProcess> => {
    const core = await startCore({ dataFolder: join(folder, name) })
    cores.push(core)
    return core
  }
  const clientOf = async (at: number): Promise<Client> => (await (cores[at] as CoreProcess).connect()).client
  const stateOf = async (at: number) => (await clientOf(at)).team.state()
  const inTeam = async (at: number) =>
    expect.poll(() => stateOf(at), { timeout: 60_000 }).toMatchObject({ mode: 'team', connection: 'online', firstSync: null, pending: 0 })

  /** Anna owns the CRM; Ewa is in this group. */
  const gather = async (group: keyof typeof groupIds, bring = false) => {
    const { name: personName, email, password } = anna
    const creating = { server: server.url, code: server.setUpCode ?? '', name: 'firma', country: 'PL' }
    if (cores.length < 1) await open('anna')
    await (await clientOf(0)).team.create({ ...creating, personName, email, password })
    await inTeam(0)
    const { link } = await (await clientOf(0)).team.makeLink({ groupId: groupIds[group], days: 1, maxUses: 1 })
    if (cores.length < 2) await open('ewa')
    await (await clientOf(1)).team.joinByInvitation({ link, personName: ewa.name, email: ewa.email, password: ewa.password, bring })
    await inTeam(1)
    return [await clientOf(0), await clientOf(1)] as const
  }
  const namesOn = async (client: Client) => (await client.contacts.list(allClients)).rows.map(({ name }) => name)
  const idOfEwa = async (client: Client) => (await client.settings.members()).members.find(({ email }) => email === ewa.email)?.id as string

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'leadline-rights-'))
    cores = []
    server = await startTeamServer({ dataFolder: join(folder, 'server') })
  })
  afterEach(async () => {
    for (const core of cores) await core.stop()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('S14.2 a group widened and narrowed while its people work: what they may see comes and goes, and the screens hear of it', async () => {
    const [annas, ewas] = await gather('trainee')
    const { id } = await annas.contacts.create({ stage: 'client', name: 'Zofia Wójcik', phones: [{ typed: '601 234 567' }] })
    const [, , trainees] = builtInGroups
    const group = { id: groupIds.trainee, name: '' }
    const permissions = trainees?.permissions ?? []
    const rightsOn = async () => (await ewas.settings.session()).rights.permissions

    // Callers and duplicates are known to everybody.
    const known = [{ name: 'Zofia Wójcik', responsible: { name: anna.name } }]
    await expect.poll(async () => (await ewas.telephony.identify({ number: '601234567' })).known).toMatchObject(known)
    expect((await ewas.contacts.suggest({ text: 'zofia' })).known).toMatchObject(known)
    expect((await ewas.contacts.suggest({ text: 'wój' })).known).toMatchObject(known)
    expect((await ewas.contacts.suggest({ text: '234567' })).known).toMatchObject(known)
    expect(await namesOn(ewas)).toEqual([])

    await annas.team.saveGroup({ ...group, permissions: [...permissions, 'customers_view_all'] })
    await expect.poll(() => namesOn(ewas)).toEqual(['Zofia Wójcik'])
    expect(await rightsOn()).toContain('customers_view_all')
    expect((await ewas.contacts.suggest({ text: 'zofia' })).known).toEqual([])
    await ewas.contacts.update({ id, fields: { city: 'Łódź' } })
    await expect.poll(async () => (await annas.contacts.get({ id })).city).toBe('Łódź')

    await annas.team.saveGroup({ ...group, permissions: ['customers_view_all'] })
    await expect.poll(rightsOn).toEqual(['customers_view_all'])
    expect(await refusalOf(ewas.contacts.update({ id, fields: { city: 'Gdańsk' } }))).toBe('forbidden')
    expect(await refusalOf(ewas.contacts.create({ stage: 'client', name: 'Nowy' }))).toBe('forbidden')
    expect(await refusalOf(ewas.contacts.delete({ ids: [id] }))).toBe('forbidden')
    expect((await ewas.contacts.get({ id })).city).toBe('Łódź')

    await annas.settings.updateWorkspace({ directory: false })
    await annas.team.saveGroup({ ...group, permissions: [] })
    await expect.poll(() => namesOn(ewas)).toEqual([])
    await expect.poll(async () => (await ewas.telephony.identify({ number: '601234567' })).known).toEqual([])
  })

  it('what is no longer allowed by the time it arrives ends in Needs attention, with reason and content', async () => {
    const [annas, ewas] = await gather('manager')
    const { id } = await annas.contacts.create({ stage: 'client', name: 'Zofia Wójcik' })
    await expect.poll(() => namesOn(ewas)).toEqual(['Zofia Wójcik'])
    const { port } = server
    const dataFolder = join(folder, 'server')
    await server.stop()
    await ewas.contacts.update({ id, fields: { comment: 'Napisane bez sieci' } })
    await (cores[1] as CoreProcess).stop()
    server = await startTeamServer({ dataFolder, port })
    await annas.team.syncNow()
    await inTeam(0)
    await annas.team.updateMember({ memberId: await idOfEwa(annas), fields: { groupId: groupIds.trainee } })
    cores[1] = await startCore({ dataFolder: join(folder, 'ewa') })
    const again = await clientOf(1)
    await expect.poll(() => stateOf(1), { timeout: 60_000 }).toMatchObject({ connection: 'online', pending: 0, attention: 1 })
    expect(await namesOn(again)).toEqual([])
    expect((await again.team.attention()).items).toMatchObject([
      { mutation: 'contact.patch', name: 'Zofia Wójcik', content: [{ text: 'Napisane bez sieci' }] },
    ])
  })

  it('S8.2 who is blocked on line loses access at once and the data of the team; what they had not sent waits for an administrator', async () => {
    const [annas, ewas] = await gather('manager')
    await annas.contacts.create({ stage: 'client', name: 'Zofia Wójcik' })
    await expect.poll(() => namesOn(ewas)).toEqual(['Zofia Wójcik'])
    await annas.team.blockMember({ memberId: await idOfEwa(annas), blocked: true })
    await expect.poll(() => stateOf(1), { timeout: 60_000 }).toEqual({ mode: 'alone', blockedBy: 'firma' })
    expect(readdirSync(join(folder, 'ewa', 'workspaces'))).toEqual(['alone'])
    const alone = await clientOf(1)
    expect(await namesOn(alone)).toEqual([])
    expect(await refusalOf(alone.team.join({ server: server.url, email: ewa.email, password: ewa.password }))).toBe('blocked')
    expect(await alone.team.dismissBlocked()).toEqual({ mode: 'alone', blockedBy: null })

    await annas.team.blockMember({ memberId: await idOfEwa(annas), blocked: false })
    await alone.team.join({ server: server.url, email: ewa.email, password: ewa.password })
    await inTeam(1)
    await expect.poll(async () => namesOn(await clientOf(1))).toEqual(['Zofia Wójcik'])
  })

  it('S8.2 I9 who is blocked while off line is wiped at the next contact; their note is sealed there until an administrator accepts it', async () => {
    const [annas, ewas] = await gather('manager')
    const { id } = await annas.contacts.create({ stage: 'client', name: 'Zofia Wójcik' })
    await expect.poll(() => namesOn(ewas)).toEqual(['Zofia Wójcik'])
    const { port } = server
    const dataFolder = join(folder, 'server')
    await server.stop()
    const noteId = newId()
    await ewas.notes.write({ id: noteId, contactId: id, text: 'Ostatnia rozmowa' })
    await ewas.contacts.update({ id, fields: { city: 'Gdynia' } })
    await (cores[1] as CoreProcess).stop()

    server = await startTeamServer({ dataFolder, port })
    await annas.team.syncNow()
    await inTeam(0)
    await annas.team.blockMember({ memberId: await idOfEwa(annas), blocked: true })
    cores[1] = await startCore({ dataFolder: join(folder, 'ewa') })
    await expect.poll(() => stateOf(1), { timeout: 60_000 }).toEqual({ mode: 'alone', blockedBy: 'firma' })
    expect(readdirSync(join(folder, 'ewa', 'workspaces'))).toEqual(['alone'])

    const { items } = await annas.team.sealed()
    expect(items).toMatchObject([{ mutation: 'note.write', name: 'Zofia Wójcik', content: [{ text: 'Ostatnia rozmowa' }] }])
    expect(await annas.notes.get({ id: noteId })).toBeNull()
    expect(await annas.team.acceptSealed({ ids: items.map((item) => item.id) })).toEqual({ accepted: 1 })
    expect(await annas.notes.get({ id: noteId })).toMatchObject({ text: 'Ostatnia rozmowa' })
    expect((await annas.contacts.get({ id })).city).toBe('')
    expect((await annas.team.sealed()).items).toEqual([])
  })

  it('whoever may not import brings nothing along: what was made alone stays where it was', async () => {
    await open('anna')
    await open('ewa')
    const alone = await clientOf(1)
    await alone.contacts.create({ stage: 'client', name: 'Sam Samotny' })
    const [annas, ewas] = await gather('trainee', true)
    await expect.poll(() => ewas.team.moved()).toMatchObject({ contacts: 0, refused: true })
    expect(await namesOn(ewas)).toEqual([])
    expect(await namesOn(annas)).toEqual([])
    await ewas.team.leave({})
    await expect.poll(() => stateOf(1)).toEqual({ mode: 'alone', blockedBy: null })
    expect(await namesOn(await clientOf(1))).toEqual(['Sam Samotny'])
  })

  it('S1.3 people who are invited while the CRM is made are told one by one, once', async () => {
    const core = await open('anna')
    const client = (await core.connect()).client
    expect((await client.settings.session()).firstStart).toBe(true)
    const { name: personName, email, password } = anna
    const people = [
      { email: 'ewa@firma.example', name: 'Ewa Testowa', extension: '201', groupId: groupIds.manager },
      { email: 'to nie jest adres', groupId: groupIds.manager },
    ]
    const creating = { server: server.url, code: server.setUpCode ?? '', name: 'firma', country: 'PL' }
    await client.team.create({ ...creating, personName, email, password, extension: '200', people })
    await inTeam(0)
    const team = await clientOf(0)
    expect((await team.settings.session()).firstStart).toBe(false)
    expect((await team.settings.session()).me).toMatchObject({ extension: '200' })
    const { results } = await team.team.welcome()
    expect(results).toMatchObject([
      { email: 'ewa@firma.example', outcome: 'link' },
      { email: 'to nie jest adres', outcome: 'bad_address', link: null },
    ])
    expect(await team.team.lookAtInvitation({ link: results[0]?.link ?? '' })).toMatchObject({
      crm: 'firma',
      invitedBy: anna.name,
      email: 'ewa@firma.example',
      name: 'Ewa Testowa',
      extension: '201',
      server: server.url,
    })
    await team.team.dismissWelcome()
    expect((await team.team.welcome()).results).toEqual([])
  })
})
