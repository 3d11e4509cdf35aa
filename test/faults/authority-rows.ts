import { v7 as newId } from 'uuid'
import type { Call } from '../../src-shared/calls/call-kind.ts'
import { contactQuerySchema } from '../../src-shared/contacts/contact-contract.ts'
import type { Contact } from '../../src-shared/contacts/contact-kind.ts'
import { testCall, testContact } from '../../src-shared/rows/test-documents.ts'
import { ownVersions } from '../../src-shared/sync/protocol.ts'
import type { Line, Scene } from './authority-lines.ts'

/** Stands in every row that is made for a table: whoever is refused must not find it in the answer. */
export const secret = 'ściśle-tajne'

export type Scope = 'own client' | 'their client' | 'pool' | 'own pool' | 'own lead' | 'their lead' | 'finished own' | 'finished theirs'

/** Somebody in whose name nobody tries. */
const other = ({ world }: Scene) => world.memberId('adam')

const fieldsOf = (scene: Scene, scope: Scope): Partial<Contact> => {
  const [own, theirs] = [scene.memberId, other(scene)]
  const fresh = { stage: 'lead', leadStatus: 'not_processed', createdBy: theirs } as const
  switch (scope) {
    case 'own client':
      return { responsible: own, createdBy: theirs }
    case 'their client':
      return { responsible: theirs, createdBy: theirs }
    case 'pool':
      return fresh
    case 'own pool':
      return { ...fresh, createdBy: own }
    case 'own lead':
      return { ...fresh, leadStatus: 'in_progress', responsible: own }
    case 'their lead':
      return { ...fresh, leadStatus: 'in_progress', responsible: theirs }
    case 'finished own':
      return { responsible: own, leadStatus: 'finished', createdBy: theirs }
    case 'finished theirs':
      return { responsible: theirs, leadStatus: 'finished', createdBy: theirs }
  }
}

interface Made {
  readonly deleted?: boolean
}

/** A contact of the organisation in which the table is tried; answers with its document. */
export const contact = async (scene: Scene, scope: Scope, { deleted = false }: Made = {}): Promise<Contact> => {
  const document = testContact(newId(), { ...fieldsOf(scene, scope), comment: `${secret} ${scope}` })
  await scene.world.put('contact', document, { deleted })
  return document
}

/** A contact of the stranger's organisation. */
export const contactElsewhere = async (scene: Scene): Promise<Contact> => {
  const { world } = scene
  const document = testContact(newId(), { responsible: world.memberId('stranger'), comment: secret })
  await world.put('contact', document, { organisationId: world.otherOrganisation() })
  return document
}

export const note = async (scene: Scene, author: 'own' | 'theirs', contactId: string | null) => {
  const memberId = author === 'own' ? scene.memberId : other(scene)
  const document = { id: newId(), contactId, callId: null, text: secret, memberId, occurredAt: 1_764_000_000_000, revision: 1, files: [] }
  await scene.world.put('note', document)
  return document
}

export const call = async (scene: Scene, author: 'own' | 'theirs', contactId: string | null): Promise<Call> => {
  const memberId = author === 'own' ? scene.memberId : other(scene)
  const document = testCall(newId(), { contactId, memberId, displayName: secret })
  await scene.world.put('call', document)
  return document
}

/** A task of whoever made it and is to do it. */
export const task = async (scene: Scene, author: 'own' | 'theirs' | 'for me', contactId: string | null) => {
  const document = {
    id: newId(),
    type: 'task' as const,
    title: secret,
    startsAt: null,
    responsible: author === 'theirs' ? other(scene) : scene.memberId,
    contactIds: contactId === null ? [] : [contactId],
    completedAt: null,
    completedBy: null,
    completedComment: '',
    createdAt: 1_764_000_000_000,
    createdBy: author === 'own' ? scene.memberId : other(scene),
  }
  await scene.world.put('task', document)
  return document
}

/** Something to choose from. Its name stands nowhere else: two of one name are refused. */
export const item = async (scene: Scene, kind: 'tag' | 'source' | 'property' | 'status', { deleted = false }: Made = {}) => {
  const id = newId()
  const fields = {
    tag: { colour: null },
    source: { param: 'custom', value: '' },
    property: { type: 'text', options: [], order: 1 },
    status: { key: null, category: 'open', order: 5 },
  } as const
  const document = { id, name: `${secret} ${id}`, mergedInto: null, createdAt: 1_764_000_000_000, ...fields[kind] }
  await scene.world.put(kind, document, { deleted })
  return document
}

export const filter = async (scene: Scene, author: 'own' | 'theirs') => {
  const memberId = author === 'own' ? scene.memberId : other(scene)
  const document = { id: newId(), memberId, name: secret, query: contactQuerySchema.parse({ stage: 'client' }) }
  await scene.world.put('filter', document)
  return document
}

export const importRecord = (memberId: string, stage: Contact['stage'] = 'client') => ({
  id: newId(),
  memberId,
  fileName: `${secret}.csv`,
  stage,
  batch: newId(),
  finishedAt: 1_764_000_000_000,
  rows: 3,
  created: 3,
  updated: 0,
  skipped: 0,
  bad: 0,
  undoneAt: null,
  kept: 0,
})

export const imported = async (scene: Scene, author: 'own' | 'theirs') => {
  const document = importRecord(author === 'own' ? scene.memberId : other(scene))
  await scene.world.put('import', document)
  return document
}

/** Sends one mutation from a machine of its own; answers with what became of it. */
export const send = async ({ api }: Scene, name: string, args: unknown): Promise<string> => {
  const mutation = { number: 1, name, args: JSON.stringify(args), batch: newId(), at: Date.now() }
  const output = await api.sync.push({ versions: ownVersions, clientId: newId(), epoch: null, mutations: [mutation] })
  const [result] = output.results
  const word =
    result?.outcome === 'done' ? 'may' : result?.outcome === 'refused' ? (result.error?.code ?? 'refused') : String(result?.outcome)
  return JSON.stringify(output).includes(secret) ? `${word}, and the answer tells secrets` : word
}

/**
 * A line about a mutator. `expected` is for owner, administrator, supervisor, manager, trainee and stranger: the blocked one may do nothing
 * but leave facts under seal, and nobody needs another look.
 */
export const mutation = (
  name: string,
  what: string,
  expected: string,
  argsOf: (scene: Scene) => unknown,
  { fact = false, check }: { readonly fact?: boolean; readonly check?: (scene: Scene, args: never) => Promise<string | null> } = {},
): Line => {
  const words = expected.split(/\s+/)
  return {
    of: name,
    what,
    expected: [...words.slice(0, 5), fact ? 'sealed' : 'blocked', words[5], 'unauthorized'].join(' '),
    begin: async (scene) => {
      const args = await argsOf(scene)
      return async () => {
        const outcome = await send(scene, name, args)
        return outcome === 'may' && check ? ((await check(scene, args as never)) ?? outcome) : outcome
      }
    },
  }
}
