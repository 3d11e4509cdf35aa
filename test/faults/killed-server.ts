import { setTimeout as delay } from 'node:timers/promises'
import { v7 as newId } from 'uuid'
import { newContactSchema } from '../../src-shared/contacts/contact-kind.ts'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import { testContact } from '../../src-shared/rows/test-documents.ts'
import { type MutationResult, ownVersions, type PushOutput, type SentMutation } from '../../src-shared/sync/protocol.ts'
import type { Colleague } from '../core/team.ts'
import { comesTrue, type Fault, type FaultContext, type Findings } from './fault.ts'
import { createLeanPost } from './lean-post.ts'
import { wholeLogOf } from './server-rows.ts'
import { type TeamScene, withTeam } from './team-scene.ts'

const writers = 6
const longestPush = 20
/** Milliseconds of work before the end, at most. */
const longestLife = 60
/** Milliseconds between two attempts, and until it counts as never answered. */
const pause = 10
const patience = 90_000

const worthAnotherTry: ReadonlySet<string> = new Set(['unreachable', 'shutting_down'])

type Way = 'process' | 'database'

/** One machine: what it has sent, and what it was told of each number. */
interface Writer {
  readonly colleague: Colleague
  readonly sent: SentMutation[]
  readonly told: Map<number, Omit<MutationResult, 'version'>>
  /** What its contacts must be in the end; nobody else writes to them. */
  readonly cities: Map<string, string>
  readonly notes: Set<string>
  /** Numbers that must be refused, all others must not. */
  readonly refused: Set<number>
  answers: number
}

const mutationOf = (writer: Writer, { chance }: FaultContext): SentMutation => {
  const number = writer.sent.length + 1
  const base = { number, batch: newId(), at: Date.now() }
  const contacts = [...writer.cities.keys()]
  const [contactId] = contacts.slice(-1 - chance.below(20))
  const kind = chance.below(10)
  const create = (id: string) => {
    const args = newContactSchema.parse(testContact(id, { responsible: writer.colleague.signedIn.memberId }))
    return { ...base, name: 'contact.create', args: JSON.stringify(args) }
  }
  if (contactId === undefined || kind < 4) {
    const id = newId()
    writer.cities.set(id, '')
    return create(id)
  }
  // Not done a second time where it was done: the id is taken then.
  if (kind === 4) {
    writer.refused.add(number)
    return create(contactId)
  }
  if (kind < 8) {
    const city = `Miasto ${number}`
    writer.cities.set(contactId, city)
    return { ...base, name: 'contact.patch', args: JSON.stringify({ id: contactId, patch: { fields: { city } } }) }
  }
  const id = newId()
  writer.notes.add(id)
  return { ...base, name: 'note.write', args: JSON.stringify({ id, contactId, text: `Notatka ${id}` }) }
}

/** Pushes one batch with the same numbers until it is answered, and now and then once more after that; answers with what was wrong. */
const pushUntilAnswered = async (writer: Writer, post: ReturnType<typeof createLeanPost>, first: number, { chance }: FaultContext) => {
  const { clientId } = writer.colleague
  const input = { versions: ownVersions, clientId, epoch: null, mutations: writer.sent.slice(first) }
  const end = Date.now() + patience
  for (let more = chance.below(8) === 0 ? 2 : 1; more > 0; ) {
    try {
      const { results } = await post.ask<PushOutput>('/sync/push', input)
      if (results.length !== input.mutations.length) return [`A push of ${input.mutations.length} was answered with ${results.length}`]
      for (const { version: _, ...result } of results) {
        const known = writer.told.get(result.number)
        if (known && JSON.stringify(known) !== JSON.stringify(result)) {
          return [`Number ${result.number} was answered with ${JSON.stringify(known)} and then with ${JSON.stringify(result)}`]
        }
        writer.told.set(result.number, result)
      }
      writer.answers += 1
      more -= 1
    } catch (error) {
      if (!(error instanceof LeadlineError) || !worthAnotherTry.has(error.code)) return [`A push was refused: ${error}`]
      if (Date.now() > end) return [`A push was never answered: ${error}`]
      await delay(pause)
    }
  }
  return []
}

const write = async (writer: Writer, port: number, context: FaultContext, isOver: () => boolean): Promise<string[]> => {
  const post = createLeanPost(port, writer.colleague.token)
  const broken: string[] = []
  while (!isOver() && broken.length === 0) {
    const first = writer.sent.length
    for (let count = 1 + context.chance.below(longestPush); count > 0; count--) writer.sent.push(mutationOf(writer, context))
    broken.push(...(await pushUntilAnswered(writer, post, first, context)))
  }
  post.close()
  return broken
}

