import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 as newId } from 'uuid'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { groupIds } from '../../src-shared/team/group-kind.ts'
import { type Client, type CoreProcess, startCore } from '../core/core-process.ts'
import { startTeamServer, type TeamServerProcess } from '../core/server-process.ts'
import { personOf } from '../core/team.ts'

const allClients = { stage: 'client', offset: 0, limit: 100 } as const
const unsorted = { stage: 'lead', tab: 'unsorted', offset: 0, limit: 100 } as const

describe('two computers of a team', () => {
  let folder: string
  let server: TeamServerProcess
  const cores: CoreProcess[] = []

  const open = async (name: string): Promise<Client> => {
    const core = await startCore({ dataFolder: join(folder, name) })
    cores.push(core)
    return (await core.connect()).client
  }

  /** The core of that place, by a connection that outlives changes of its workspace. */
  const connected = async (at: number): Promise<Client> => (await (cores[at] as CoreProcess).connect()).client

  const stateOf = async (at: number) => (await connected(at)).team.state()

  const inTeam = async (at: number) =>
    expect
      .poll(async () => stateOf(at), { timeout: 60_000 })
      .toMatchObject({ mode: 'team', connection: 'online', firstSync: null, pending: 0 })

  const anna = personOf('Anna')
  const ewa = personOf('Ewa')
  const creating = (bring: boolean) => ({
    server: server.url,
    code: server.setUpCode ?? '',
    name: 'firma',
    country: 'PL',
    personName: anna.name,
    email: anna.email,
    password: anna.password,
    bring,
  })
  const joining = (bring = false) => ({ server: server.url, email: ewa.email, password: ewa.password, bring })

  /** Ewa follows a link that Anna has made. */
  const joinAs = async (group: keyof typeof groupIds) => {
    const { link } = await (await connected(0)).team.makeLink({ groupId: groupIds[group], days: 1, maxUses: 1 })
    const { name: personName, email, password } = ewa
    await (await open('ewa')).team.joinByInvitation({ link, personName, email, password })
    await inTeam(1)
  }

  /** Anna's and Ewa's computers, both in the team and idle. */
  const bothInTeam = async () => {
    await (await open('anna')).team.create(creating(false))
    await inTeam(0)
    await joinAs('manager')
    return [await connected(0), await connected(1)] as const
  }

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'leadline-team-'))
    server = await startTeamServer({ dataFolder: join(folder, 'server') })
  })
  afterEach(async () => {
    for (const core of cores.splice(0)) await core.stop()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('S17.3 what was made alone moves to the team with its ids, its notes and its age; the old data stays until all is confirmed', async () => {
    const alone = await open('anna')
    const tag = newId()
    await alone.catalogue.put({ kind: 'tag', id: tag, name: 'VIP', colour: null })
    const jan = { stage: 'client', name: 'Jan Kowalski', phones: [{ typed: '601 234 567' }], tags: [tag] } as const
    const { id } = await alone.contacts.create({ ...jan, phones: [...jan.phones], tags: [...jan.tags] })
    await alone.tasks.create({ id: newId(), title: 'Oddzwonić', contactIds: [id] })
    const noteId = newId()
    await alone.notes.write({ id: noteId, contactId: id, text: 'Woli rano' })
    const before = await alone.contacts.get({ id })
    await alone.team.create(creating(true))
    await inTeam(0)
    const team = await connected(0)
    await expect.poll(async () => (await team.contacts.list(allClients)).rows.map(({ name }) => name)).toEqual(['Jan Kowalski'])
    const me = (await team.settings.session()).me
    const after = await team.contacts.get({ id })
    expect(after).toMatchObject({ createdAt: before.createdAt, responsible: me.id, phones: before.phones, tags: [tag] })
    expect((await team.catalogue.list()).tags).toMatchObject([{ id: tag, name: 'VIP' }])
    await expect.poll(async () => (await team.tasks.ofContact({ contactId: id })).tasks).toMatchObject([{ responsible: me.id }])
    await expect.poll(() => team.notes.get({ id: noteId })).toMatchObject({ text: 'Woli rano', memberId: me.id })
    expect(await team.team.moved()).toMatchObject({ contacts: 1, duplicates: [] })
    const workspaces = () => readdirSync(join(folder, 'anna', 'workspaces'))
    await expect.poll(() => workspaces().some((name) => name.startsWith('moved-')) && !workspaces().includes('alone')).toBe(true)
  })

  it('S3.3 a client edited on one computer is seen on the other; its history says who did it', async () => {
    const [annas, ewas] = await bothInTeam()
    const { id } = await annas.contacts.create({ stage: 'client', name: 'Jan Kowalski' })
    await expect.poll(async () => (await ewas.contacts.list(allClients)).rows.map(({ name }) => name)).toEqual(['Jan Kowalski'])
    // Who has the same card open know of each other, until one of them closes it.
    const viewersOn = async (client: Client) => (await client.team.presence()).members.filter(({ viewing }) => viewing === id)
    await annas.team.viewing({ contactId: id })
    await ewas.team.viewing({ contactId: id })
    await expect.poll(async () => (await viewersOn(annas)).length).toBe(1)
    await expect.poll(async () => (await viewersOn(ewas)).length).toBe(1)
    await ewas.team.viewing({ contactId: null })
    await expect.poll(() => viewersOn(annas)).toEqual([])
    expect(await viewersOn(ewas)).toEqual([])
    await ewas.contacts.update({ id, fields: { city: 'Kraków' } })
    await expect.poll(async () => (await annas.contacts.get({ id })).city).toBe('Kraków')
    await expect
      .poll(async () => (await annas.feed.list({ contactId: id, limit: 50 })).items)
      .toMatchObject([
        { type: 'change', act: 'changed', fields: ['city'], memberName: ewa.name },
        { type: 'change', act: 'created', memberName: anna.name },
      ])
  })

  it('S7.1 of two who take a lead at once exactly one gets it, and the other is told who did', async () => {
    const [annas, ewas] = await bothInTeam()
    for (let round = 0; round < 5; round++) {
      const { id } = await annas.contacts.create({ stage: 'lead', name: `Lead ${round}` })
      await expect.poll(async () => (await ewas.contacts.list(unsorted)).rows.map((row) => row.id)).toContain(id)
      await inTeam(0)
      const outcomes = await Promise.all([annas.leads.take({ id }), ewas.leads.take({ id })])
      expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['lost', 'taken'])
      const [winner] = outcomes.filter(({ outcome }) => outcome === 'taken').map(({ holder }) => holder)
      for (const { holder } of outcomes) expect(holder).toEqual(winner)
      await expect.poll(async () => (await annas.contacts.get({ id })).responsible).toBe(winner?.memberId)
      await expect.poll(async () => (await ewas.contacts.get({ id })).responsible).toBe(winner?.memberId)
    }
  })

  it('S17.3 off line a take is a wish; the one that comes too late is lost, and says who has the lead', async () => {
    const [annas, ewas] = await bothInTeam()
    const { id } = await annas.contacts.create({ stage: 'lead', name: 'Lead' })
    await expect.poll(async () => (await ewas.contacts.list(unsorted)).rows.map((row) => row.id)).toContain(id)
    await inTeam(0)
    await server.stop()
    const offLine = (at: number) => expect.poll(() => stateOf(at), { timeout: 60_000 }).toMatchObject({ connection: 'offline' })
    await annas.team.syncNow()
    await ewas.team.syncNow()
    await Promise.all([offLine(0), offLine(1)])
    const wishes = [await annas.leads.take({ id }), await ewas.leads.take({ id })]
    expect(wishes.map(({ outcome }) => outcome)).toEqual(['wish', 'wish'])
    expect((await ewas.leads.wishes()).ids).toEqual([id])
    await ewas.notes.write({ id: newId(), contactId: id, text: 'Zadzwoniłam, prosi o ofertę' })
    server = await startTeamServer({ dataFolder: join(folder, 'server'), port: server.port })
    await annas.team.syncNow()
    await inTeam(0)
    await ewas.team.syncNow()
    await inTeam(1)
    const me = (await annas.settings.session()).me
    expect((await ewas.contacts.get({ id })).responsible).toBe(me.id)
    expect((await ewas.leads.wishes()).ids).toEqual([])
    expect((await ewas.team.attention()).items).toMatchObject([{ mutation: 'lead.take', reason: { code: 'taken' }, holder: anna.name }])
    // Facts are never refused, whoever has the lead by now.
    await expect.poll(async () => JSON.stringify(await annas.feed.list({ contactId: id, limit: 50 }))).toContain('prosi o ofertę')
  })

  it('leaving asks where something has not been sent, then removes the team’s data from the computer', async () => {
    const [annas] = await bothInTeam()
    await server.stop()
    await annas.contacts.create({ stage: 'client', name: 'Jan' })
    await expect(annas.team.leave({})).rejects.toMatchObject({ data: { code: 'conflict', problems: [{ rule: 'unsent', limit: 1 }] } })
    await annas.team.leave({ force: true })
    await expect.poll(() => stateOf(0)).toEqual({ mode: 'alone', blockedBy: null })
    expect(readdirSync(join(folder, 'anna', 'workspaces'))).toEqual(['alone'])
    expect(existsSync(join(folder, 'anna', 'device.sqlite'))).toBe(true)
  })

  it('what cannot be joined is told in one code each, and the computer stays as it is', async () => {
    const alone = await open('anna')
    const codeOf = (asked: Promise<unknown>) =>
      asked.then(
        () => 'done',
        (error: { data?: { code?: string } }) => error.data?.code,
      )
    expect(await codeOf(alone.team.create({ ...creating(false), code: 'AAAA-BBBB-CCCC' }))).toBe('wrong_code')
    expect(await codeOf(alone.team.join(joining()))).toBe('wrong_password')
    expect(await codeOf(alone.team.join({ ...joining(), server: 'http://127.0.0.1:9' }))).toBe('unreachable')
    expect(await codeOf(alone.team.join({ ...joining(), server: (cores[0] as CoreProcess).address.split('/?')[0] as string }))).toBe(
      'no_team_server',
    )
    expect(await stateOf(0)).toEqual({ mode: 'alone', blockedBy: null })
  })
})
