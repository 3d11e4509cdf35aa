import { v7 as newId } from 'uuid'
import { newContactSchema } from '../../src-shared/contacts/contact-kind.ts'
import { testCall, testContact } from '../../src-shared/rows/test-documents.ts'
import type { Line, Scene } from './authority-lines.ts'
import { call, contact, contactElsewhere, mutation, note, type Scope } from './authority-rows.ts'

const fresh = (change: Parameters<typeof testContact>[1]) => newContactSchema.parse(testContact(newId(), change))

const idOf = (scope: Scope) => async (scene: Scene) => ({ id: (await contact(scene, scope)).id })
const elsewhere = async (scene: Scene) => ({ id: (await contactElsewhere(scene)).id })
const patch = (scope: Scope) => async (scene: Scene) => ({ ...(await idOf(scope)(scene)), patch: { fields: { city: 'Łódź' } } })
const ids = (scope: Scope) => async (scene: Scene) => ({ ids: [(await contact(scene, scope)).id] })
const finish = (scope: Scope) => async (scene: Scene) => ({ id: (await contact(scene, scope)).id, as: 'client' })
const unsuitable = (scope: Scope) => async (scene: Scene) => ({ id: (await contact(scene, scope)).id, as: 'unsuitable', reason: 'Pomyłka' })

const newNote = (contactId: string | null, more = {}) => ({
  id: newId(),
  contactId,
  callId: null,
  text: 'Prosi o ofertę',
  revision: 1,
  ...more,
})

const report = (change: Parameters<typeof testCall>[1]) => {
  const { memberId: _, ...rest } = testCall(newId(), change)
  return rest
}

/** Later than what is there, of whoever it is. */
const reportAgain = (author: 'own' | 'theirs', scope: Scope) => async (scene: Scene) => {
  const { memberId: _, ...known } = await call(scene, author, (await contact(scene, scope)).id)
  return { ...known, revision: 2, result: 'failed' }
}

const writeAgain = (author: 'own' | 'theirs', scope: Scope) => async (scene: Scene) => {
  const { id } = await note(scene, author, (await contact(scene, scope)).id)
  return { ...newNote(null), id, revision: 2 }
}

const deleteNote = (author: 'own' | 'theirs', scope: Scope) => async (scene: Scene) => ({
  id: (await note(scene, author, (await contact(scene, scope)).id)).id,
})

const assign = (author: 'own' | 'theirs', from: Scope, to: Scope) => async (scene: Scene) => ({
  id: (await call(scene, author, (await contact(scene, from)).id)).id,
  contactId: (await contact(scene, to)).id,
})

const closeLost = (author: 'own' | 'theirs', scope: Scope) => async (scene: Scene) => ({
  id: (await call(scene, author, (await contact(scene, scope)).id)).id,
  endedAt: Date.now(),
})

/** What was written bears the name of who was signed in, whatever else the arguments say. */
const isTheirs = async ({ world, memberId, who }: Scene, { id }: { readonly id: string }) => {
  const row = await world.rowOf(id, who === 'stranger' ? world.otherOrganisation() : world.organisation())
  return JSON.parse(row?.data ?? '{}').memberId === memberId ? null : 'it bears the name of somebody else'
}

