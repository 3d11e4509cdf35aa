import { recordCall } from '../../src-shared/calls/call-mutators.ts'
import { type Contact, contactKind, newContactSchema } from '../../src-shared/contacts/contact-kind.ts'
import { createContact, deleteContacts, patchContact } from '../../src-shared/contacts/contact-mutators.ts'
import { finishLead, giveBackLead, reopenLead, takeLead } from '../../src-shared/leads/lead-mutators.ts'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import { writeNote } from '../../src-shared/notes/note-mutators.ts'
import { testCall, testContact } from '../../src-shared/rows/test-documents.ts'
import { groupIds } from '../../src-shared/team/group-kind.ts'
import { permissionNames } from '../../src-shared/team/permissions.ts'
import { createChance } from '../bench/chance.ts'
import type { ModelClient } from './model-client.ts'
import { calm } from './model-network.ts'
import { createModelWorld } from './model-world.ts'
import { createWorkActs } from './work-acts.ts'

/** What a run came to. Each sentence in `broken` is something that must never happen. */
export interface ModelRun {
  readonly broken: readonly string[]
  readonly writes: number
  readonly takes: number
  readonly crashes: number
  readonly refused: number
}

export interface ModelOptions {
  /** Steps of people and of bad luck. */
  readonly steps?: number
}

/** Milliseconds in which all must agree when the network is back and everybody is quiet (I8). */
const agreement = 90_000

/**
 * The real server core and real clients in one process, on one clock that runs as fast as nothing is left to do. Messages are lost, doubled,
 * late and overtake each other; clients and the server die at any moment; clocks are wrong; people write, take, give and delete. In the end the
 * network is back and everybody is quiet: then the promises must hold. The same seed is the same run.
 */
