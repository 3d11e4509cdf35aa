import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { v7 as newId } from 'uuid'
import { createHttpTransport } from '../../src-main/sync/http-transport.ts'
import { createServerClient } from '../../src-main/sync/server-client.ts'
import { systemClock } from '../../src-main/sync/sync-transport.ts'
import { createServerApp } from '../../src-server/app.ts'
import { openSqliteStore } from '../../src-server/db/sqlite-store.ts'
import type { ServerStore } from '../../src-server/db/store.ts'
import { noteKind } from '../../src-shared/notes/note-kind.ts'
import { writeNote } from '../../src-shared/notes/note-mutators.ts'
import { ownVersions, type Versions } from '../../src-shared/sync/protocol.ts'
import type { SignedIn } from '../../src-shared/sync/server-contract.ts'
import { personOf } from '../core/team.ts'
import { comesTrue, type Fault, type FaultContext, type Findings } from './fault.ts'
import { differenceOf, isQuiet, type Machine, openMachine } from './machine.ts'
import { newerDocuments } from './newer-documents.ts'
import { everyRowOf } from './server-rows.ts'

const patience = 60_000
const authSecret = 'a secret of tests that is long enough for everybody'

/** Today's versions, the made-up next ones and those after them, of the protocol and of the documents each. */
const generations: readonly Versions[] = [0, 1, 2].flatMap((protocol) =>
  [0, 1, 2].map((schema) => ({ protocol: ownVersions.protocol + protocol, schema: ownVersions.schema + schema })),
)

const nameOf = ({ protocol, schema }: Versions) => `${protocol}/${schema}`

/** What must come of it, said in words of its own: whoever is ahead waits for the server, whoever is two behind updates. */
const expectedOf = (client: Versions, server: Versions): 'online' | 'update_server' | 'update_client' => {
  const ahead = Math.max(client.protocol - server.protocol, client.schema - server.schema)
  const behind = Math.max(server.protocol - client.protocol, server.schema - client.schema)
  if (ahead > 0) return 'update_server'
  return behind >= 2 ? 'update_client' : 'online'
}

const nowhere = () => new Writable({ write: (_chunk, _encoding, done) => done() })

/** Serves the same data as a program of these versions; a port of 0 is any free one. */
const serve = async (folder: string, versions: Versions, port: number) => {
  const file = join(folder, 'server.sqlite')
  const store = openSqliteStore(file, { isDurable: false })
  const app = await createServerApp({
    store,
    accountsPlace: { sqlite: file },
    authSecret,
    dataFolder: folder,
    version: nameOf(versions),
    versions,
    behindProxy: false,
    mailer: null,
    publicAddress: null,
    tls: null,
    metricsToken: null,
    now: Date.now,
    monotonic: () => performance.now(),
    newId,
    logStream: nowhere(),
  })
  return { app, store, port: await app.listen(port, '127.0.0.1') }
}

const shuffled = <Item>({ chance }: FaultContext, list: readonly Item[]): Item[] => {
  const left = [...list]
  return list.map(() => left.splice(chance.below(left.length), 1)[0] as Item)
}

interface Program {
  readonly versions: Versions
  readonly machine: Machine
  /** Everything that was written on it. */
  readonly notes: string[]
}

