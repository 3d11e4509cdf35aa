import { v7 as newId } from 'uuid'
import { contactQuerySchema } from '../../src-shared/contacts/contact-contract.ts'
import { type Contact, newContactSchema } from '../../src-shared/contacts/contact-kind.ts'
import { testCall, testContact } from '../../src-shared/rows/test-documents.ts'
import { ownVersions } from '../../src-shared/sync/protocol.ts'
import { importRecord } from './authority-rows.ts'
import { type AuthorityWorld, ofSupervisors, type Somebody } from './authority-world.ts'

/** A row, what of it is secret, and who holds it. */
export interface Sight {
  /** Its kind. */
  readonly of: string
  readonly what: string
  readonly id: string
  /** Words that stand in it and in its history, and nowhere else. */
  readonly secrets: readonly string[]
  /**
   * `whole`, `entry` (of the directory), `none`, or `known` (the words, wherever they stand): for owner, administrator, supervisor, manager,
   * trainee and stranger.
   */
  readonly words: string
  /** Where the organisation has no directory; left out: as before, without entries. */
  readonly without?: string
  readonly isDeleted?: boolean
}

type Author = Exclude<Somebody, 'nobody'> | 'adam'

/** @throws Error where it is refused */
export const writeAs = async (world: AuthorityWorld, who: Author, name: string, args: unknown): Promise<void> => {
  const mutation = { number: 1, name, args: JSON.stringify(args), batch: newId(), at: Date.now() }
  const input = { versions: ownVersions, clientId: newId(), epoch: null, mutations: [mutation] }
  const { results } = await world.api(who).sync.push(input)
  if (results[0]?.outcome !== 'done') throw new Error(`${who} could not do ${name}: ${JSON.stringify(results)}`)
}

export const takeLead = (world: AuthorityWorld, who: Somebody, leadId: string): Promise<unknown> =>
  world
    .api(who)
    .leads.take({ versions: ownVersions, clientId: newId(), requestId: newId(), leadId })
    .catch(() => null)

const word = () => `Tajne${newId().replaceAll('-', '')}`

