import { isDeepStrictEqual } from 'node:util'
import { v7 as newId } from 'uuid'
import type { OrganisationTransaction, ServerStore } from '../../src-server/db/store.ts'
import { tagKind } from '../../src-shared/catalogue/catalogue-kinds.ts'
import { putCatalogueItem } from '../../src-shared/catalogue/catalogue-mutators.ts'
import { contactKind } from '../../src-shared/contacts/contact-kind.ts'
import { patchContact } from '../../src-shared/contacts/contact-mutators.ts'
import { testContact } from '../../src-shared/rows/test-documents.ts'
import { taskKind } from '../../src-shared/tasks/task-kind.ts'
import { patchTask } from '../../src-shared/tasks/task-mutators.ts'
import { comesTrue } from './fault.ts'
import { isQuiet, type Machine } from './machine.ts'

const patience = 60_000

interface Scene {
  readonly store: ServerStore
  readonly organisationId: string
  /** Of an older program. */
  readonly machine: Machine
}

/** Documents as a newer program writes them, with fields and a kind that nobody here knows: they pass through an older one unharmed (F6). */
export const newerDocuments = async ({ store, organisationId, machine }: Scene): Promise<string[]> => {
  const broken: string[] = []
  const [id, dealId, phoneId, tagId, taskId] = [newId(), newId(), newId(), newId(), newId()]
  const contact = (points: number) => ({
    ...testContact(id, { responsible: machine.memberId }),
    phones: [{ id: phoneId, type: 'work', typed: '601 234 567', e164: '+48601234567', digits: '48601234567', verified: { by: 'sms' } }],
    loyalty: { points, since: '2031-05-04' },
  })
  const deal = (amount: number) => ({ id: dealId, contactId: id, amount, currency: 'PLN', steps: [{ name: 'oferta', done: true }] })
  const tag = { id: tagId, name: 'VIP', colour: 120, mergedInto: null, createdAt: 1_764_000_000_000, icon: { shape: 'star' } }
  const task = {
    id: taskId,
    type: 'task',
    title: 'Oddzwonić',
    startsAt: null,
    responsible: machine.memberId,
    contactIds: [id],
    completedAt: null,
    completedBy: null,
    completedComment: '',
    createdAt: 1_764_000_000_000,
    createdBy: machine.memberId,
    reminders: [{ minutes: 15, by: 'mail' }],
  }
  const write = (points: number, amount: number) =>
    store.transact(organisationId, (tx: OrganisationTransaction) => {
      const rows = [
        { kind: contactKind.name, id, root: id, document: contact(points) },
        { kind: 'deal', id: dealId, root: id, document: deal(amount) },
        { kind: tagKind.name, id: tagId, root: tagId, document: tag },
        { kind: taskKind.name, id: taskId, root: id, document: task },
      ].map(({ document, ...row }) => ({ ...row, deleted: false, data: JSON.stringify(document), lookups: [] }))
      return tx.write({ rows, touchedRoots: [], changes: [], clients: [], results: [], sealed: [], commands: [] })
    })
  const documentHere = (rowId: string): unknown => JSON.parse(machine.rows().get(rowId)?.data ?? 'null')
  const documentThere = async (rowId: string): Promise<unknown> =>
    JSON.parse((await store.rows(organisationId, [rowId]))[0]?.data ?? 'null')
  const demand = (what: string, found: unknown, expected: unknown) => {
    if (!isDeepStrictEqual(found, expected)) broken.push(`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`)
  }
  const settle = async () => {
    const settled = await comesTrue(async () => {
      await machine.engine.runNow()
      return isQuiet(machine)
    }, patience)
    if (!settled) broken.push('The older program did not come to rest')
  }

  await write(7, 1200)
  await settle()
  demand('A client with unknown fields came to an older program as', documentHere(id), contact(7))
  demand('A row of an unknown kind came to an older program as', documentHere(dealId), deal(1200))

  demand('A tag with unknown fields came to an older program as', documentHere(tagId), tag)
  demand('A task with unknown fields came to an older program as', documentHere(taskId), task)

  // Edited there, while the newer program goes on with what only it knows.
  machine.write(patchContact, {
    id,
    patch: {
      fields: { city: 'Kraków' },
      phones: { put: [{ id: phoneId, type: 'personal', typed: '601 234 567', e164: null, digits: '1' }], remove: [] },
    },
  })
  await write(9, 1500)
  machine.write(putCatalogueItem, { kind: 'tag', id: tagId, name: 'Ważny', colour: null })
  machine.write(patchTask, { id: taskId, fields: { title: 'Napisać' } })
  await settle()
  const phones = [{ id: phoneId, type: 'personal', typed: '601 234 567', e164: null, digits: '1', verified: { by: 'sms' } }]
  const edited = { ...contact(9), city: 'Kraków', phones }
  demand('After an edit by an older program the server has', await documentThere(id), edited)
  demand('After its edit the older program has', documentHere(id), edited)
  demand('The row of an unknown kind is there', await documentThere(dealId), deal(1500))
  demand('The row of an unknown kind is here', documentHere(dealId), deal(1500))

  demand('After it was renamed by an older program a tag is', await documentThere(tagId), { ...tag, name: 'Ważny', colour: null })
  demand('After it was changed by an older program a task is', await documentThere(taskId), { ...task, title: 'Napisać' })

  // Everything once more, as after a long absence.
  machine.sync.setState({ cursor: null, snapshot: null })
  await settle()
  demand('After a new snapshot the older program has', documentHere(id), edited)
  demand('After a new snapshot the row of an unknown kind is', documentHere(dealId), deal(1500))
  return broken
}
