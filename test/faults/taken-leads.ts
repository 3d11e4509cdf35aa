import { v7 as newId } from 'uuid'
import { type Contact, newContactSchema } from '../../src-shared/contacts/contact-kind.ts'
import { testContact } from '../../src-shared/rows/test-documents.ts'
import { ownVersions } from '../../src-shared/sync/protocol.ts'
import type { TakeOutcome } from '../../src-shared/sync/server-contract.ts'
import type { TeamServerProcess } from '../core/server-process.ts'
import { type Colleague, push } from '../core/team.ts'
import type { Fault, FaultContext, Findings } from './fault.ts'
import { createLeanPost, type LeanPost } from './lean-post.ts'
import { everyRowOf } from './server-rows.ts'
import { withTeam } from './team-scene.ts'

const agents = 50
const leads = 20_000
const leadsOfOnePush = 500
/** Leads at the top of the list, among which everybody chooses: few, so that many press *Take* on the same one. */
const onTop = 150

/** Of a hundred requests so many have their connection cut, so many lose their answer, so many arrive twice. */
const misfortunes = { cut: 4, unanswered: 4, doubled: 8 } as const

const addLeads = async (founder: Colleague): Promise<string[]> => {
  const ids = Array.from({ length: leads }, () => newId())
  const pushes = Array.from({ length: leads / leadsOfOnePush }, (_, at) => ids.slice(at * leadsOfOnePush, (at + 1) * leadsOfOnePush))
  for (const [at, chunk] of pushes.entries()) {
    const contacts = chunk.map((id) =>
      newContactSchema.parse(testContact(id, { stage: 'lead', leadStatus: 'not_processed', name: `Lead ${id}` })),
    )
    const write = { name: 'contact.import', args: JSON.stringify({ contacts }), batch: newId(), at: Date.now() }
    const { results } = await push(founder, [write], at + 1)
    if (results[0]?.outcome !== 'done') throw new Error(`Leads were not made: ${JSON.stringify(results)}`)
  }
  return ids
}

/** Everything that one agent was told, each request by its answers. */
interface Told {
  readonly agent: Colleague
  readonly leadId: string
  readonly answers: TakeOutcome[]
}

/** Asks until an answer arrives, always with the same number: the way there and back is bad. */
const takeInBadWeather = async (
  { chance }: FaultContext,
  { agent, post, leadId, count }: { agent: Colleague; post: LeanPost; leadId: string; count: (what: 'lost' | 'doubled') => void },
): Promise<TakeOutcome[]> => {
  const request = { versions: ownVersions, clientId: agent.clientId, requestId: newId(), leadId }
  const take = () => post.ask<TakeOutcome>('/leads/take', request)
  for (let luck = chance.below(100); ; luck = chance.below(100)) {
    if (luck < misfortunes.cut + misfortunes.unanswered) {
      count('lost')
      // Whether it has arrived before the connection was cut nobody knows.
      if (luck < misfortunes.cut) await post.cut('/leads/take', request, chance.below(4))
      else await take()
    } else if (luck < misfortunes.cut + misfortunes.unanswered + misfortunes.doubled) {
      count('doubled')
      return Promise.all([take(), take()])
    } else return [await take()]
  }
}

const takeAll = async (context: FaultContext, server: TeamServerProcess, people: readonly Colleague[], ids: readonly string[]) => {
  const pool = [...ids]
  const told: Told[] = []
  const misfortune = { lost: 0, doubled: 0 }
  const work = async (agent: Colleague) => {
    const post = createLeanPost(server.port, agent.token)
    const count = (what: 'lost' | 'doubled') => {
      misfortune[what] += 1
    }
    while (pool.length > 0) {
      const leadId = pool[context.chance.below(Math.min(onTop, pool.length))] as string
      const answers = await takeInBadWeather(context, { agent, post, leadId, count })
      told.push({ agent, leadId, answers })
      // Whoever was there first: the next ones in the list move up.
      const at = pool.indexOf(leadId)
      if (at >= 0) pool.splice(at, 1)
    }
    post.close()
  }
  await Promise.all(people.map(work))
  return { told, misfortune }
}

