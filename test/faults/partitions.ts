import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { v7 as newId } from 'uuid'
import { createHttpTransport } from '../../src-main/sync/http-transport.ts'
import { systemClock } from '../../src-main/sync/sync-transport.ts'
import { newContactSchema } from '../../src-shared/contacts/contact-kind.ts'
import { createContact, patchContact } from '../../src-shared/contacts/contact-mutators.ts'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import { writeNote } from '../../src-shared/notes/note-mutators.ts'
import { testContact } from '../../src-shared/rows/test-documents.ts'
import { createChance } from '../bench/chance.ts'
import { runModel } from '../model/sync-model.ts'
import { startChaosProxy, weathers } from './chaos-proxy.ts'
import { comesTrue, type Fault, type FaultContext, type Findings } from './fault.ts'
import { differenceOf, isQuiet, openMachine } from './machine.ts'
import { wholeLogOf } from './server-rows.ts'
import { withTeam } from './team-scene.ts'

const people = 2
/** Milliseconds in which all must agree when the network is whole again (I8). */
const agreement = 90_000
const startPatience = 60_000
/** Spells of bad weather of a run, and the milliseconds that one lasts at most. */
const spells = 4
const longestSpell = 1_500
/** Runs of real time beside each other: most of one is waiting. */
const together = 6
/** Of so many seeds of the model one run goes through a real network. */
const seedsOfOneRun = 20
const fewestRuns = 2

const storm = weathers.filter((weather) => weather !== 'fine')

/** Two machines, each behind a network of its own, work while these break; then they are whole again and nobody does anything. */
const runOnce = (context: FaultContext, seed: number) =>
  withTeam({ on: 'sqlite', people }, async (scene) => {
    const chance = createChance(seed)
    const broken: string[] = []
    const proxies = await Promise.all(scene.people.map(() => startChaosProxy(scene.server().port, chance)))
    const machines = scene.people.map(({ signedIn, token }, at) =>
      openMachine({
        folder: join(scene.folder, `machine-${at}`),
        memberId: signedIn.memberId,
        transport: createHttpTransport(proxies[at]?.url ?? '', () => token, systemClock),
        firstRows: signedIn.rows,
      }),
    )
    const notes = new Set<string>()
    const winners = new Map<string, Set<string>>()
    const leads: string[] = []
    const shared = newId()
    const work = () => {
      for (const [at, machine] of machines.entries()) {
        const id = newId()
        notes.add(id)
        machine.write(writeNote, { id, contactId: shared, callId: null, text: `Notatka ${id}`, revision: 1 })
        if (machine.rows().has(shared)) {
          machine.write(patchContact, { id: shared, patch: { fields: at === 0 ? { city: id } : { comment: id } } })
        }
        const lead = leads[chance.below(leads.length)]
        if (lead === undefined) continue
        machine.engine.take(lead).then(
          ({ outcome }) => {
            if (outcome === 'taken') winners.set(lead, (winners.get(lead) ?? new Set()).add(machine.memberId))
          },
          (error: unknown) => {
            if (!(error instanceof LeadlineError)) broken.push(`A take ended with ${error}`)
          },
        )
      }
    }
    try {
      for (const { engine } of machines) engine.start()
      const [first] = machines
      const newContact = (id: string, isLead: boolean) =>
        newContactSchema.parse(
          testContact(id, isLead ? { stage: 'lead', leadStatus: 'not_processed' } : { responsible: first?.memberId ?? null }),
        )
      first?.write(createContact, newContact(shared, false))
      for (let count = 0; count < 5; count++) {
        const id = newId()
        leads.push(id)
        first?.write(createContact, newContact(id, true))
      }
      const all = [shared, ...leads]
      const isReady = () => machines.every((machine) => isQuiet(machine) && all.every((id) => machine.rows().has(id)))
      if (!(await comesTrue(isReady, startPatience))) broken.push('The two machines did not come on line')

      for (let spell = 0; spell < spells; spell++) {
        for (const proxy of proxies) proxy.setWeather(chance.pick(spell < spells - 1 && chance.below(4) === 0 ? weathers : storm))
        work()
        await delay(chance.below(longestSpell / 2))
        work()
        await delay(chance.below(longestSpell / 2))
      }
      for (const proxy of proxies) proxy.setWeather('fine')
      const api = scene.server().client(scene.people[0]?.token)
      const differences = async () => {
        if (!machines.every(isQuiet)) return ['has not come to rest']
        const { rows } = await wholeLogOf({ api })
        return machines.map((machine) => differenceOf(machine, rows)).filter((difference) => difference !== null)
      }
      const healedAt = performance.now()
      await comesTrue(async () => {
        await delay(100)
        return (await differences()).length === 0
      }, agreement)
      for (const difference of await differences()) broken.push(`I8 ninety seconds after all was whole again somebody ${difference}`)
      const seconds = (performance.now() - healedAt) / 1000

      const { rows } = await wholeLogOf({ api })
      const there = new Map(rows.map((row) => [row.id, row]))
      for (const id of notes) if (!there.has(id)) broken.push(`The note ${id} is nowhere`)
      for (const [lead, who] of winners) {
        const holder = JSON.parse(there.get(lead)?.data ?? '{}').responsible
        if (who.size !== 1 || !who.has(holder)) broken.push(`The lead ${lead} was won by ${[...who]} and belongs to ${holder}`)
      }
      for (const { complaints, engine } of machines) {
        broken.push(...complaints)
        if (engine.divergences() > 0) broken.push('F14 a machine found itself different from the server')
      }
      const struck = proxies.reduce((sum, proxy) => sum + proxy.struck(), 0)
      context.say(`a real network, seed ${seed}: ${struck} connections broken, the same after ${seconds.toFixed(1)} s`)
      return { broken: broken.map((sentence) => `Seed ${seed}: ${sentence}`), struck, seconds }
    } finally {
      await Promise.all(machines.map((machine) => machine.close()))
      await Promise.all(proxies.map((proxy) => proxy.close()))
    }
  })