/** Writes while the versions are what they are; then the program says what is due, and what was written is there, here or at the server. */
const meet = async ({ versions, machine, notes }: Program, server: Versions, store: ServerStore, organisationId: string) => {
  const pair = `A program ${nameOf(versions)} at a server ${nameOf(server)}`
  const expected = expectedOf(versions, server)
  const broken: string[] = []
  const waiting = machine.sync.outbox.pending()
  const id = newId()
  notes.push(id)
  machine.write(writeNote, { id, contactId: null, callId: null, text: `Notatka ${id}`, revision: 1 })
  const said = () => machine.engine.connection().connection
  await comesTrue(async () => {
    await machine.engine.runNow()
    return said() === expected && (expected !== 'online' || isQuiet(machine))
  }, patience)
  if (said() !== expected) broken.push(`${pair} says ${said()} instead of ${expected}`)
  const left = machine.sync.outbox.pending()
  if (left !== (expected === 'online' ? 0 : waiting + 1)) broken.push(`${pair} has ${left} writes on their way after ${waiting}`)
  for (const note of notes) if (!machine.store.get(noteKind, note)) broken.push(`${pair} has lost the note ${note}`)
  const arrived = new Set((await store.rows(organisationId, notes)).map((row) => row.id))
  if (expected === 'online') {
    for (const note of notes) if (!arrived.has(note)) broken.push(`${pair} did not bring the note ${note} there`)
  } else if (arrived.has(id)) broken.push(`${pair} was served`)
  return broken
}

const allPairs = async (context: FaultContext, folder: string): Promise<{ broken: string[]; pairs: number }> => {
  const broken: string[] = []
  const today = generations[0] as Versions
  let served = await serve(folder, today, 0)
  const { port } = served
  const address = `http://127.0.0.1:${port}`
  const code = (await served.app.firstCode()) ?? ''
  const signedIn: SignedIn = await createServerClient(address).setup.create({
    code,
    name: 'firma',
    country: 'PL',
    person: personOf('Anna'),
  })
  const organisationId = signedIn.workspaceId
  const programs = generations.map((versions, at): Program => {
    const machine = openMachine({
      folder: join(folder, `machine-${at}`),
      memberId: signedIn.memberId,
      transport: createHttpTransport(address, () => signedIn.token, systemClock),
      versions,
      firstRows: signedIn.rows,
    })
    machine.engine.start()
    return { versions, machine, notes: [] }
  })
  const turnTo = async (versions: Versions) => {
    await served.app.close()
    served = await serve(folder, versions, port)
  }
  try {
    let pairs = 0
    for (const server of shuffled(context, generations)) {
      await turnTo(server)
      for (const program of shuffled(context, programs)) {
        broken.push(...(await meet(program, server, served.store, organisationId)))
        pairs += 1
      }
      context.say(`a server ${nameOf(server)} has met ${programs.length} programs`)
    }
    // Everybody meets a server of their own age at last: nothing has been lost on the way there.
    for (const program of programs) {
      await turnTo(program.versions)
      broken.push(...(await meet(program, program.versions, served.store, organisationId)))
      if (program.machine.sync.outbox.countRefused() > 0) broken.push(`A program ${nameOf(program.versions)} had writes refused`)
    }
    await turnTo({ protocol: today.protocol + 1, schema: today.schema + 1 })
    const [oldest] = programs as [Program]
    const api = createServerClient(address, () => signedIn.token)
    broken.push(...(await newerDocuments({ store: served.store, organisationId, machine: oldest.machine })))
    await oldest.machine.engine.runNow()
    const difference = differenceOf(oldest.machine, (await everyRowOf({ api })).rows)
    if (difference !== null) broken.push(`The oldest program ${difference}`)
    for (const { machine } of programs) broken.push(...machine.complaints)
    return { broken, pairs }
  } finally {
    for (const { machine } of programs) await machine.close()
    await served.app.close()
  }
}

const run = async (context: FaultContext): Promise<Findings> => {
  const broken: string[] = []
  const counts = { pairs: 0 }
  for (let at = 0; at < context.runs; at++) {
    const folder = mkdtempSync(join(tmpdir(), 'leadline-skewed-'))
    try {
      const once = await allPairs(context, folder)
      broken.push(...once.broken)
      counts.pairs += once.pairs
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
  return { counts, broken: broken.slice(0, 20) }
}

export const skewedVersions: Fault = {
  id: 'R9',
  title: 'R9 programs and servers of different versions lose nothing of each other, and say who must update',
  runs: { usual: 1, full: 10 },
  run,
}