/** Writes rows of every kind as their people would, one by one; each is Adam's but where it says otherwise. */
export const makeSights = async (world: AuthorityWorld, heard: () => Promise<unknown>): Promise<readonly Sight[]> => {
  const sights: Sight[] = []
  const [adam, trainee] = [world.memberId('adam'), world.memberId('trainee')]

  /** Written and then changed: what stood there before stands in the history. */
  const contact = async (what: string, words: string, fields: Partial<Contact>): Promise<string> => {
    const [id, before, after] = [newId(), word(), word()]
    await writeAs(world, 'adam', 'contact.create', newContactSchema.parse(testContact(id, { ...fields, comment: before })))
    await writeAs(world, 'adam', 'contact.patch', { id, patch: { fields: { comment: after } } })
    sights.push({ of: 'contact', what, id, secrets: [before, after], words })
    return id
  }
  const note = async (what: string, words: string, author: Author, about: { contactId?: string; callId?: string }) => {
    const [id, before, after] = [newId(), word(), word()]
    for (const [at, text] of [before, after].entries()) {
      await writeAs(world, author, 'note.write', { id, contactId: null, callId: null, text, revision: at + 1, ...about })
    }
    sights.push({ of: 'note', what, id, secrets: [before, after], words })
  }
  const call = async (what: string, words: string, author: Author, contactId: string | null): Promise<string> => {
    const [id, displayName] = [newId(), word()]
    const { memberId: _, ...report } = testCall(id, { contactId, displayName })
    await writeAs(world, author, 'call.record', report)
    sights.push({ of: 'call', what, id, secrets: [displayName], words })
    return id
  }

  /** Said once, and then in other words. */
  const twice = async (
    of: string,
    what: string,
    words: string,
    author: Author,
    mutation: string,
    argsOf: (id: string, text: string) => unknown,
    again?: readonly [string, (id: string, text: string) => unknown],
  ) => {
    const [id, before, after] = [newId(), word(), word()]
    await writeAs(world, author, mutation, argsOf(id, before))
    await writeAs(world, author, again?.[0] ?? mutation, (again?.[1] ?? argsOf)(id, after))
    sights.push({ of, what, id, secrets: [before, after], words })
  }
  const task = (what: string, words: string, responsible: string, contactIds: readonly string[]) =>
    twice(
      'task',
      what,
      words,
      'adam',
      'task.create',
      (id, title) => ({ id, type: 'task', title, startsAt: null, responsible, contactIds }),
      ['task.patch', (id, title) => ({ id, fields: { title } })],
    )

  const name = word()
  const lead = { stage: 'lead', leadStatus: 'in_progress' } as const
  const ofTrainee = await contact('the client of the trainee', 'whole whole entry whole whole none', { responsible: trainee })
  const hidden = await contact('a client of somebody else', 'whole whole entry whole entry none', { responsible: adam, name })
  await contact('a client for whom nobody is responsible', 'whole whole entry whole entry none', { responsible: null })
  const pool = await contact('a lead of the pool', 'whole whole whole whole whole none', { ...lead, responsible: null })
  await contact('the lead of the trainee', 'whole whole whole whole whole none', { ...lead, responsible: trainee })
  const theirLead = await contact('a lead of somebody else', 'whole whole whole whole entry none', { ...lead, responsible: adam })
  const [gone, text] = [newId(), word()]
  await writeAs(world, 'adam', 'contact.create', newContactSchema.parse(testContact(gone, { responsible: adam, comment: text })))
  await writeAs(world, 'adam', 'contact.delete', { ids: [gone] })
  const words = 'whole whole none whole none none'
  sights.push({ of: 'contact', what: 'a deleted client of somebody else', id: gone, secrets: [text], words, isDeleted: true })
  sights.push({
    of: 'directory',
    what: 'the name of a client of somebody else',
    id: hidden,
    secrets: [name],
    words: 'known known known known known none',
    without: 'known known none known none none',
  })

  await note('about a client of somebody else', 'whole whole none whole none none', 'adam', { contactId: hidden })
  await note('of the trainee about a client of somebody else', 'whole whole none whole whole none', 'trainee', { contactId: hidden })
  await note('about the client of the trainee', 'whole whole none whole whole none', 'adam', { contactId: ofTrainee })
  await note('about a lead of the pool', 'whole whole whole whole whole none', 'adam', { contactId: pool })
  await note('about a lead of somebody else', 'whole whole whole whole none none', 'adam', { contactId: theirLead })
  await note('about a contact that is not there', 'whole whole none whole none none', 'adam', { contactId: newId() })
  await note('about nothing', 'whole whole none whole none none', 'adam', {})

  await call('with a client of somebody else', 'whole whole none whole none none', 'adam', hidden)
  await call('with a lead of the pool', 'whole whole whole whole whole none', 'adam', pool)
  await call('with the client of the trainee', 'whole whole none whole whole none', 'adam', ofTrainee)
  await call('with a lead of somebody else', 'whole whole none whole none none', 'adam', theirLead)
  await call('of the trainee with a client of somebody else', 'whole whole none whole whole none', 'trainee', hidden)
  const unassigned = await call('with nobody knows whom', 'whole whole none whole none none', 'adam', null)
  await note('of a call with nobody knows whom', 'whole whole none whole none none', 'adam', { callId: unassigned })

  await task('about a client of somebody else', 'whole whole none whole none none', adam, [hidden])
  await task('for the trainee, about a client of somebody else', 'whole whole none whole whole none', trainee, [hidden])
  await task('about the client of the trainee, and another one', 'whole whole none whole whole none', adam, [ofTrainee, hidden])
  await task('about a lead of the pool', 'whole whole whole whole whole none', adam, [pool])
  await task('about nothing', 'whole whole none whole none none', adam, [])

  const everybody = 'whole whole whole whole whole none'
  const put = (kind: string, fields: object) =>
    twice(kind, 'to choose from', everybody, 'adam', 'catalogue.put', (id, text) => ({ kind, id, name: text, ...fields }))
  await put('tag', { colour: null })
  await put('source', { param: 'custom', value: '' })
  await put('property', { type: 'text', options: [], order: 1 })
  await put('status', { key: null, category: 'open', order: 5 })

  // Not even whoever sees everything has them; imports are taken back by administrators too.
  const query = contactQuerySchema.parse({ stage: 'client' })
  const save = (what: string, words: string, author: Author) =>
    twice('filter', what, words, author, 'filter.save', (id, text) => ({ id, name: text, query }))
  await save('of somebody else', 'none none none none none none', 'adam')
  await save('of the trainee', 'none none none none whole none', 'trainee')
  const [record, fileName] = [importRecord(adam), word()]
  await writeAs(world, 'adam', 'import.record', { ...record, fileName })
  sights.push({ of: 'import', what: 'of somebody else', id: record.id, secrets: [fileName], words: 'whole whole none none none none' })

  const [position, group, crm] = [word(), word(), word()]
  await writeAs(world, 'adam', 'member.patch', { id: adam, fields: { position } })
  sights.push({ of: 'member', what: 'a colleague', id: adam, secrets: [position], words: everybody })
  // Told in one page with what decides over rights it would not be told along.
  await heard()
  await world.api('owner').groups.save({ id: world.supervisors, name: group, permissions: [...ofSupervisors] })
  sights.push({ of: 'group', what: 'a group', id: world.supervisors, secrets: [group], words: everybody })
  await writeAs(world, 'owner', 'workspace.patch', { id: world.organisation(), fields: { name: crm } })
  sights.push({ of: 'workspace', what: 'the CRM', id: world.organisation(), secrets: [crm], words: everybody })

  const [id, comment] = [newId(), word()]
  await writeAs(world, 'stranger', 'contact.create', newContactSchema.parse(testContact(id, { comment })))
  sights.push({ of: 'contact', what: 'of another organisation', id, secrets: [comment], words: 'none none none none none whole' })
  return sights
}