/** Ends it in the middle of pushes and brings it back. */
const killOnce = async ({ server, restart, postgres }: TeamScene, way: Way) => {
  if (way === 'database' && postgres) {
    await postgres.stopImmediate()
    await postgres.start()
  } else {
    await server().kill()
    await restart()
  }
}

/** What a server has written of failures of its own, the newest ones. */
const complaintsIn = (log: string): string[] =>
  log
    .split('\n')
    .filter((line) => line.includes('"level":"error"'))
    .slice(-3)

const compare = async (all: readonly Writer[]): Promise<string[]> => {
  const broken: string[] = []
  const { rows, changes } = await wholeLogOf((all[0] as Writer).colleague)
  const documents = new Map(rows.map(({ id, data }) => [id, JSON.parse(data) as { readonly city?: string }]))
  const effects = new Map<string, number>()
  for (const { batch } of changes) effects.set(batch, (effects.get(batch) ?? 0) + 1)
  for (const { sent, told, refused, cities, notes } of all) {
    for (const { number, name, batch } of sent) {
      const outcome = told.get(number)?.outcome
      const expected = refused.has(number) ? 'refused' : 'done'
      if (outcome !== expected) broken.push(`${name} number ${number} was answered with ${outcome} instead of ${expected}`)
      const times = effects.get(batch) ?? 0
      if (times !== (expected === 'done' ? 1 : 0)) broken.push(`${name} number ${number} took effect ${times} times, and was ${expected}`)
    }
    for (const [id, city] of cities) {
      if (documents.get(id)?.city !== city) broken.push(`The contact ${id} is in ${documents.get(id)?.city} instead of ${city}`)
    }
    for (const id of notes) if (!documents.has(id)) broken.push(`The note ${id} is nowhere`)
  }
  return broken
}

const killAgainAndAgain = (context: FaultContext, on: 'sqlite' | 'postgres', kills: readonly Way[]) =>
  withTeam({ on, people: writers }, async (scene) => {
    const all = scene.people.map(
      (colleague): Writer => ({
        colleague,
        sent: [],
        told: new Map(),
        cities: new Map(),
        notes: new Set(),
        refused: new Set(),
        answers: 0,
      }),
    )
    let isOver = false
    const broken: string[] = []
    const writing = all.map(async (writer) => broken.push(...(await write(writer, scene.server().port, context, () => isOver))))
    for (const [at, way] of kills.entries()) {
      // Everybody is at work again: the next end finds pushes under way.
      const before = all.map(({ answers }) => answers)
      await comesTrue(() => broken.length > 0 || all.every(({ answers }, index) => answers > (before[index] ?? 0)), patience)
      if (broken.length > 0) break
      await delay(context.chance.below(longestLife))
      await killOnce(scene, way)
      context.say(`${on}, ${way} ended, ${at + 1} of ${kills.length}`)
    }
    isOver = true
    await Promise.all(writing)
    if (broken.length > 0) broken.unshift(...complaintsIn(scene.server().log()))
    const { people, server } = scene
    const reached = all.map((writer, at) => ({
      ...writer,
      colleague: { ...(people[at] as Colleague), api: server().client(people[at]?.token) },
    }))
    broken.push(...(await compare(reached)))
    return { broken, mutations: all.reduce((sum, { sent }) => sum + sent.length, 0) }
  })

const run = async (context: FaultContext): Promise<Findings> => {
  const third = Math.ceil(context.runs / 3)
  const onSqlite = await killAgainAndAgain(
    context,
    'sqlite',
    Array.from({ length: third }, () => 'process' as const),
  )
  const onPostgres = await killAgainAndAgain(
    context,
    'postgres',
    Array.from({ length: context.runs - third }, (_, at) => (at % 2 === 0 ? 'database' : 'process')),
  )
  return {
    counts: { 'mutations on sqlite': onSqlite.mutations, 'mutations on postgres': onPostgres.mutations },
    broken: [...onSqlite.broken, ...onPostgres.broken].slice(0, 20),
  }
}

export const killedServer: Fault = {
  id: 'R6',
  title: 'R6 a server, or its PostgreSQL, that ends in the middle of pushes doubles no effect and loses no answer',
  runs: { usual: 30, full: 300 },
  run,
}