const onRealNetworks = async (context: FaultContext, runs: number) => {
  const seeds = Array.from({ length: runs }, () => context.chance.below(1_000_000_000))
  const done: Awaited<ReturnType<typeof runOnce>>[] = []
  const turns = async () => {
    for (let seed = seeds.pop(); seed !== undefined; seed = seeds.pop()) done.push(await runOnce(context, seed))
  }
  await Promise.all(Array.from({ length: together }, turns))
  return done
}

const run = async (context: FaultContext): Promise<Findings> => {
  const broken: string[] = []
  const first = context.chance.below(1_000_000_000)
  const real = onRealNetworks(context, Math.max(fewestRuns, Math.floor(context.runs / seedsOfOneRun)))
  let writes = 0
  for (let seed = first; seed < first + context.runs; seed++) {
    const model = await runModel(seed)
    broken.push(...model.broken.map((sentence) => `The model, seed ${seed}: ${sentence}`))
    writes += model.writes
    if ((seed - first) % 100 === 99) context.say(`the model: ${seed - first + 1} of ${context.runs} seeds`)
  }
  const done = await real
  broken.push(...done.flatMap((one) => one.broken))
  const struck = done.reduce((sum, one) => sum + one.struck, 0)
  if (struck === 0) broken.push('Nothing was broken on the way')
  return {
    counts: { 'writes of the model': writes, 'real networks': done.length, 'connections broken': struck },
    broken: broken.slice(0, 20),
  }
}

export const partitions: Fault = {
  id: 'R4',
  title: 'R4 whatever a network loses, holds back, doubles or cuts, all agree within 90 seconds of its healing',
  // Seeds of the model; of twenty of them one run goes through real networks, two at least.
  runs: { usual: 20, full: 10_000 },
  run,
}
