import { v7 as newId } from 'uuid'
import type { RowDocument } from '../../src-shared/rows/kind.ts'
import { workspaceKind } from '../../src-shared/settings/workspace-kind.ts'
import type { SentRow } from '../../src-shared/sync/protocol.ts'
import { groupKind } from '../../src-shared/team/group-kind.ts'
import { missingIn, type Told } from './authority-lines.ts'
import { makeSights, type Sight, takeLead, writeAs } from './authority-sight-rows.ts'
import { listenTo } from './authority-socket.ts'
import type { AuthorityWorld, Somebody } from './authority-world.ts'
import { comesTrue } from './fault.ts'
import { everyRowOf, wholeLogOf } from './server-rows.ts'

/** Whoever sees anything, in the order of the words of a sight. */
const viewers = ['owner', 'administrator', 'supervisor', 'manager', 'trainee', 'stranger'] as const

/** What the directory tells of a contact, and no more. */
const entryFields = ['company', 'id', 'name', 'phones', 'responsible', 'stage']

const decidingKinds: readonly string[] = [groupKind.name, workspaceKind.name]

interface Received {
  /** How it came. */
  readonly way: string
  readonly rows: readonly SentRow[]
  /** All of it, as it came. */
  readonly text: string
}

const wordOf = ({ words, without }: Sight, isDirectory: boolean, at: number): string => {
  const given = (isDirectory ? words : (without ?? words)).split(/\s+/)[at] ?? ''
  return !isDirectory && given === 'entry' ? 'none' : given
}

/** What is wrong with how a row has come, or not come; null where it is as the word says. */
const wrongWith = ({ of, id, secrets, isDeleted = false }: Sight, word: string, { way, rows, text }: Received): string | null => {
  const told = secrets.filter((one) => text.includes(one))
  if (word === 'known') return told.length === secrets.length ? null : 'is not known'
  if (word !== 'whole' && told.length > 0) return `is told: ${told.join(', ')}`
  const found = rows.filter((row) => row.id === id)
  if (word === 'none') return found.some(({ deleted }) => !deleted) ? 'is there' : null
  if (word === 'entry') {
    const entry = found.at(-1)
    if (entry?.kind !== 'directory') return `is ${entry?.kind ?? 'not there'} instead of an entry of the directory`
    const fields = Object.keys(JSON.parse(entry.data) as RowDocument).sort()
    return fields.join() === entryFields.join() ? null : `is told with ${fields.join()}`
  }
  // A snapshot has no rows that are gone.
  if (isDeleted && way === 'snapshot') return found.length === 0 ? null : 'is there although it was deleted'
  // What decides over rights is not told along: whoever hears of it pulls, with their rights as they are by then.
  if (way === 'socket' && decidingKinds.includes(of)) return found.length === 0 ? null : 'is told along'
  if (found.at(-1)?.kind !== of) return 'is not there'
  return told.length === secrets.length ? null : 'is not there as a whole'
}

const fetched = async (world: AuthorityWorld, who: Somebody): Promise<Received[]> => {
  const [snapshot, log] = [await everyRowOf({ api: world.api(who) }), await wholeLogOf({ api: world.api(who) })]
  return [
    { way: 'snapshot', rows: snapshot.rows, text: JSON.stringify(snapshot) },
    { way: 'log', rows: log.rows, text: JSON.stringify(log) },
  ]
}

/**
 * Rows of every kind and every scope, and how they come to each person: by snapshot, by the log, by the pages that come with a poke, and by
 * the answer to whoever wants a lead; with the directory and without it. What somebody may not see is in nothing that they have ever received.
 */
export const trySights = async (world: AuthorityWorld, kinds: readonly string[], told: Told): Promise<void> => {
  const sockets = new Map(await Promise.all(viewers.map(async (who) => [who, await listenTo(world, who)] as const)))
  const versionNow = async () => (await world.store.organisation(world.organisation()))?.version ?? 0
  /** Waits until everybody of this organisation has heard of all there is. */
  const heard = async () => {
    const version = await versionNow()
    return comesTrue(() => [...sockets].every(([who, socket]) => who === 'stranger' || socket.version() >= version), 20_000)
  }
  const sights = await makeSights(world, heard)
  told.broken.push(...missingIn('kind', kinds, sights))

  const compare = (who: Somebody, at: number, isDirectory: boolean, received: Received) => {
    for (const sight of sights) {
      const wrong = wrongWith(sight, wordOf(sight, isDirectory, at), received)
      if (wrong !== null) {
        const rule = isDirectory ? '' : ' without a directory'
        told.broken.push(`${sight.of}, ${sight.what}, for ${who} by ${received.way}${rule}: ${wrong}`)
      }
      told.tries += 1
    }
  }

  try {
    const version = await versionNow()
    for (const [at, who] of viewers.entries()) {
      for (const received of await fetched(world, who)) compare(who, at, true, received)
      const socket = sockets.get(who)
      if (!socket) continue
      const hasCome = () => who === 'stranger' || socket.version() >= version
      if (!(await comesTrue(hasCome, 20_000))) told.broken.push(`The socket of ${who} heard nothing of version ${version}`)
      compare(who, at, true, { way: 'socket', rows: socket.rows(), text: socket.text() })
    }
    const lead = sights.find(({ what }) => what === 'a lead of somebody else')
    for (const who of viewers) await takeLead(world, who, lead?.id ?? newId())

    await writeAs(world, 'owner', 'workspace.patch', { id: world.organisation(), fields: { directory: false } })
    for (const [at, who] of viewers.entries()) for (const received of await fetched(world, who)) compare(who, at, false, received)

    for (const [at, who] of viewers.entries()) {
      const ever = world.heard(who).join('\n')
      for (const sight of sights) {
        if (!['none', 'entry'].includes(wordOf(sight, true, at))) continue
        const leaked = sight.secrets.find((secret) => ever.includes(secret))
        if (leaked !== undefined) told.broken.push(`${sight.of}, ${sight.what}: ${who} has received ${leaked}`)
        told.tries += 1
      }
    }
    for (const who of ['blocked', 'nobody'] as const) {
      const isIn = await listenTo(world, who).then(
        (socket) => socket.close() ?? true,
        () => false,
      )
      if (isIn) told.broken.push(`A socket was opened for ${who}`)
      const leaked = sights.find(({ secrets }) => secrets.some((secret) => world.heard(who).join('\n').includes(secret)))
      if (leaked) told.broken.push(`${leaked.of}, ${leaked.what}: ${who} has received it`)
      told.tries += 2
    }
  } finally {
    for (const socket of sockets.values()) socket.close()
    await world.restore()
  }
}