/** The mutators of contacts and leads. Who tries: owner, administrator, supervisor, manager, trainee, stranger. */
const ofContacts: readonly Line[] = [
  mutation('contact.create', 'a client', 'may may may may may may', () => fresh({ stage: 'client' })),
  mutation('contact.create', 'a lead', 'may may may may may may', () => fresh({ stage: 'lead' })),
  mutation('contact.create', 'over the client of somebody else', 'conflict conflict conflict conflict conflict may', async (scene) => ({
    ...fresh({ stage: 'client' }),
    id: (await contact(scene, 'their client')).id,
  })),
  mutation('contact.create', 'over a deleted client', 'conflict conflict conflict conflict conflict may', async (scene) => ({
    ...fresh({ stage: 'client' }),
    id: (await contact(scene, 'their client', { deleted: true })).id,
  })),
  mutation('contact.import', 'clients', 'may may forbidden may forbidden may', () => ({ contacts: [fresh({ stage: 'client' })] })),
  mutation('contact.import', 'leads', 'may may forbidden may forbidden may', () => ({ contacts: [fresh({ stage: 'lead' })] })),
  mutation('contact.import', 'leads among clients', 'may may forbidden may forbidden may', () => ({
    contacts: [fresh({ stage: 'client' }), fresh({ stage: 'lead' })],
  })),
  mutation('contact.patch', 'own client', 'may may may may may not_found', patch('own client')),
  mutation('contact.patch', 'client of somebody else', 'may may not_found may not_found not_found', patch('their client')),
  mutation('contact.patch', 'lead of the pool', 'may may may may may not_found', patch('pool')),
  mutation('contact.patch', 'own lead', 'may may may may may not_found', patch('own lead')),
  mutation('contact.patch', 'lead of somebody else', 'may may forbidden forbidden not_found not_found', patch('their lead')),
  mutation('contact.patch', 'client of another organisation', 'not_found not_found not_found not_found not_found may', async (scene) => ({
    ...(await elsewhere(scene)),
    patch: { fields: { city: 'Łódź' } },
  })),
  mutation(
    'contact.patch',
    'oneself made responsible for the client of somebody else',
    'may may not_found may not_found not_found',
    async (scene) => ({
      ...(await idOf('their client')(scene)),
      patch: { fields: { responsible: scene.memberId } },
    }),
  ),
  mutation('contact.delete', 'own client', 'may may forbidden may forbidden not_found', ids('own client')),
  mutation('contact.delete', 'client of somebody else', 'may may not_found may not_found not_found', ids('their client')),
  mutation('contact.delete', 'lead of the pool', 'may may may forbidden forbidden not_found', ids('pool')),
  mutation('contact.delete', 'lead of the pool that one has made', 'may may may may may not_found', ids('own pool')),
  mutation('contact.delete', 'own lead', 'may may may may may not_found', ids('own lead')),
  mutation('contact.delete', 'lead of somebody else', 'may may may forbidden not_found not_found', ids('their lead')),
  mutation(
    'contact.delete',
    'own lead and the client of somebody else at once',
    'may may not_found may not_found not_found',
    async (scene) => ({
      ids: [(await contact(scene, 'own lead')).id, (await contact(scene, 'their client')).id],
    }),
  ),
  mutation('contact.delete', 'client of another organisation', 'not_found not_found not_found not_found not_found may', async (scene) => ({
    ids: [(await contactElsewhere(scene)).id],
  })),
  mutation('lead.take', 'of the pool', 'may may may may may not_found', idOf('pool')),
  mutation('lead.take', 'of somebody else', 'taken taken taken taken taken not_found', idOf('their lead')),
  mutation('lead.give-back', 'own', 'may may may may may not_found', idOf('own lead')),
  mutation('lead.give-back', 'of somebody else', 'may may forbidden forbidden not_found not_found', idOf('their lead')),
  mutation('lead.finish', 'own, as a client', 'may may may may may not_found', finish('own lead')),
  mutation('lead.finish', 'of the pool, as unsuitable', 'may may may may may not_found', unsuitable('pool')),
  mutation('lead.finish', 'of somebody else, as a client', 'may may forbidden forbidden not_found not_found', finish('their lead')),
  mutation('lead.reopen', 'own client', 'may may forbidden may forbidden not_found', idOf('finished own')),
  mutation('lead.reopen', 'client of somebody else', 'may may not_found may not_found not_found', idOf('finished theirs')),
]

