import { newContactSchema } from '../../src-shared/contacts/contact-kind.ts'
import { createContact, patchContact } from '../../src-shared/contacts/contact-mutators.ts'
import { takeLead } from '../../src-shared/leads/lead-mutators.ts'
import type { Note } from '../../src-shared/notes/note-kind.ts'
import { writeNote } from '../../src-shared/notes/note-mutators.ts'
import { testContact } from '../../src-shared/rows/test-documents.ts'
import type { Chance } from '../bench/chance.ts'
import { createModelWorld, type ModelWorld, noon } from '../model/model-world.ts'
import type { Fault, FaultContext, Findings } from './fault.ts'

const machines = 3
const steps = 40
const hour = 3_600_000
const twoDays = 48 * hour
/** Milliseconds by which a known time may be off: what is not worth writing down, and the way there and back. */
const exact = 2_500
/** Milliseconds that one machine needs to bring everything there, also after a vain attempt. */
const enough = 60_000

/** What becomes of the clocks at a step. */
const troubles: readonly ((skews: number[], step: number, chance: Chance) => void)[] = [
  // One is two days ahead, another one two days behind, from the beginning on.
  (skews, step) => {
    if (step === 0) skews.splice(0, machines, twoDays, -twoDays, 0)
  },
  // They jump.
  (skews, _, chance) => {
    if (chance.below(3) === 0) skews[chance.below(machines)] = chance.pick([twoDays, -twoDays, 0])
  },
  // Daylight saving: each is set back by an hour at a moment of its own, and forward again later.
  (skews, step) => {
    skews[step % machines] = step < steps / 2 ? 0 : -hour
    if (step > (steps * 3) / 4) skews[step % machines] = 0
  },
  // They run too fast and too slow.
  (skews, step) => skews.splice(0, machines, step * 60_000, -step * 60_000, 0),
  // All at once, as after a battery has run out.
  (skews, step, chance) => {
    if (step % 10 === 5) for (let at = 0; at < machines; at++) skews[at] = chance.pick([twoDays, -twoDays])
  },
  // Back and forth between two writes.
  (skews, step) => skews.fill(step % 2 === 0 ? twoDays : -twoDays),
]

interface Written {
  readonly id: string
  /** When it was, really. */
  readonly at: number
  /** The machine had spoken with the server since its clock changed. */
  readonly isKnown: boolean
}

/** Everything this machine has written is there: its last edit is then the newest one of all. */
const arrive = async (world: ModelWorld, at: number): Promise<boolean> => {
  const { outbox } = world.client(at).sync()
  const end = world.clock.now() + enough
  while (outbox.pending() > 0 && world.clock.now() < end) await world.pass(1_000)
  return outbox.pending() === 0
}