export const runModel = async (seed: number, { steps = 60 }: ModelOptions = {}): Promise<ModelRun> => {
  const chance = createChance(seed)
  // Two managers, a trainee who sees only their own, and the administrator, who works on two machines. Clocks are wrong by up to two days.
  const skews = Array.from({ length: 5 }, () => chance.pick([0, 0, 3_000, -7_200_000, 172_800_000]))
  const world = await createModelWorld({
    chance,
    groups: ['administrator', 'manager', 'manager', 'trainee'],
    machines: [0, 1, 2, 3, 0],
    skewOf: (machine) => skews[machine] ?? 0,
  })
  const { clock, network, store, organisationId, clients, weathers, identityOf, newId, broken, fail, log, versions } = world
  let texts = 0

  /** What people confirmed on their screens: facts must all arrive (I9), takes have one winner (I1). */
  const facts = new Set<string>()
  const winners = new Map<string, Set<string>>()
  const moved = new Set<string>()
  const contacts: string[] = []
  let writes = 0
  let takes = 0
  let crashes = 0

  const somebody = (): ModelClient | undefined => {
    const on = clients.filter((client) => client.isOn())
    return on.length === 0 ? undefined : chance.pick(on)
  }

  const wrote = (done: boolean) => {
    if (done) writes += 1
    return done
  }

  const acts: readonly ((client: ModelClient) => void)[] = [
    (client) => {
      const id = newId()
      const isLead = chance.next() < 0.6
      const mine = chance.next() < 0.4 ? client.memberId : null
      const document = testContact(id, {
        stage: isLead ? 'lead' : 'client',
        name: `Klient ${world.counter()}`,
        responsible: isLead ? mine : client.memberId,
        leadStatus: isLead ? 'not_processed' : null,
        phones: [{ id: newId(), type: 'work', typed: '601 234 567', e164: '+48601234567', digits: `48601${chance.below(1_000_000)}` }],
      })
      if (wrote(client.write(createContact, newContactSchema.parse(document)))) contacts.push(id)
    },
    (client) => {
      const id = contacts[chance.below(contacts.length)]
      if (id)
        wrote(
          client.write(patchContact, {
            id,
            patch: { fields: chance.pick([{ city: `Miasto ${++texts}` }, { comment: `Uwaga ${++texts}` }]) },
          }),
        )
    },
    (client) => {
      const id = contacts[chance.below(contacts.length)]
      if (!id) return
      moved.add(id)
      wrote(client.write(patchContact, { id, patch: { fields: { responsible: identityOf(chance.below(4)).memberId } } }))
    },
    (client) => {
      const [id, contactId] = [newId(), contacts[chance.below(contacts.length)]]
      if (!contactId) return
      const text = `Notatka ${id}`
      if (wrote(client.write(writeNote, { id, contactId, callId: null, text, revision: 1 }, id))) facts.add(id)
      if (chance.next() < 0.5 && facts.has(id))
        wrote(client.write(writeNote, { id, contactId, callId: null, text: `${text}.`, revision: 2 }, id))
    },
    (client) => {
      const contactId = chance.next() < 0.7 ? (contacts[chance.below(contacts.length)] ?? null) : null
      const { memberId: _, ...report } = testCall(newId(), { contactId, endedAt: clock.now(), result: 'answer' })
      if (wrote(client.write(recordCall, report))) facts.add(report.id)
    },
    (client) => {
      const id = contacts[chance.below(contacts.length)]
      if (!id) return
      if (chance.next() < 0.3) {
        wrote(client.write(takeLead, { id }))
        return
      }
      // Several press at once.
      for (const other of [client, ...clients.filter((one) => one.isOn() && chance.next() < 0.5)]) {
        takes += 1
        other
          .engine()
          .take(id)
          .then(
            ({ outcome }) => {
              if (outcome !== 'taken') return
              const known = winners.get(id) ?? new Set()
              known.add(other.memberId)
              winners.set(id, known)
            },
            (error: unknown) => {
              if (!(error instanceof LeadlineError)) log.error('take', error)
            },
          )
      }
    },
    (client) => {
      const id = contacts[chance.below(contacts.length)]
      if (!id) return
      moved.add(id)
      const mutator = chance.below(4)
      if (mutator === 0) wrote(client.write(giveBackLead, { id }))
      else if (mutator === 1) wrote(client.write(finishLead, { id, as: 'client' }))
      else if (mutator === 2) wrote(client.write(finishLead, { id, as: 'unsuitable', reason: 'Nie odbiera' }))
      else wrote(client.write(reopenLead, { id }))
    },
    (client) => {
      const id = contacts[chance.below(contacts.length)]
      if (!id || chance.next() < 0.6) return
      moved.add(id)
      wrote(client.write(deleteContacts, { ids: [id] }))
    },
  ]

  const workActs = createWorkActs({ chance, newId, contacts, moved, wrote, memberOf: (person) => identityOf(person).memberId })

  const misfortunes: readonly (() => void)[] = [
    () => {
      const weather = chance.pick(weathers)
      weather.cut = !weather.cut
    },
    () => Object.assign(chance.pick(weathers), { lost: chance.next() * 0.4, doubled: chance.next() * 0.4, slow: 20 + chance.below(4_000) }),
    () => network.dropSocketsOf(identityOf(chance.below(4))),
    () => {
      const client = somebody()
      if (!client) return
      crashes += 1
      client.crash()
      clock.after(chance.below(20_000), client.reopen)
    },
    world.restartServer,
    // Deleted rows are forgotten: who was away for long takes a snapshot.
    () => void store.purge(organisationId, clock.now() - 60_000).catch((error) => log.error('purge', error)),
    // The trainee becomes a manager, or the reverse.
    () =>
      void world
        .changeMember(3, { groupId: groupIds[chance.pick(['trainee', 'manager'] as const)] })
        .catch((error) => log.error('group', error)),
    // What trainees may see and do is widened, or narrowed; so is what everybody knows of everybody.
    () => {
      const permissions = permissionNames.filter(() => chance.next() < 0.6)
      void world.changeGroup('trainee', permissions).catch((error) => log.error('permissions', error))
    },
    () => void world.setDirectory(chance.next() < 0.6).catch((error) => log.error('directory', error)),
  ]

  for (let step = 0; step < steps; step++) {
    const client = somebody()
    if (client) chance.pick(chance.next() < 0.6 ? acts : workActs)(client)
    if (chance.next() < 0.25) chance.pick(misfortunes)()
    await clock.passUntil(clock.now() + chance.below(3_000))
  }

  // The network is back, everybody is quiet.
  for (const weather of weathers) Object.assign(weather, calm())
  await clock.passUntil(clock.now() + 20_000 + 30_000)
  for (const client of clients) client.engine().checkSoon()
  await clock.passUntil(clock.now() + agreement)

  const known = await store.rows(organisationId, [...facts, ...contacts])
  const everyRow = new Map(known.map((row) => [row.id, row]))

  for (const [at, client] of clients.entries()) {
    const name = `client ${at}`
    const { outbox } = client.sync()
    if (outbox.pending() > 0)
      fail(`I8 ${name} still has ${outbox.pending()} writes on their way (${client.engine().connection().connection})`)
    const expected = await world.viewOf(client.memberId)
    const { database } = client.store()
    const own = database
      .prepare<[], { id: string; data: string; version: number }>('select id, data, version from row where deleted = 0')
      .all()
    const ownById = new Map(own.map((row) => [row.id, row]))
    for (const row of expected) {
      const here = ownById.get(row.id)
      if (!here) fail(`I3 ${name} lacks the ${row.kind} ${row.id}`)
      else if (here.data !== row.data && JSON.stringify(sorted(here.data)) !== JSON.stringify(sorted(row.data)))
        fail(`I3 ${name} has another ${row.kind} ${row.id}`)
      ownById.delete(row.id)
    }
    for (const [id, { data }] of ownById) fail(`I5 ${name} still has ${id}: ${data.slice(0, 200)}`)
    const listed = database.prepare<[], number>('select count(*) from contact').pluck().get()
    const expectedContacts = expected.filter(({ kind }) => kind === contactKind.name).length
    if (listed !== expectedContacts) fail(`I5 ${name} lists ${listed} contacts instead of ${expectedContacts}`)
    if (client.engine().divergences() > 0) fail(`F14 ${name} found itself different from the server`)
    const refused = database.prepare<[], number>("select count(*) from outbox where state = 'refused'").pluck().get() ?? 0
    if (outbox.countRefused() < refused) fail(`I6 ${name}: ${refused} writes were refused and ${outbox.countRefused()} are shown`)
    if (database.prepare<[], number>('select count(*) from server_image').pluck().get() !== 0)
      fail(`${name} keeps images of rows that nothing is on its way to`)
  }

  for (const id of facts) if (!everyRow.has(id)) fail(`I9 the fact ${id} was confirmed on a screen and is nowhere`)
  const homes = await store.rows(
    organisationId,
    known.flatMap(({ id, root }) => (facts.has(id) && root !== id ? [root] : [])),
  )
  for (const { id, deleted, data } of homes) {
    if (deleted && (JSON.parse(data) as Contact).mergedInto) fail(`I9 facts were left at ${id}, which was merged into another one`)
  }
  for (const [id, who] of winners) {
    const lead = everyRow.get(id)
    if (moved.has(id) || !lead) continue
    const holder = (JSON.parse(lead.data) as Contact).responsible
    if (who.size > 1) fail(`I1 the lead ${id} was won by ${who.size}`)
    if (holder !== null && !who.has(holder)) fail(`I1 the lead ${id} was won by ${[...who]} and belongs to ${holder}`)
  }
  for (const [at, version] of versions.entries()) if (version !== at + 1) fail(`I2 version ${version} came as number ${at + 1}`)

  const refused = clients.reduce((sum, client) => sum + client.sync().outbox.countRefused(), 0)
  await world.close()
  return { broken, writes, takes, crashes, refused }
}

const sorted = (json: string): unknown => {
  const order = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(order)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value)
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([name, one]) => [name, order(one)]),
    )
  }
  return order(JSON.parse(json))
}
