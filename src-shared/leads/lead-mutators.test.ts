import { v7 as newId } from 'uuid'
import { beforeEach, describe, expect, it } from 'vitest'
import { statusKind } from '../catalogue/catalogue-kinds.ts'
import { mergeCatalogueItems, putCatalogueItem } from '../catalogue/catalogue-mutators.ts'
import { statusRowId } from '../catalogue/lead-statuses.ts'
import { type Contact, contactKind } from '../contacts/contact-kind.ts'
import { emptyRows, testContact } from '../rows/test-documents.ts'
import type { Overlay } from '../rows/transaction.ts'
import { finishLead, giveBackLead, reopenLead, setLeadStatus, takeLead } from './lead-mutators.ts'

const [id, other] = [newId(), newId()]
const me = { memberId: newId(), now: Date.UTC(2026, 10, 23, 12) }

let tx: Overlay
const given = (change: Partial<Contact>) => tx.put(contactKind, testContact(id, { stage: 'lead', leadStatus: 'not_processed', ...change }))
const lead = () => tx.get(contactKind, id)
const refused = (code: string) => expect.objectContaining({ code })

beforeEach(() => {
  tx = emptyRows()
})

describe('a lead', () => {
  it('S7.1 of the pool is taken once; the second hears who has it, and taking one’s own changes nothing', () => {
    given({})
    takeLead.run(tx, { id }, me)
    expect(lead()).toMatchObject({ responsible: me.memberId, leadStatus: 'in_progress' })
    takeLead.run(tx, { id }, me)
    expect(() => takeLead.run(tx, { id }, { ...me, memberId: other })).toThrow(
      expect.objectContaining({ code: 'taken', problems: [{ path: 'responsible', rule: me.memberId }] }),
    )
  })

  it('that became a client meanwhile cannot be taken', () => {
    given({ stage: 'client', responsible: null })
    expect(() => takeLead.run(tx, { id }, me)).toThrow(refused('taken'))
  })

  it('given back is nobody’s and unprocessed', () => {
    given({ responsible: me.memberId, leadStatus: 'in_progress' })
    giveBackLead.run(tx, { id }, me)
    expect(lead()).toMatchObject({ responsible: null, leadStatus: 'not_processed' })
  })

  it('S7.4 finished becomes a client of whoever had it, or is unsuitable with a reason; either can be reopened', () => {
    given({ responsible: other })
    finishLead.run(tx, { id, as: 'client' }, me)
    expect(lead()).toMatchObject({ stage: 'client', type: 'client', responsible: other, leadStatus: 'finished' })
    reopenLead.run(tx, { id }, me)
    expect(lead()).toMatchObject({ stage: 'lead', leadStatus: 'in_progress', responsible: other })
    finishLead.run(tx, { id, as: 'unsuitable', reason: 'Ma już dostawcę' }, me)
    expect(lead()).toMatchObject({ stage: 'lead', leadStatus: 'unsuitable', unsuitableReason: 'Ma już dostawcę' })
    reopenLead.run(tx, { id }, me)
    expect(lead()).toMatchObject({ leadStatus: 'in_progress', unsuitableReason: '' })
  })

  it('finished out of the pool is of whoever finished it', () => {
    given({})
    finishLead.run(tx, { id, as: 'client' }, me)
    expect(lead()?.responsible).toBe(me.memberId)
  })

  it('that is worked on cannot be reopened, and a client cannot be finished or given back', () => {
    given({ responsible: me.memberId, leadStatus: 'in_progress' })
    expect(() => reopenLead.run(tx, { id }, me)).toThrow(refused('conflict'))
    given({ stage: 'client', leadStatus: null })
    expect(() => finishLead.run(tx, { id, as: 'client' }, me)).toThrow(refused('conflict'))
    expect(() => giveBackLead.run(tx, { id }, me)).toThrow(refused('conflict'))
    expect(() => takeLead.run(tx, { id: other }, me)).toThrow(refused('not_found'))
  })
})

describe('S7.5 the status of a lead', () => {
  const set = (status: string) => setLeadStatus.run(tx, { id, status }, me)
  const own = () => {
    const statusId = newId()
    putCatalogueItem.run(tx, { kind: 'status', id: statusId, name: statusId, key: null, category: 'open', order: 5 }, me)
    return statusId
  }

  it('is one that every workspace has, under its name, or one of its own, under its id', () => {
    given({ responsible: me.memberId })
    set('deferred')
    expect(lead()?.leadStatus).toBe('deferred')
    set(statusRowId('in_progress'))
    expect(lead()?.leadStatus).toBe('in_progress')
    const offer = own()
    set(offer)
    expect(lead()?.leadStatus).toBe(offer)
  })

  it('that was merged away leads to what stands for it; one that is nowhere leads nowhere', () => {
    given({ responsible: me.memberId })
    const offer = own()
    mergeCatalogueItems.run(tx, { kind: 'status', ids: [offer], into: statusRowId('deferred') }, me)
    set(offer)
    expect(lead()?.leadStatus).toBe('deferred')
    expect(() => set(newId())).toThrow(refused('not_found'))
    tx.delete(statusKind, offer)
    expect(() => set(offer)).toThrow(refused('not_found'))
  })

  it('is no way to end the work, and changes nothing where the work has ended', () => {
    given({ responsible: me.memberId })
    for (const status of ['finished', 'unsuitable']) expect(() => set(status)).toThrow(refused('bad_input'))
    for (const ended of [{ leadStatus: 'unsuitable' }, { stage: 'client', leadStatus: 'finished' }] as const) {
      given(ended)
      expect(() => set('deferred')).toThrow(refused('conflict'))
    }
  })
})
