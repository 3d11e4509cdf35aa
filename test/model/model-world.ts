import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { openWorkspaceStore } from '../../src-main/db/workspace-store.ts'
import { openSqliteStore } from '../../src-server/db/sqlite-store.ts'
import { createSyncService } from '../../src-server/sync/create-sync-service.ts'
import type { Identity } from '../../src-server/sync/sync-service.ts'
import { readStanding } from '../../src-server/team/standing.ts'
import type { Contact } from '../../src-shared/contacts/contact-kind.ts'
import { directoryKind } from '../../src-shared/contacts/directory-kind.ts'
import { defineMutator } from '../../src-shared/rows/mutator.ts'
import { foundWorkspace, patchWorkspace } from '../../src-shared/settings/settings-mutators.ts'
import type { SentRow } from '../../src-shared/sync/protocol.ts'
import { type Group, groupIds } from '../../src-shared/team/group-kind.ts'
import { type Member, memberKind } from '../../src-shared/team/member-kind.ts'
import { directoryEntryOf, maySee, type SeenRow } from '../../src-shared/team/sight.ts'
import { addMember, saveGroup } from '../../src-shared/team/team-mutators.ts'
import type { Chance } from '../bench/chance.ts'
import { createModelClient, type ModelClient } from './model-client.ts'
import { calm, createModelNetwork, type Weather } from './model-network.ts'
import { createVirtualClock } from './virtual-clock.ts'

export const noon = Date.UTC(2026, 10, 23, 12)

let templateFolder: string | null = null
/** An empty workspace of a team, made once for all worlds of a process. */
const templateOf = (): string => {
  if (templateFolder) return templateFolder
  templateFolder = mkdtempSync(join(tmpdir(), 'leadline-model-template-'))
  openWorkspaceStore(templateFolder, { durable: false }).close()
  process.once('exit', () => rmSync(templateFolder as string, { recursive: true, force: true }))
  return templateFolder
}

export type GroupName = keyof typeof groupIds

const memberOf = (id: string, name: string, group: GroupName) => ({
  id,
  name,
  email: null,
  extension: null,
  position: '',
  language: 'pl' as const,
  timeZone: 'Europe/Warsaw',
  firstDay: 1 as const,
  groupId: groupIds[group],
  blocked: false,
})

/** What an administrator will do on the page of the team. */
const changeMember = defineMutator({
  name: 'member.patch',
  args: z.object({ id: z.string(), fields: z.record(z.string(), z.unknown()) }),
  run: (tx, { id, fields }) => {
    const member = tx.get(memberKind, id)
    if (member) tx.put(memberKind, { ...member, ...fields })
  },
})

const seenOf = (row: SentRow): SeenRow => ({ kind: row.kind, document: JSON.parse(row.data) })

interface WorldOptions {
  readonly chance: Chance
  /** One for each person, in order; the first founds the team. */
  readonly groups: readonly GroupName[]
  /** Of which person each machine is. */
  readonly machines: readonly number[]
  /** By how much each machine's clock is wrong, milliseconds. */
  readonly skewOf?: (machine: number) => number
}

