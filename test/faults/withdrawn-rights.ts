import { v7 as newId } from 'uuid'
import { recordCall } from '../../src-shared/calls/call-mutators.ts'
import { newContactSchema } from '../../src-shared/contacts/contact-kind.ts'
import { patchContact } from '../../src-shared/contacts/contact-mutators.ts'
import { writeNote } from '../../src-shared/notes/note-mutators.ts'
import { testCall, testContact } from '../../src-shared/rows/test-documents.ts'
import { sendAsAdam } from './authority-blobs.ts'
import { writeAs } from './authority-sight-rows.ts'
import { type AuthorityWorld, openAuthorityWorld } from './authority-world.ts'
import { comesTrue, type Fault, type FaultContext, type Findings } from './fault.ts'
import { differenceOf, isQuiet } from './machine.ts'
import { everyRowOf } from './server-rows.ts'
import { type Scope, scopes, type Withdrawal, withdrawalsOf } from './withdrawals.ts'
import { type Loser, type LosingMachine, openLosingMachine } from './withdrawn-machine.ts'

const patience = 30_000
/** Beyond the longest rest between two sweeps. */
const sweepingPatience = 90_000

/** A contact with what hangs on it, each with a word that stands nowhere else. */
interface Subtree {
  readonly scope: Scope
  readonly contactId: string
  readonly noteId: string
  readonly callId: string
  readonly taskId: string
  readonly hash: string
  readonly words: {
    readonly name: string
    readonly contact: string
    readonly note: string
    readonly call: string
    readonly task: string
    readonly file: string
  }
}

/** What the loser writes off line. */
interface Written {
  readonly of: Subtree
  readonly city: string
  readonly noteId: string
  readonly callId: string
}

const word = () => `Niejawne${newId().replaceAll('-', '')}`

const makeSubtree = async (world: AuthorityWorld, who: Loser, scope: Scope): Promise<Subtree> => {
  const [contactId, noteId, callId, taskId] = [newId(), newId(), newId(), newId()]
  const words = { name: word(), contact: word(), note: word(), call: word(), task: word(), file: word() }
  const responsible = world.memberId(scope.startsWith('own') ? who : 'adam')
  const stage = scope.endsWith('lead') ? 'lead' : 'client'
  const fields = { stage, responsible, name: words.name, comment: words.contact, leadStatus: 'in_progress' } as const
  await writeAs(world, 'adam', 'contact.create', newContactSchema.parse(testContact(contactId, fields)))
  const file = await sendAsAdam(world, Buffer.from(`%PDF ${words.file}`))
  await writeAs(world, 'adam', 'note.write', { id: noteId, contactId, text: words.note, files: [file] })
  const { memberId: _, ...report } = testCall(callId, { contactId, displayName: words.call })
  await writeAs(world, 'adam', 'call.record', report)
  const task = { type: 'task', startsAt: null, responsible: world.memberId('adam'), contactIds: [contactId] }
  await writeAs(world, 'adam', 'task.create', { ...task, id: taskId, title: words.task })
  return { scope, contactId, noteId, callId, taskId, hash: file.hash, words }
}

const writeOffLine = (machine: LosingMachine, of: Subtree): Written => {
  const [noteId, callId, city] = [newId(), newId(), `Miasto ${newId()}`]
  machine.write(patchContact, { id: of.contactId, patch: patchOf(city) })
  machine.write(writeNote, { id: noteId, contactId: of.contactId, callId: null, text: 'Rozmowa bez sieci', revision: 1 })
  const { memberId: _, ...report } = testCall(callId, { contactId: of.contactId })
  machine.write(recordCall, report)
  return { of, city, noteId, callId }
}

const patchOf = (city: string) => ({ fields: { city } })

const settles = (machine: LosingMachine, isDone: () => boolean = () => true, milliseconds = patience) =>
  comesTrue(async () => {
    await machine.engine.runNow()
    return isQuiet(machine) && isDone()
  }, milliseconds)

const documentOf = async (world: AuthorityWorld, id: string) => {
  const row = await world.rowOf(id)
  return row ? JSON.parse(row.data) : null
}

/** An edit is at the server, or with its reason and its content among what needs attention; a fact is at the server in any case. */
const lostOf = async (world: AuthorityWorld, machine: LosingMachine, written: readonly Written[]): Promise<string[]> => {
  const broken: string[] = []
  const refused = machine.sync.outbox.refused()
  for (const { of, city, noteId, callId } of written) {
    const isDone = (await documentOf(world, of.contactId))?.city === city
    const kept = refused.filter(({ name, args }) => name === 'contact.patch' && args.includes(city))
    if (isDone === kept.length > 0)
      broken.push(`An edit of ${of.scope} is ${isDone ? 'done and' : 'neither done nor'} among what needs attention`)
    for (const { reason } of kept) {
      if (!['not_found', 'forbidden'].includes(reason.code)) broken.push(`An edit of ${of.scope} was refused for ${reason.code}`)
    }
    for (const id of [noteId, callId]) {
      const fact = await documentOf(world, id)
      if (fact?.memberId !== machine.memberId || fact.contactId !== of.contactId)
        broken.push(`A fact about ${of.scope} is not at the server`)
    }
  }
  if (refused.some(({ name }) => name !== 'contact.patch')) broken.push(`A fact was refused: ${JSON.stringify(refused)}`)
  return broken
}

