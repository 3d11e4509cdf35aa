import { v7 as newId } from 'uuid'
import { type Contact, contactKind } from '../../src-shared/contacts/contact-kind.ts'
import { ownVersions, type SnapshotPage } from '../../src-shared/sync/protocol.ts'
import type { TakeOutcome } from '../../src-shared/sync/server-contract.ts'
import { startPostgres } from '../servers/postgres.ts'
import { type Bench, figure, median, percentile, timed, turns } from './bench.ts'
import { type BenchTeam, type StoreName, startBenchTeam } from './team/bench-team.ts'
import { type KeepAlive, keepAlive } from './team/keep-alive.ts'
import { offeredLeads } from './team/offered-leads.ts'
import { openPgbench } from './team/pgbench.ts'

/** Leads of a turn. */
const sizes = { usual: 5_000, full: 20_000 } as const
const agents = 50
/** Each lead of so many is asked for by two agents at once. */
const contested = 10
const pgbenchSeconds = { usual: 3, full: 10 } as const
const leastRatio = 0.5

interface Turn {
  readonly rate: number
  /** Seconds of each answer. */
  readonly waits: readonly number[]
}

/** All agents take what is offered, each as fast as it gets its answers. */
const takeAll = async (
  team: BenchTeam,
  connections: readonly KeepAlive[],
  leads: readonly string[],
  holders: Map<string, string>,
): Promise<Turn> => {
  const offers = leads.flatMap((leadId, at) => (at % contested === 0 ? [leadId, leadId] : [leadId]))
  const waits: number[] = []
  let next = 0
  const work = async (place: number) => {
    const { clientId, memberId } = team.agents[place] as BenchTeam['agents'][number]
    for (let leadId = offers[next++]; leadId !== undefined; leadId = offers[next++]) {
      const id = leadId
      waits.push(
        await timed(async () => {
          const take = { versions: ownVersions, clientId, requestId: newId(), leadId: id }
          const { outcome, memberId: holder } = await (connections[place] as KeepAlive).call<TakeOutcome>('leads/take', take)
          if ((outcome === 'taken') !== (holder === memberId)) throw new Error('A winner is told another name')
          if (outcome === 'lost') return
          if (holders.has(id)) throw new Error(`The lead ${id} was taken twice`)
          holders.set(id, holder)
        }),
      )
    }
  }
  const seconds = await timed(() => Promise.all(connections.map((_, place) => work(place))))
  for (const id of leads) if (!holders.has(id)) throw new Error(`Nobody has the lead ${id}`)
  return { rate: leads.length / seconds, waits }
}

/** Throws where the server has another owner of a lead than the winner was told. */
const checkHolders = async (team: BenchTeam, holders: ReadonlyMap<string, string>) => {
  const connection = keepAlive(team.server.port, team.agents[0]?.token ?? '')
  let checked = 0
  let view: string | null = null
  for (let after: string | null = null, isLast = false; !isLast; isLast = after === null) {
    const question = { versions: ownVersions, clientId: newId(), after, view, limit: 5_000 }
    const page: SnapshotPage = await connection.call<SnapshotPage>('sync/snapshot', question)
    for (const { kind, id, data } of page.rows) {
      if (kind !== contactKind.name || !holders.has(id)) continue
      checked += 1
      if ((JSON.parse(data) as Contact).responsible !== holders.get(id))
        throw new Error(`The lead ${id} belongs to somebody else than was told`)
    }
    view = page.view
    after = page.next
  }
  connection.close()
  if (checked !== holders.size) throw new Error(`${holders.size} leads were taken, ${checked} are there`)
}

export const leadTakes: Bench = {
  id: 'P5',
  title: `takes of leads over HTTP by ${agents} agents of one organisation, against \`pgbench -N\` with 16 clients on the same PostgreSQL`,
  unit: 'takes/s',
  line: `ratio >= ${leastRatio}, each lead exactly once`,
  run: async ({ size, say }) => {
    const ofTurn = sizes[size]
    const postgres = await startPostgres()
    const pgbench = await openPgbench(postgres)
    const offered: Record<StoreName, string[]> = { SQLite: [], PostgreSQL: [] }
    const start = (name: StoreName) =>
      startBenchTeam({
        databaseUrl: name === 'SQLite' ? null : postgres.url,
        people: agents,
        rows: function* (memberIds) {
          for (const change of offeredLeads(ofTurn * turns, memberIds)) {
            offered[name].push(change.id)
            yield change
          }
        },
      })
    const teams: Record<StoreName, BenchTeam> = { SQLite: await start('SQLite'), PostgreSQL: await start('PostgreSQL') }
    const connect = ({ server, agents: all }: BenchTeam) => all.map(({ token }) => keepAlive(server.port, token))
    const connections = { SQLite: connect(teams.SQLite), PostgreSQL: connect(teams.PostgreSQL) }
    const holders = { SQLite: new Map<string, string>(), PostgreSQL: new Map<string, string>() }
    try {
      const found: { SQLite: Turn; PostgreSQL: Turn; peer: number }[] = []
      for (let turn = 0; turn < turns; turn++) {
        const take = (name: StoreName) =>
          takeAll(teams[name], connections[name], offered[name].slice(turn * ofTurn, (turn + 1) * ofTurn), holders[name])
        const one = { SQLite: await take('SQLite'), PostgreSQL: await take('PostgreSQL'), peer: await pgbench(pgbenchSeconds[size]) }
        found.push(one)
        say(`turn ${turn + 1}: PostgreSQL ${figure(one.PostgreSQL.rate)}, SQLite ${figure(one.SQLite.rate)}, pgbench ${figure(one.peer)}`)
      }
      for (const name of ['SQLite', 'PostgreSQL'] as const) await checkHolders(teams[name], holders[name])
      const rateOf = (name: StoreName) => median(found.map((one) => one[name].rate))
      const waitOf = (name: StoreName) => median(found.map((one) => percentile(one[name].waits, 0.95)))
      const [ours, peer] = [rateOf('PostgreSQL'), median(found.map((one) => one.peer))]
      return {
        ours,
        peer,
        ratio: ours / peer,
        pass: ours / peer >= leastRatio,
        spread: found.map((one) => one.PostgreSQL.rate / one.peer),
        note: [
          `${ofTurn} leads a turn, every tenth asked for by two at once, all of them taken exactly once; p95 of an answer ${figure(waitOf('PostgreSQL'))} s;`,
          `on SQLite ${figure(rateOf('SQLite'))} takes/s, ${figure(rateOf('SQLite') / peer)} of the same pgbench, p95 ${figure(waitOf('SQLite'))} s;`,
          'server, database and agents on the same processors; fsync on',
        ].join(' '),
      }
    } finally {
      for (const connection of [...connections.SQLite, ...connections.PostgreSQL]) connection.close()
      for (const team of Object.values(teams)) await team.close()
      await postgres.close()
    }
  },
}