/** A team server in memory and machines around it, all real but for time and the network. */
export const createModelWorld = async ({ chance, groups, machines, skewOf = () => 0 }: WorldOptions) => {
  const clock = createVirtualClock(noon, chance)
  const broken: string[] = []
  const fail = (sentence: string) => void broken.push(sentence)
  let ids = 0
  const newId = () => {
    ids += 1
    return `0199a000-0000-7000-8000-${ids.toString(16).padStart(12, '0')}`
  }
  const folder = mkdtempSync(join(tmpdir(), 'leadline-model-'))
  const store = openSqliteStore(':memory:', { now: clock.now, newId, isDurable: false })
  const organisationId = newId()
  /** Versions in the order in which their transactions were told. */
  const versions: number[] = []
  const log = { error: (message: string, error: unknown) => fail(`${message}: ${error instanceof Error ? error.stack : String(error)}`) }

  const serve = () => {
    const started = createSyncService({ store, now: clock.now, newId, log, gather: async () => {} })
    started.onCommitted((commit) => {
      versions.push(commit.version)
      clock.after(3, () => void network.poke(commit).catch((error) => log.error('poke', error)))
    })
    return started
  }
  let service = serve()
  const network = createModelNetwork(clock, chance, () => service)

  const identities = groups.map((_, at): Identity => ({ userId: `user ${at}`, memberId: newId(), organisationId }))
  const identityOf = (at: number) => identities[at] as Identity
  const founder = identityOf(0)
  await store.createOrganisation({ id: organisationId, name: 'model', createdAt: noon })
  const founding = memberOf(founder.memberId, 'Osoba 0', groups[0] ?? 'administrator')
  await service.run(
    organisationId,
    foundWorkspace,
    { id: organisationId, name: 'model', country: 'PL', member: founding },
    founder.memberId,
  )
  for (const [at, { memberId }] of identities.entries()) {
    if (at > 0) await service.run(organisationId, addMember, memberOf(memberId, `Osoba ${at}`, groups[at] ?? 'manager'), founder.memberId)
  }
  const firstRows = [...(await store.rowsOfKind(organisationId, 'workspace')), ...(await store.rowsOfKind(organisationId, 'member'))]

  const weathers: Weather[] = machines.map(() => calm())
  const clients: ModelClient[] = machines.map((person, at) =>
    createModelClient({
      folder: join(folder, String(at)),
      template: templateOf(),
      memberId: identityOf(person).memberId,
      clock: clock.clockOf(() => skewOf(at)),
      transport: (clientId) => network.transportOf(identityOf(person), weathers[at] as Weather, clientId),
      newId,
      firstRows,
      fail: (sentence) => fail(`client ${at}: ${sentence}`),
    }),
  )
  for (const client of clients) client.start()
  await clock.passUntil(clock.now() + 2_000)

  const pass = (milliseconds: number) => clock.passUntil(clock.now() + milliseconds)

  /** All rows that the server has and that are not deleted. */
  const everything = async (): Promise<SentRow[]> => {
    const rows: SentRow[] = []
    for (let after: string | null = null; ; ) {
      const page = await store.snapshot(organisationId, after, 1000)
      rows.push(...page.rows)
      after = page.next
      if (after === null) return rows
    }
  }

  /** What a member may see of them, reckoned by itself. */
  const viewOf = async (memberId: string): Promise<SentRow[]> => {
    const rows = await everything()
    const known = new Map(
      (await store.rows(organisationId, [...rows.map(({ id }) => id), ...rows.map(({ root }) => root)])).map((row) => [row.id, row]),
    )
    const { viewer } = await readStanding(store, { organisationId, memberId })
    return rows.flatMap((row) => {
      const root = known.get(row.root)
      if (maySee(viewer, seenOf(row), root && seenOf(root))) return [row]
      const entry = directoryEntryOf(viewer, seenOf(row), row.deleted)
      return entry ? [{ ...row, kind: directoryKind.name, data: JSON.stringify(entry) }] : []
    })
  }

  return {
    clock,
    network,
    store,
    organisationId,
    clients,
    client: (at: number) => clients[at] as ModelClient,
    weathers,
    weather: (at: number) => weathers[at] as Weather,
    identities,
    identityOf,
    newId,
    counter: () => ids,
    broken,
    fail,
    log,
    versions,
    pass,
    everything,
    viewOf,
    service: () => service,
    /** The server's process dies and another one comes: what it was doing is done or not, and nobody is told. */
    restartServer: () => {
      service = serve()
      for (const identity of identities) network.dropSocketsOf(identity)
    },
    changeGroup: (name: Exclude<GroupName, 'administrator'>, permissions: Group['permissions']) =>
      service.run(organisationId, saveGroup, { id: groupIds[name], name: '', permissions }, founder.memberId),
    setDirectory: (directory: boolean) =>
      service.run(organisationId, patchWorkspace, { id: organisationId, fields: { directory } }, founder.memberId),
    setPropertiesBy: (propertiesBy: 'everyone' | 'administrators') =>
      service.run(organisationId, patchWorkspace, { id: organisationId, fields: { propertiesBy } }, founder.memberId),
    changeMember: (at: number, fields: Partial<Member>) =>
      service.run(organisationId, changeMember, { id: identityOf(at).memberId, fields }, founder.memberId),
    contactOf: async (id: string): Promise<Contact | undefined> => {
      const [row] = await store.rows(organisationId, [id])
      return row && !row.deleted ? (JSON.parse(row.data) as Contact) : undefined
    },
    close: async () => {
      for (const client of clients) await client.close()
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export type ModelWorld = Awaited<ReturnType<typeof createModelWorld>>