const runOnce = (context: FaultContext, on: 'sqlite' | 'postgres') =>
  withTeam({ on, people: agents }, async ({ people, server }) => {
    const broken: string[] = []
    const [founder] = people as [Colleague]
    const ids = await addLeads(founder)
    const { told, misfortune } = await takeAll(context, server(), people, ids)
    const { rows, changes } = await everyRowOf(founder)

    const winners = new Map<string, string[]>()
    let doubled = 0
    for (const { agent, leadId, answers } of told) {
      const [first] = answers as [TakeOutcome]
      if (answers.some(({ outcome, memberId }) => outcome !== first.outcome || memberId !== first.memberId)) {
        broken.push(`A request that came twice was answered with ${JSON.stringify(answers)}`)
      }
      if ((first.outcome === 'taken') !== (first.memberId === agent.signedIn.memberId)) {
        broken.push(`${agent.signedIn.memberId} was told ${JSON.stringify(first)}`)
      }
      if (first.outcome === 'taken') winners.set(leadId, [...(winners.get(leadId) ?? []), agent.signedIn.memberId])
    }
    const holders = new Map(rows.map(({ id, data }) => [id, (JSON.parse(data) as Contact).responsible]))
    for (const leadId of ids) {
      const won = winners.get(leadId) ?? []
      if (won.length > 1) doubled += 1
      if (won.length !== 1) broken.push(`The lead ${leadId} was won by ${won.length}`)
      if (holders.get(leadId) !== won[0]) broken.push(`The lead ${leadId} was won by ${won} and belongs to ${holders.get(leadId)}`)
    }
    for (const { leadId, answers } of told) {
      for (const { memberId, memberName } of answers) {
        if (memberId !== holders.get(leadId) || memberName === '')
          broken.push(`Of the lead ${leadId} somebody was told that ${memberName} has it`)
      }
    }
    const acts = new Map<string, number>()
    for (const { rowId, mutation } of changes) if (mutation === 'lead.take') acts.set(rowId, (acts.get(rowId) ?? 0) + 1)
    const actsOfAll = ids.filter((id) => acts.get(id) !== 1).length
    if (actsOfAll > 0) broken.push(`The history of ${actsOfAll} leads does not say once that they were taken`)

    const wins = people.map(({ signedIn }) => [...winners.values()].filter(([winner]) => winner === signedIn.memberId).length)
    const fewest = Math.min(...wins)
    if (fewest === 0) broken.push(`${wins.filter((count) => count === 0).length} of ${agents} agents got nothing`)
    return {
      broken,
      counts: {
        takes: [...winners.values()].flat().length,
        lost: ids.length - winners.size,
        doubled,
        tooLate: told.filter(({ answers }) => answers[0]?.outcome === 'lost').length,
        fewest,
        most: Math.max(...wins),
        'answers lost': misfortune.lost,
        'requests doubled': misfortune.doubled,
      },
    }
  })

const run = async (context: FaultContext): Promise<Findings> => {
  const broken: string[] = []
  let counts: Record<string, number> = {}
  for (let at = 0; at < context.runs; at++) {
    const on = at % 2 === 0 ? 'sqlite' : 'postgres'
    const once = await runOnce(context, on)
    broken.push(...once.broken)
    counts = Object.fromEntries(Object.entries(once.counts).map(([name, count]) => [name, count + (counts[name] ?? 0)]))
    context.say(`${on}: ${JSON.stringify(once.counts)}`)
  }
  return { counts, broken: broken.slice(0, 20) }
}

export const takenLeads: Fault = {
  id: 'R2',
  title: 'R2 fifty agents take 20,000 leads while answers are lost and requests doubled: each lead exactly once, and nobody starves',
  runs: { usual: 1, full: 10 },
  run,
}