/** Notes and calls. Facts that somebody adds are always taken, whoever has the contact; under seal where they are blocked (I9). */
const ofFacts: readonly Line[] = [
  mutation('note.write', 'about own client', 'may may may may may may', async (scene) => newNote((await contact(scene, 'own client')).id), {
    fact: true,
  }),
  mutation(
    'note.write',
    'about the client of somebody else',
    'may may may may may may',
    async (scene) => newNote((await contact(scene, 'their client')).id),
    {
      fact: true,
    },
  ),
  mutation(
    'note.write',
    'about the lead of somebody else',
    'may may may may may may',
    async (scene) => newNote((await contact(scene, 'their lead')).id),
    {
      fact: true,
    },
  ),
  mutation(
    'note.write',
    'about a contact of another organisation',
    'may may may may may may',
    async (scene) => newNote((await contactElsewhere(scene)).id),
    {
      fact: true,
    },
  ),
  mutation(
    'note.write',
    'in the name of somebody else',
    'may may may may may may',
    (scene) => newNote(null, { memberId: scene.world.memberId('adam') }),
    {
      fact: true,
      check: isTheirs,
    },
  ),
  mutation('note.write', 'anew, own, on the client of somebody else', 'may may may may may may', writeAgain('own', 'their client'), {
    fact: true,
  }),
  mutation('note.write', 'anew, of somebody else, hidden', 'may may not_found may not_found may', writeAgain('theirs', 'their client'), {
    fact: true,
  }),
  mutation(
    'note.write',
    'anew, of somebody else, on a lead of others',
    'may may may may not_found may',
    writeAgain('theirs', 'their lead'),
    { fact: true },
  ),
  mutation('note.delete', 'own, on the client of somebody else', 'may may may may may not_found', deleteNote('own', 'their client')),
  mutation('note.delete', 'of somebody else, on own client', 'may may may may may not_found', deleteNote('theirs', 'own client')),
  mutation('note.delete', 'of somebody else, hidden', 'may may not_found may not_found not_found', deleteNote('theirs', 'their client')),
  mutation(
    'call.record',
    'with the client of somebody else',
    'may may may may may may',
    async (scene) => report({ contactId: (await contact(scene, 'their client')).id }),
    {
      fact: true,
      check: isTheirs,
    },
  ),
  mutation(
    'call.record',
    'in the name of somebody else',
    'may may may may may may',
    (scene) => ({ ...report({}), memberId: scene.world.memberId('adam') }),
    {
      fact: true,
      check: isTheirs,
    },
  ),
  mutation('call.record', 'own, further', 'may may may may may may', reportAgain('own', 'their client'), { fact: true }),
  mutation(
    'call.record',
    'over that of somebody else, in the pool',
    'may may forbidden forbidden forbidden may',
    reportAgain('theirs', 'pool'),
    {
      fact: true,
    },
  ),
  mutation(
    'call.record',
    'over that of somebody else, hidden',
    'may may not_found forbidden not_found may',
    reportAgain('theirs', 'their client'),
    {
      fact: true,
    },
  ),
  mutation('call.assign', 'own', 'may may may may may not_found', assign('own', 'their client', 'own client')),
  mutation('call.assign', 'of somebody else, in the pool', 'may may may may may not_found', assign('theirs', 'pool', 'own client')),
  mutation(
    'call.assign',
    'of somebody else, hidden, to oneself',
    'may may not_found may not_found not_found',
    assign('theirs', 'their client', 'own client'),
  ),
  mutation('call.create-contact', 'of an own call', 'may may may may may not_found', async (scene) => ({
    id: (await call(scene, 'own', null)).id,
    contact: fresh({ stage: 'lead' }),
  })),
  mutation('call.create-contact', 'of a call of somebody else', 'may may not_found may not_found not_found', async (scene) => ({
    id: (await call(scene, 'theirs', null)).id,
    contact: fresh({ stage: 'lead', responsible: scene.memberId }),
  })),
  mutation('call.close-lost', 'own', 'may may may may may may', closeLost('own', 'their client'), { fact: true }),
  mutation('call.close-lost', 'of somebody else, in the pool', 'may may forbidden forbidden forbidden may', closeLost('theirs', 'pool'), {
    fact: true,
  }),
  mutation(
    'call.close-lost',
    'of somebody else, hidden',
    'may may not_found forbidden not_found may',
    closeLost('theirs', 'their client'),
    { fact: true },
  ),
]

export const rowLines: readonly Line[] = [...ofContacts, ...ofFacts]