const gonesOf = (withdrawals: readonly Withdrawal[]) => new Set(withdrawals.flatMap(({ gone }) => gone))

/** What of these may not be on the machine any more, and is. */
const leftOf = (machine: LosingMachine, trees: readonly Subtree[], withdrawals: readonly Withdrawal[]): string[] => {
  const broken: string[] = []
  const gone = gonesOf(withdrawals)
  const [disk, rows] = [machine.disk(), machine.rows()]
  for (const { scope, contactId, noteId, callId, taskId, hash, words } of trees) {
    const isGone = gone.has(scope)
    const isCallGone = isGone || (gone.has('calls') && scope.startsWith('their'))
    const isNameGone = gone.has('names') && (isGone || scope === 'their client')
    const hidden = [
      ...(isGone ? [words.contact, words.note, words.task, words.file] : []),
      ...(isCallGone ? [words.call] : []),
      ...(isNameGone ? [words.name] : []),
    ]
    for (const one of hidden) {
      const what = Object.entries(words).find(([, text]) => text === one)?.[0]
      if (disk.includes(one)) broken.push(`The ${what} of ${scope} is still on the disk`)
    }
    if (isGone && rows.get(contactId)?.kind === 'contact') broken.push(`The contact of ${scope} is still a row`)
    if (isGone && (rows.has(noteId) || disk.includes(hash))) broken.push(`The note of ${scope}, or the name of its file, is still there`)
    if (isGone && rows.has(taskId)) broken.push(`The task of ${scope} is still a row`)
    if (isCallGone && rows.has(callId)) broken.push(`The call of ${scope} is still a row`)
  }
  return broken
}

const once = async (world: AuthorityWorld, machine: LosingMachine, who: Loser, { chance }: FaultContext) => {
  const broken: string[] = []
  const trees = await Promise.all(scopes.map((scope) => makeSubtree(world, who, scope)))
  const before = await everyRowOf({ api: world.api(who) })
  const seen = trees.filter(({ contactId }) => before.rows.some((row) => row.id === contactId && row.kind === 'contact'))
  if (!(await settles(machine, () => differenceOf(machine, before.rows) === null)))
    broken.push('The machine has not got everything at first')
  for (const { hash } of seen) await machine.files.read({ hash, offset: 0, length: 1 })
  const disk = machine.disk()
  for (const { scope, words } of seen) {
    if (![words.contact, words.note, words.task, words.file].every((one) => disk.includes(one)))
      broken.push(`${scope} was not on the disk at first`)
  }

  machine.setCut(true)
  const written = seen.map((tree) => writeOffLine(machine, tree))
  const possible = withdrawalsOf(who)
  const first = chance.pick(possible)
  const second = chance.below(2) === 0 ? chance.pick(possible) : first
  const withdrawals = [...new Set([first, second])]
  const context = {
    world,
    memberId: world.memberId(who),
    own: trees.filter(({ scope }) => scope.startsWith('own')).map((tree) => tree.contactId),
  }
  for (const { withdraw } of withdrawals) await withdraw(context)
  machine.setCut(false)
  if (!(await settles(machine))) broken.push('The machine did not come to rest')
  await machine.filesForgotten()
  if (!(await settles(machine, () => !machine.sync.state().isToSweep, sweepingPatience))) broken.push('What has gone was not overwritten')
  const difference = differenceOf(machine, (await everyRowOf({ api: world.api(who) })).rows)
  if (difference !== null) broken.push(`The machine ${difference}`)
  broken.push(...(await lostOf(world, machine, written)), ...leftOf(machine, trees, withdrawals))
  const edits = machine.sync.outbox.countRefused()
  for (const { id } of machine.sync.outbox.refused()) machine.sync.outbox.putAway(id)
  for (const { giveBack } of withdrawals.toReversed()) await giveBack(context)
  const names = withdrawals.map(({ what }) => what).join(' and ')
  return { broken: broken.map((sentence) => `${who}, ${names}: ${sentence}`), edits, facts: written.length * 2, names }
}

const run = async (context: FaultContext): Promise<Findings> => {
  const broken: string[] = []
  const counts = { edits: 0, facts: 0 }
  const world = await openAuthorityWorld()
  const machines = new Map<Loser, LosingMachine>()
  try {
    for (const who of ['supervisor', 'manager', 'trainee'] as const) machines.set(who, await openLosingMachine(world, who))
    const losers = [...machines]
    for (let at = 0; at < context.runs; at++) {
      const [who, machine] = losers[at % losers.length] as [Loser, LosingMachine]
      const result = await once(world, machine, who, context)
      broken.push(...result.broken)
      counts.edits += result.edits
      counts.facts += result.facts
      context.say(`${who}, ${result.names}: ${result.edits} edits need attention`)
    }
    if (counts.edits === 0) broken.push('No edit was refused: nothing was tried')
    for (const machine of machines.values()) broken.push(...machine.complaints, ...machine.fileComplaints)
    return { counts: { ...counts, broken: broken.length }, broken: broken.slice(0, 20) }
  } finally {
    for (const machine of machines.values()) await machine.close()
    await world.close()
  }
}

export const withdrawnRights: Fault = {
  id: 'R10',
  title:
    'R10 rights withdrawn while somebody is off line: rows and files are gone with the next pull, edits need attention, facts are kept',
  runs: { usual: 20, full: 200 },
  run,
}
