import { randomUUID } from 'node:crypto'
import { noteIdOfCall } from '../../src-shared/telephony/note-of-call.ts'
import type { CoreProcess } from '../core/core-process.ts'
import type { FaultContext } from './fault.ts'

/** What was sent and what the core has said yes to. Only the latter must be there after a kill; of the former nothing may be there in part. */
export interface World {
  readonly contacts: Map<string, { readonly number: string; acknowledged: boolean }>
  /** Newest acknowledged revision of each; the content follows from id and revision. */
  readonly notes: Map<string, number>
  readonly calls: Map<string, number>
  /** By the mark that each of its rows bears, as a comment and as a tag that the import makes. */
  readonly imports: Map<string, { readonly rows: number; id: string | null; acknowledged: boolean }>
}

export interface Life extends FaultContext {
  readonly world: World
  readonly core: CoreProcess
  readonly isKilled: () => boolean
  /** Rows of an import of this size have come into the store. */
  readonly onRows: (size: number) => void
  /** Rows of the largest import. */
  readonly largestImport: number
}

export const textOf = (id: string, revision: number) => `${id} wersja ${revision} ${'zażółć gęślą jaźń '.repeat(revision % 60)}`

const startOf = (id: string) => Date.UTC(2026, 10, 23) + Number.parseInt(id.slice(0, 8), 16)

const phases = ['ringing', 'active', 'ended'] as const

export const snapshotOf = (id: string, number: string, revision: number) => {
  const phase = phases[revision - 1] ?? 'ended'
  const startedAt = startOf(id)
  return {
    id,
    direction: 'incoming',
    phase,
    number,
    displayName: '',
    contactId: null,
    startedAt,
    answeredAt: revision > 1 ? startedAt + 4000 : null,
    endedAt: revision > 2 ? startedAt + 64_000 : null,
    muted: false,
    held: false,
    heldByThem: false,
    sipCallId: `${id}@pbx`,
    result: revision > 2 ? 'answer' : null,
    sipStatus: revision > 2 ? 200 : null,
    sipReason: '',
    trouble: null,
    revision,
  }
}

const anyOf = <Item>({ chance }: Life, items: Iterable<Item>): Item | undefined => {
  const list = [...items]
  return list[chance.below(list.length)]
}

export const acknowledgedContacts = ({ world }: Life) => [...world.contacts].filter(([, { acknowledged }]) => acknowledged)

export const addContact = async ({ world, core, chance }: Life) => {
  const id = randomUUID()
  const contact = { number: `+48601${String(chance.below(1_000_000)).padStart(6, '0')}`, acknowledged: false }
  world.contacts.set(id, contact)
  await core.post('/contacts', { id, stage: 'client', name: `Osoba ${id}`, phones: [{ typed: contact.number }] })
  contact.acknowledged = true
}

const writeNote = async ({ world, core }: Life, id: string, of: { contactId?: string; callId?: string }) => {
  const revision = (world.notes.get(id) ?? 0) + 1
  world.notes.set(id, revision - 1)
  await core.post('/notes/write', { id, ...of, text: textOf(id, revision), revision })
  world.notes.set(id, revision)
}

export const typeNote = async (life: Life) => {
  const contactId = anyOf(life, acknowledgedContacts(life))?.[0]
  const id = randomUUID()
  for (let times = 1 + life.chance.below(6); times > 0; times--) await writeNote(life, id, contactId === undefined ? {} : { contactId })
}

export const haveCall = async (life: Life) => {
  const { world, core } = life
  const id = randomUUID()
  const number = anyOf(life, acknowledgedContacts(life))?.[1].number ?? '+48799000111'
  for (const [index] of phases.entries()) {
    world.calls.set(id, index)
    await core.post('/telephony/report', snapshotOf(id, number, index + 1))
    world.calls.set(id, index + 1)
    await writeNote(life, noteIdOfCall(id), { callId: id })
  }
}

/** No two rows bear one number, so that none of them is taken for a duplicate. */
let lastNumber = 0

export const importTable = async ({ world, core, chance, onRows, largestImport }: Life) => {
  const mark = `import ${randomUUID()}`
  const one = { rows: 20 + chance.below(chance.pick([300, 8000, largestImport])), id: null as string | null, acknowledged: false }
  world.imports.set(mark, one)
  const lines = Array.from({ length: one.rows }, (_, row) => {
    lastNumber += 1
    return `Wiersz ${row},+4930${String(lastNumber).padStart(8, '0')},${mark},${mark}`
  })
  const bytes = Buffer.from(`name,phone,comment,tags\n${lines.join('\n')}\n`)
  const { importId } = (await core.post('/imports/begin', { name: 'ludzie.csv', bytes: bytes.length })) as { importId: string }
  one.id = importId
  const piece = 1_000_000
  for (let offset = 0; offset < bytes.length; offset += piece) {
    await core.post('/imports/append', { importId, offset, base64: bytes.subarray(offset, offset + piece).toString('base64') })
  }
  const { mapping } = (await core.post('/imports/preview', { importId })) as { mapping: unknown }
  await core.post('/imports/start', { importId, stage: 'client', mapping })
  let state = 'running'
  let created = 0
  while (state === 'running') {
    await new Promise((resolve) => setTimeout(resolve, 5))
    ;({ state, created } = (await core.post('/imports/progress', { importId })) as { state: string; created: number })
    if (created > 0) onRows(one.rows)
  }
  if (state !== 'done' || created !== one.rows) throw new Error(`An import of ${one.rows} rows ended as ${state} with ${created}`)
  one.acknowledged = true
}

/** Does a thing again and again until the core is killed. What fails before that is told. */
export const untilKilled = async (life: Life, act: (life: Life) => Promise<void>): Promise<string[]> => {
  while (!life.isKilled()) {
    try {
      await act(life)
    } catch (error) {
      return life.isKilled() ? [] : [`${act.name} failed in a core that nobody had killed: ${error}`]
    }
  }
  return []
}