const runOnce = async ({ chance }: FaultContext, trouble: (typeof troubles)[number]) => {
  const skews = Array.from({ length: machines }, () => 0)
  const world = await createModelWorld({
    chance,
    groups: ['administrator', 'manager', 'manager'],
    machines: [0, 1, 2],
    skewOf: (machine) => skews[machine] ?? 0,
  })
  const { clock, broken, fail, newId, store, organisationId } = world
  const known = skews.map(() => true)
  const cut = skews.map(() => false)
  const notes: Written[] = []
  const arrivals = new Map<string, number>()
  const lastOf = skews.map((): string | null => null)
  let city = ''
  const shared = newId()
  const create = (id: string, isLead: boolean) =>
    world
      .client(0)
      .write(
        createContact,
        newContactSchema.parse(
          testContact(id, isLead ? { stage: 'lead', leadStatus: 'not_processed' } : { responsible: world.client(0).memberId }),
        ),
      )
  const lead = newId()
  create(shared, false)
  create(lead, true)
  await world.pass(enough)

  const comeBack = async (at: number) => {
    world.weather(at).cut = false
    cut[at] = false
    if (!(await arrive(world, at))) fail(`What machine ${at} wrote did not arrive within a minute`)
    await world.pass(enough)
    known[at] = true
    city = lastOf[at] ?? city
    lastOf[at] = null
    for (const { id } of notes) if (!arrivals.has(id) && (await store.rows(organisationId, [id])).length > 0) arrivals.set(id, clock.now())
  }

  for (let step = 0; step < steps; step++) {
    const before = [...skews]
    trouble(skews, step, chance)
    for (const [at, skew] of skews.entries()) if (skew !== before[at]) known[at] = false
    const at = chance.below(machines)
    if (!cut[at] && chance.below(4) === 0) {
      cut[at] = true
      world.weather(at).cut = true
    }
    const client = world.client(at)
    const text = `Miasto ${step}`
    if (client.write(patchContact, { id: shared, patch: { fields: { city: text } } })) lastOf[at] = text
    else fail(`An edit was refused where it was made, with the clock at ${skews[at]}`)
    const id = newId()
    if (client.write(writeNote, { id, contactId: shared, callId: null, text: `Notatka ${id}`, revision: 1 }, id)) {
      notes.push({ id, at: clock.now(), isKnown: known[at] === true })
    } else fail(`A note was refused where it was made, with the clock at ${skews[at]}`)
    await world.pass(chance.below(3_000))
    if (!cut[at] || chance.below(3) === 0) await comeBack(at)
  }

  // Of two who want a lead the one who reached the server first gets it, whatever their clocks say.
  world.weather(1).cut = true
  skews[1] = -twoDays
  skews[2] = twoDays
  world.client(1).write(takeLead, { id: lead })
  await world.pass(5_000)
  world.client(2).write(takeLead, { id: lead })
  await comeBack(2)
  for (let at = 0; at < machines; at++) await comeBack(at)
  await world.pass(90_000)

  const contact = await world.contactOf(shared)
  if (contact?.city !== city) fail(`The client is in ${contact?.city}, and the last edit that reached the server said ${city}`)
  const holder = (await world.contactOf(lead))?.responsible
  if (holder !== world.client(2).memberId) fail(`The lead belongs to ${holder}, and not to whoever reached the server first`)
  const { changes } = await store.log(organisationId, 0, 1_000_000, { id: newId(), acknowledged: 0 })
  const recorded = new Map(changes.filter(({ what }) => what === 'created').map((change) => [change.rowId, change.at]))
  for (const change of changes) if (change.at < noon || change.at > clock.now()) fail(`The history says that something was at ${change.at}`)
  for (const { id, at, isKnown } of notes) {
    const [row] = await store.rows(organisationId, [id])
    if (!row) {
      fail(`The note ${id} is nowhere`)
      continue
    }
    const { occurredAt } = JSON.parse(row.data) as Note
    const recordedAt = recorded.get(id) ?? 0
    if (recordedAt < at || recordedAt > (arrivals.get(id) ?? 0)) fail(`A note that was written at ${at} was recorded at ${recordedAt}`)
    if (occurredAt > recordedAt) fail(`A note says that it is ${occurredAt - recordedAt} ms younger than its arrival`)
    if (isKnown && Math.abs(occurredAt - at) > exact) fail(`A note says ${occurredAt - at} ms too much, though its machine knew the time`)
  }
  for (const [at, client] of world.clients.entries()) {
    const { outbox, state } = client.sync()
    const wishes = outbox.refused().filter(({ name }) => name === takeLead.name).length
    if (outbox.countRefused() !== wishes || wishes !== (at === 1 ? 1 : 0)) {
      fail(`Of machine ${at} was refused: ${JSON.stringify(outbox.refused().map(({ name, reason }) => [name, reason.code]))}`)
    }
    if (client.engine().connection().connection !== 'online') fail(`Machine ${at} is ${client.engine().connection().connection}`)
    if (client.engine().divergences() > 0) fail('F14 a machine found itself different from the server')
    const age = clock.now() + (skews[at] ?? 0) - (state().syncedAt ?? 0)
    if (age < 0 || age > enough) fail(`Machine ${at} says that it was last the same ${age} ms ago`)
  }
  await world.close()
  return { broken, notes: notes.length, known: notes.filter(({ isKnown }) => isKnown).length }
}

const run = async (context: FaultContext): Promise<Findings> => {
  const broken: string[] = []
  const counts = { notes: 0, 'with a known time': 0 }
  for (let at = 0; at < context.runs; at++) {
    const once = await runOnce(context, troubles[at % troubles.length] as (typeof troubles)[number])
    broken.push(...once.broken.map((sentence) => `Run ${at + 1}: ${sentence}`))
    counts.notes += once.notes
    counts['with a known time'] += once.known
  }
  if (counts['with a known time'] === 0) broken.push('No machine ever knew the time')
  return { counts, broken: broken.slice(0, 20) }
}

export const wrongClocks: Fault = {
  id: 'R5',
  title:
    'R5 with clocks two days off, jumping or changed for daylight saving the server’s order stands, and nothing is refused for its time',
  runs: { usual: 6, full: 60 },
  run,
}
