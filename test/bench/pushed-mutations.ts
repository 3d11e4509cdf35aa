import { v7 as newId } from 'uuid'
import { contactKind } from '../../src-shared/contacts/contact-kind.ts'
import { ownVersions, type PushOutput, type SentMutation } from '../../src-shared/sync/protocol.ts'
import { startPostgres } from '../servers/postgres.ts'
import { type Bench, figure, median, timed, turns } from './bench.ts'
import { createChance } from './chance.ts'
import { type BenchTeam, type StoreName, startBenchTeam } from './team/bench-team.ts'
import { type KeepAlive, keepAlive } from './team/keep-alive.ts'
import { openPgbench } from './team/pgbench.ts'
import { teamRows } from './team/team-rows.ts'

/** Mutations of a turn. */
const sizes = { usual: 20_000, full: 100_000 } as const
const agents = 16
const batch = 20
const contacts = 2_000
const pgbenchSeconds = { usual: 3, full: 10 } as const

/** What an agent does all day: a call, a note on it, a field of the client. */
const actsOf = (contactId: string, at: number, seed: number): readonly Pick<SentMutation, 'name' | 'args'>[] => {
  const chance = createChance(seed)
  const note = {
    id: newId(),
    contactId,
    text: `Rozmowa numer ${seed}: oferta wysłana, proszę o kontakt w przyszłym tygodniu.`,
    revision: 1,
  }
  const call = {
    id: newId(),
    contactId,
    deviceId: newId(),
    direction: 'outgoing',
    number: { typed: '601 234 567', e164: '+48601234567', digits: '48601234567' },
    displayName: '',
    startedAt: at - 90_000,
    answeredAt: at - 80_000,
    endedAt: at,
    result: 'answer',
    sipStatus: 200,
    sipReason: 'OK',
    sipCallId: `${newId()}@pbx.firma.example`,
    revision: 3,
  }
  const patch = { id: contactId, patch: { fields: { comment: `Oferta ${chance.below(100_000)}` } } }
  return [
    { name: 'call.record', args: JSON.stringify(call) },
    { name: 'note.write', args: JSON.stringify(note) },
    { name: 'contact.patch', args: JSON.stringify(patch) },
  ]
}

/** Everything that is pushed in a turn, made before it begins: one list of batches for each agent. */
const batchesOf = (ids: readonly string[], mutations: number, turn: number): SentMutation[][][] => {
  const each = Math.floor(mutations / agents / batch)
  const chance = createChance(turn)
  return Array.from({ length: agents }, (_, agent) => {
    const all = Array.from({ length: Math.ceil((each * batch) / 3) }, (_, at) =>
      actsOf(chance.pick(ids), Date.now(), (turn * agents + agent) * mutations + at),
    ).flat()
    return Array.from({ length: each }, (_, place) =>
      all.slice(place * batch, (place + 1) * batch).map((act, at) => ({
        ...act,
        number: turn * each * batch + place * batch + at + 1,
        batch: newId(),
        at: Date.now(),
      })),
    )
  })
}

/** Mutations a second, each confirmed. */
const pushAll = async (team: BenchTeam, connections: readonly KeepAlive[], batches: readonly SentMutation[][][]): Promise<number> => {
  let done = 0
  const work = async (place: number) => {
    const clientId = team.agents[place]?.clientId
    for (const mutations of batches[place] ?? []) {
      const input = { versions: ownVersions, clientId, epoch: null, mutations }
      const { results } = await (connections[place] as KeepAlive).call<PushOutput>('sync/push', input)
      const refused = results.find(({ outcome }) => outcome !== 'done')
      if (refused || results.length !== batch) throw new Error(`A push was answered with ${JSON.stringify(refused ?? results.length)}`)
      done += results.length
    }
  }
  const seconds = await timed(() => Promise.all(connections.map((_, place) => work(place))))
  return done / seconds
}

export const pushedMutations: Bench = {
  id: 'P6',
  title: `mutations pushed in batches of ${batch} by ${agents} agents of one organisation, against \`pgbench -N\` with 16 clients on the same PostgreSQL`,
  unit: 'mutations/s',
  line: 'ratio >= 1',
  run: async ({ size, say }) => {
    const postgres = await startPostgres()
    const pgbench = await openPgbench(postgres)
    const ids: Record<StoreName, string[]> = { SQLite: [], PostgreSQL: [] }
    const start = (name: StoreName) =>
      startBenchTeam({
        databaseUrl: name === 'SQLite' ? null : postgres.url,
        people: agents,
        rows: function* (memberIds) {
          for (const change of teamRows(contacts, memberIds)) {
            if (change.kind.name === contactKind.name && change.after.document.stage === 'client') ids[name].push(change.id)
            yield change
          }
        },
      })
    const teams: Record<StoreName, BenchTeam> = { SQLite: await start('SQLite'), PostgreSQL: await start('PostgreSQL') }
    const connect = ({ server, agents: all }: BenchTeam) => all.map(({ token }) => keepAlive(server.port, token))
    const connections = { SQLite: connect(teams.SQLite), PostgreSQL: connect(teams.PostgreSQL) }
    try {
      const found: ({ peer: number } & Record<StoreName, number>)[] = []
      for (let turn = 0; turn < turns; turn++) {
        const push = (name: StoreName) => pushAll(teams[name], connections[name], batchesOf(ids[name], sizes[size], turn))
        const one = { SQLite: await push('SQLite'), PostgreSQL: await push('PostgreSQL'), peer: await pgbench(pgbenchSeconds[size]) }
        found.push(one)
        say(`turn ${turn + 1}: PostgreSQL ${figure(one.PostgreSQL)}, SQLite ${figure(one.SQLite)}, pgbench ${figure(one.peer)}`)
      }
      const rateOf = (name: StoreName | 'peer') => median(found.map((one) => one[name]))
      const [ours, peer] = [rateOf('PostgreSQL'), rateOf('peer')]
      return {
        ours,
        peer,
        ratio: ours / peer,
        pass: ours / peer >= 1,
        spread: found.map((one) => one.PostgreSQL / one.peer),
        note: [
          `${sizes[size]} mutations a turn, each confirmed: calls, notes and changed fields of ${contacts} clients in equal parts;`,
          `on SQLite ${figure(rateOf('SQLite'))} mutations/s, ${figure(rateOf('SQLite') / peer)} of the same pgbench;`,
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
