import { copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { v7 as newId } from 'uuid'
import { createHttpTransport } from '../../src-main/sync/http-transport.ts'
import { systemClock } from '../../src-main/sync/sync-transport.ts'
import { recordCall } from '../../src-shared/calls/call-mutators.ts'
import { newContactSchema } from '../../src-shared/contacts/contact-kind.ts'
import { createContact, patchContact } from '../../src-shared/contacts/contact-mutators.ts'
import { writeNote } from '../../src-shared/notes/note-mutators.ts'
import { testCall, testContact } from '../../src-shared/rows/test-documents.ts'
import { runServerCommand } from '../core/server-process.ts'
import { personOf } from '../core/team.ts'
import { comesTrue, type Fault, type FaultContext, type Findings } from './fault.ts'
import { differenceOf, isQuiet, type Machine, openMachine } from './machine.ts'
import { everyRowOf, wholeLogOf } from './server-rows.ts'
import { type TeamScene, withTeam } from './team-scene.ts'

const people = 3
const patience = 90_000
const restartPatience = 60_000

/** `command`: a backup and `restored`, as the help says. `copy`: the file of that time put back in silence, as a snapshot of a disk does. */
type Way = 'command' | 'copy'

/** What was confirmed on somebody's screen: it must all be there in the end, once. */
interface Written {
  readonly facts: Set<string>
  readonly contacts: Map<string, string>
}

/** Everybody adds clients, edits their own, and keeps what happened. */
const work = ({ chance }: FaultContext, machines: readonly Machine[], written: Written) => {
  for (const machine of machines) {
    for (let acts = 10 + chance.below(20); acts > 0; acts--) {
      const act = chance.below(4)
      const known = [...written.contacts.keys()]
      const contactId = known[chance.below(known.length)]
      if (act === 0 || contactId === undefined) {
        const id = newId()
        machine.write(createContact, newContactSchema.parse(testContact(id, { responsible: machine.memberId })))
        written.contacts.set(id, machine.memberId)
      } else if (act === 1) {
        const id = newId()
        written.facts.add(id)
        machine.write(writeNote, { id, contactId, callId: null, text: `Notatka ${id}`, revision: 1 })
      } else if (act === 2) {
        const { memberId: _, ...report } = testCall(newId(), { contactId, endedAt: Date.now(), result: 'answer' })
        written.facts.add(report.id)
        machine.write(recordCall, report)
      } else {
        const own = known.find((id) => written.contacts.get(id) === machine.memberId)
        if (own) machine.write(patchContact, { id: own, patch: { fields: { city: `Miasto ${newId()}` } } })
      }
    }
  }
}

const databaseOf = ({ folder }: TeamScene) => join(folder, 'server.sqlite')

/** Takes a backup while the server runs; answers with how it is put back once the server has ended. */
const backUp = async (scene: TeamScene, way: Way): Promise<() => Promise<void>> => {
  const file = join(scene.folder, `${newId()}.backup`)
  if (way === 'command') await runServerCommand(['backup', file], { dataFolder: scene.folder })
  else {
    await scene.server().stop()
    copyFileSync(databaseOf(scene), file)
    await scene.restart()
  }
  return async () => {
    for (const end of ['', '-wal', '-shm']) rmSync(`${databaseOf(scene)}${end}`, { force: true })
    copyFileSync(file, databaseOf(scene))
    if (way === 'command') await runServerCommand(['restored'], { dataFolder: scene.folder })
  }
}

const runOnce = (context: FaultContext, way: Way) =>
  withTeam({ on: 'sqlite', people }, async (scene) => {
    const broken: string[] = []
    const tokens = scene.people.map(({ token }) => token)
    const open = (at: number): Machine => {
      const signedIn = scene.people[at]?.signedIn
      const machine = openMachine({
        folder: join(scene.folder, `machine-${at}`),
        memberId: signedIn?.memberId ?? '',
        transport: createHttpTransport(scene.server().url, () => tokens[at] ?? null, systemClock),
        firstRows: signedIn?.rows ?? [],
      })
      machine.engine.start()
      return machine
    }
    const machines = tokens.map((_, at) => open(at))
    const tryNow = async () => {
      for (const { engine } of machines) await engine.runNow()
      return machines.every(isQuiet)
    }
    const demand = async (what: string, condition: () => boolean | Promise<boolean>, limit: number) => {
      if (!(await comesTrue(condition, limit))) broken.push(`It never came to this: ${what}`)
    }
    const written: Written = { facts: new Set(), contacts: new Map() }
    try {
      await demand('everybody is on line', tryNow, restartPatience)
      work(context, machines, written)
      await demand('the first work is confirmed', tryNow, patience)
      const putBack = await backUp(scene, way)
      await demand('everybody is on line after the backup', tryNow, restartPatience)
      work(context, machines, written)
      await demand('what came after the backup is confirmed', tryNow, patience)
      const before = { facts: written.facts.size, contacts: written.contacts.size }
      await scene.server().stop()
      // Written while the server was away: on its way as it comes back another one.
      if (context.chance.below(2) === 0) work(context, machines, written)
      await putBack()
      await scene.restart()
      if (way === 'command') {
        for (const at of tokens.keys())
          tokens[at] = (
            await scene
              .server()
              .client()
              .accounts.signIn(personOf(`Osoba${at}`))
          ).token
      }
      await demand('everybody is on line after the restore', tryNow, patience)

      const seen = tokens.map((token) => ({ api: scene.server().client(token) }))
      const differences = async () =>
        (
          await Promise.all(
            machines.map(async (machine, at) => differenceOf(machine, (await everyRowOf(seen[at] as (typeof seen)[0])).rows)),
          )
        ).filter((difference) => difference !== null)
      // Who only read, and comes back after others have written more than was lost, learns it from the checksum alone (F14).
      if (way === 'copy') for (const { engine } of machines) engine.checkSoon()
      await comesTrue(async () => (await tryNow()) && (await differences()).length === 0, patience)
      const divergences = machines.map(({ engine }) => engine.divergences())
      for (const difference of await differences()) broken.push(`I3 somebody ${difference}`)
      for (const { engine } of machines) engine.checkSoon()
      await demand('the checksums were compared', tryNow, patience)

      const { rows, changes } = await wholeLogOf(seen[0] as (typeof seen)[0])
      const there = new Map(rows.map((row) => [row.id, row]))
      for (const id of [...written.facts, ...written.contacts.keys()]) {
        if (there.get(id)?.deleted !== false) broken.push(`${written.facts.has(id) ? 'The fact' : 'The contact'} ${id} is nowhere`)
        const times = changes.filter(({ rowId, what }) => rowId === id && what === 'created').length
        if (times !== 1) broken.push(`The history says ${times} times that ${id} was created`)
      }
      for (const [at, { sync, engine, complaints, restored }] of machines.entries()) {
        const forgiven = way === 'copy' ? (divergences[at] ?? 0) : 0
        broken.push(...complaints.slice(forgiven))
        if (engine.divergences() > forgiven) broken.push('F14 a machine found itself different from the server')
        if (way === 'command' && restored() === 0) broken.push('A machine did not notice that the server had been restored')
        for (const { name, reason } of sync.outbox.refused()) {
          // Its contact may come back later than the edit; then the edit is shown with its content (I6). Facts never are.
          if (name !== patchContact.name) broken.push(`${name} was refused: ${reason.code}`)
        }
      }
      return { broken, facts: before.facts, contacts: before.contacts }
    } finally {
      for (const machine of machines) await machine.close()
    }
  })

const run = async (context: FaultContext): Promise<Findings> => {
  const broken: string[] = []
  const counts = { facts: 0, contacts: 0 }
  for (let at = 0; at < context.runs; at++) {
    const way = at % 2 === 0 ? 'command' : 'copy'
    const once = await runOnce(context, way)
    broken.push(...once.broken.map((sentence) => `Run ${at + 1} (${way}): ${sentence}`))
    counts.facts += once.facts
    counts.contacts += once.contacts
    context.say(`${at + 1} of ${context.runs} (${way}): ${once.facts} facts, ${once.contacts} contacts`)
  }
  return { counts, broken: broken.slice(0, 20) }
}

export const restoredServer: Fault = {
  id: 'R12',
  title: 'R12 after the server was restored from an older backup what had been confirmed since is sent again exactly once, and all agree',
  runs: { usual: 5, full: 50 },
  run,
}
