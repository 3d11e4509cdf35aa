import { join } from 'node:path'
import { type Database, openReader } from '../../src-node/sqlite/database.ts'
import { fold } from '../../src-shared/lib/fold.ts'
import { type Client, startCore } from '../core/core-process.ts'
import { type Bench, figure, median, percentile, timed, turns } from './bench.ts'
import { createChance } from './chance.ts'
import { copyOf, dataOf } from './data.ts'
import { personAt } from './people.ts'

const contacts = 1_000_000
const firstRows = 50
/** Texts that are typed in a turn, letter by letter. */
const typed = 24
/** The scan takes so long that it is asked this share of the questions only. */
const scanned = 6

const nobody = '0193c3a0-0000-7000-8000-000000000000'

/** What people look for: names, surnames, companies, addresses, parts of phones and of e-mails, and now and then what is not there. */
const textsOf = (seed: number): string[] => {
  const chance = createChance(seed)
  return Array.from({ length: typed }, (_, index) => {
    const { name, company, city, phones, emails } = personAt(chance.below(contacts), nobody)
    const phone = phones[0]?.typed ?? ''
    const [first = '', surname = ''] = name.split(' ')
    const kinds = [name, surname, first, company || surname, city, phone, phone.slice(-7), emails[0]?.address.split('@')[0] ?? surname]
    return index % typed === typed - 1 ? `${surname}qx` : (kinds[index % kinds.length] ?? name)
  })
}

/** Each text as it grows under the fingers. */
const asTyped = (text: string): string[] =>
  [...text].map((_, at) => [...text].slice(0, at + 1).join('')).filter((part) => part.trim() !== '')

const openPeers = (database: Database) => {
  const scan = database.prepare(`select rid from contact_text where text like '%' || ? || '%' limit ${firstRows}`)
  const prefix = database.prepare(
    `select rid from contact where stage = 'client' and name_sort >= ? and name_sort < ? order by name_sort limit ${firstRows}`,
  )
  return {
    scan: (text: string) => scan.all(fold(text)),
    prefix: (text: string) => prefix.all(fold(text), `${fold(text)}\u{10ffff}`),
  }
}

const searchWith = (client: Client) => async (text: string) => client.contacts.suggest({ text, limit: firstRows })

const listWith = (client: Client) => async (search: string) => client.contacts.list({ stage: 'client', search, limit: firstRows })

const timesOf = async (texts: readonly string[], ask: (text: string) => unknown): Promise<number[]> => {
  const times: number[] = []
  for (const text of texts) times.push(await timed(() => ask(text)))
  return times
}

export const search: Bench = {
  id: 'P3',
  title: `search as typed at 1,000,000 contacts, first ${firstRows}, through the API of a real core, against a LIKE scan of the same table`,
  unit: 's',
  line: 'ratio >= 20, ours < 0.05',
  run: async ({ say }) => {
    const data = copyOf(dataOf(contacts, say))
    const core = await startCore({ dataFolder: data.folder })
    const { client, close } = await core.connect()
    const database = openReader(join(data.folder, 'workspaces/alone/workspace.sqlite'))
    const peers = openPeers(database)
    try {
      await timesOf(textsOf(0).flatMap(asTyped), searchWith(client))
      const found: Record<'ours' | 'lists' | 'scans' | 'prefixes', number[]>[] = []
      for (let turn = 1; turn <= turns; turn++) {
        const questions = textsOf(turn).flatMap(asTyped)
        const ours = await timesOf(questions, searchWith(client))
        const lists = await timesOf(questions, listWith(client))
        const prefixes = await timesOf(questions, peers.prefix)
        const scans = await timesOf(
          questions.filter((_, at) => at % scanned === 0),
          peers.scan,
        )
        found.push({ ours, lists, scans, prefixes })
        say(`turn ${turn}: p95 ${figure(percentile(ours, 0.95))} s, scan ${figure(percentile(scans, 0.95))} s`)
      }
      const p95 = (name: 'ours' | 'lists' | 'scans' | 'prefixes') => found.map((turn) => percentile(turn[name], 0.95))
      const [ours, peer] = [median(p95('ours')), median(p95('scans'))]
      const ratio = peer / ours
      return {
        ours,
        peer,
        ratio,
        pass: ratio >= 20 && ours < 0.05,
        spread: p95('scans').map((scan, turn) => scan / (p95('ours')[turn] ?? Number.NaN)),
        note: [
          `p95 of ${found[0]?.ours.length} questions a turn, median of ${turns} turns;`,
          `the same in the list of clients, sorted by name: p95 ${figure(median(p95('lists')))} s;`,
          `a bare B-tree prefix in process: p95 ${figure(median(p95('prefixes')))} s`,
        ].join(' '),
      }
    } finally {
      database.close()
      close()
      await core.stop()
      data.remove()
    }
  },
}
