import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Pouch from 'pouchdb-node'
import type { Contact } from '../../src-shared/contacts/contact-kind.ts'
import { fold } from '../../src-shared/lib/fold.ts'
import { startPostgres } from '../servers/postgres.ts'
import { type Bench, figure, median, timed, turns } from './bench.ts'
import { openBenchClient } from './team/bench-client.ts'
import { type BenchTeam, type StoreName, startBenchTeam } from './team/bench-team.ts'
import { teamRows } from './team/team-rows.ts'

/** Contacts; each comes with two notes and three calls. */
const sizes = { usual: 5_000, full: 50_000 } as const
const people = 20
const leastRatio = 10
const leastRows = 20_000

/** Two databases on disk in one process: no network, no projections, no full text. */
const openPeer = async (contacts: number) => {
  const folder = mkdtempSync(join(tmpdir(), 'leadline-bench-pouch-'))
  const source = new Pouch(join(folder, 'source'))
  let gathered: object[] = []
  let count = 0
  const memberIds = Array.from({ length: people }, (_, at) => `0193c3a0-0000-7000-8000-${String(at).padStart(12, '0')}`)
  for (const { kind, id, after } of teamRows(contacts, memberIds)) {
    gathered.push({ _id: id, kind: kind.name, ...after.document })
    count += 1
    if (gathered.length < 1000) continue
    await source.bulkDocs(gathered)
    gathered = []
  }
  if (gathered.length > 0) await source.bulkDocs(gathered)
  return {
    rate: async (turn: number): Promise<number> => {
      const target = new Pouch(join(folder, `target-${turn}`))
      let written = 0
      const seconds = await timed(async () => {
        written = (await source.replicate.to(target, { batch_size: 1000 })).docs_written
      })
      await target.destroy()
      if (written !== count) throw new Error(`PouchDB has replicated ${written} of ${count} documents`)
      return count / seconds
    },
    close: async () => {
      await source.destroy()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Rows a second, from the first question to the server until all is here, shown in lists and found by search. */
const ourRate = async ({ server, agents }: BenchTeam, contacts: number, turn: number): Promise<number> => {
  const client = openBenchClient(server.url, agents[turn % agents.length]?.token ?? '')
  const { database } = client.store
  const seconds = await timed(client.bring)
  const count = (sql: string, ...values: string[]) => database.prepare(sql).pluck().get(values) as number
  const rows = count('select count(*) from row')
  const last = JSON.parse(
    database.prepare("select data from row where kind = 'contact' order by id desc").pluck().get() as string,
  ) as Contact
  const found = count('select count(*) from contact_search where text like ?', `%${fold(last.name)}%`)
  const listed = count('select count(*) from contact_name')
  const fed = count('select count(*) from feed')
  await client.close()
  if (rows !== contacts * 6 + people + 1 || listed !== contacts || fed !== contacts * 5 || found === 0) {
    throw new Error(
      `The client has ${rows} rows, ${listed} contacts in its list, ${fed} lines in feeds, and finds ${found} of the last name`,
    )
  }
  return rows / seconds
}

export const firstSync: Bench = {
  id: 'P4',
  title: 'first sync: from a real server to a client that lists and searches, against PouchDB replicating the same documents on one disk',
  unit: 'rows/s',
  line: `ratio >= ${leastRatio}, ours >= ${leastRows} rows/s, on both stores`,
  run: async ({ size, say }) => {
    const contacts = sizes[size]
    const postgres = await startPostgres()
    const wish = { people, rows: (memberIds: readonly string[]) => teamRows(contacts, memberIds) }
    say(`making ${contacts * 6} rows, three times`)
    const teams: Record<StoreName, BenchTeam> = {
      SQLite: await startBenchTeam({ ...wish, databaseUrl: null }),
      PostgreSQL: await startBenchTeam({ ...wish, databaseUrl: postgres.url }),
    }
    const peer = await openPeer(contacts)
    try {
      const found: ({ peer: number } & Record<StoreName, number>)[] = []
      for (let turn = 0; turn < turns; turn++) {
        const rates = {
          SQLite: await ourRate(teams.SQLite, contacts, turn),
          PostgreSQL: await ourRate(teams.PostgreSQL, contacts, turn),
          peer: await peer.rate(turn),
        }
        found.push(rates)
        say(
          `turn ${turn + 1}: ${figure(rates.SQLite)} from SQLite, ${figure(rates.PostgreSQL)} from PostgreSQL, PouchDB ${figure(rates.peer)}`,
        )
      }
      const rateOf = (name: StoreName | 'peer') => median(found.map((one) => one[name]))
      const slower: StoreName = rateOf('SQLite') < rateOf('PostgreSQL') ? 'SQLite' : 'PostgreSQL'
      const [ours, pouch] = [rateOf(slower), rateOf('peer')]
      return {
        ours,
        peer: pouch,
        ratio: ours / pouch,
        pass: ours / pouch >= leastRatio && ours >= leastRows,
        spread: found.map((one) => one[slower] / one.peer),
        note: [
          `${contacts * 6} rows, one contact (0.8 KB) to two notes and three calls, the server a process of its own, pages compressed;`,
          `from SQLite ${figure(rateOf('SQLite'))}, from PostgreSQL ${figure(rateOf('PostgreSQL'))} rows/s, the slower counts;`,
          'PouchDB: two databases on disk in one process, no network, no search',
        ].join(' '),
      }
    } finally {
      await peer.close()
      for (const team of Object.values(teams)) await team.close()
      await postgres.close()
    }
  },
}
