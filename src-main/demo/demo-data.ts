import { v7 } from 'uuid'
import type { CallResult } from '../../src-shared/calls/call-kind.ts'
import { recordCall } from '../../src-shared/calls/call-mutators.ts'
import { putCatalogueItem } from '../../src-shared/catalogue/catalogue-mutators.ts'
import { contactTypes, positions } from '../../src-shared/contacts/contact-kind.ts'
import { createContact } from '../../src-shared/contacts/contact-mutators.ts'
import { fold } from '../../src-shared/lib/fold.ts'
import { writeNote } from '../../src-shared/notes/note-mutators.ts'
import { createTask } from '../../src-shared/tasks/task-mutators.ts'
import { addMember } from '../../src-shared/team/team-mutators.ts'
import { completeContact } from '../contacts/contact-service.ts'
import { readNumber } from '../telephony/identify.ts'
import type { Workspace } from '../workspace.ts'
import { demoCatalogue, demoTasks } from './demo-catalogue.ts'
import { cities, companyForms, companyWords, firstNames, lastNames, notes, streets } from './demo-words.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** Chance that comes out the same each time: mulberry32. */
const createChance = (seed: number) => {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const below = (limit: number) => Math.floor(next() * limit)
  const pick = <Item>(list: readonly Item[]): Item => list[below(list.length)] as Item
  const id = (at: number) => v7({ msecs: at, random: Uint8Array.from({ length: 16 }, () => below(256)) })
  return { next, below, pick, id }
}

type Chance = ReturnType<typeof createChance>

const phoneOf = (chance: Chance, index: number): string => {
  if (index % 17 === 5) return `+49 30 ${9_000_000 + chance.below(900_000)}`
  if (index % 23 === 9) return `+380 44 ${2_000_000 + chance.below(900_000)}`
  if (index % 4 === 1) return `+48 ${chance.pick(['22', '32', '61', '12', '18'])} ${5_000_000 + chance.below(900_000)}`
  return `+48 ${chance.pick(['601', '502', '790', '509', '666', '600', '512', '604', '533', '575'])} ${String(chance.below(1_000_000)).padStart(6, '0')}`
}

const countryOf = (phone: string) => (phone.startsWith('+49') ? 'DE' : phone.startsWith('+380') ? 'UA' : 'PL')

const contactPersonOf = (chance: Chance, index: number) => ({
  name: `${chance.pick(firstNames)} ${chance.pick(lastNames)}`,
  position: chance.pick(positions.filter((position) => position !== 'custom')),
  title: '',
  phone: index % 3 === 0 ? null : phoneOf(chance, 0),
  email: null,
})

/** Sixty characters: the longest name that a list must bear. */
const longestCompany = 'Przedsiębiorstwo Wielobranżowe Kołodziejczyk i Wspólnicy s.c.'

const personOf = (chance: Chance, index: number, at: number, responsible: string) => {
  const isCompany = index % 6 === 4
  const employer = index % 3 === 0 ? '' : `${chance.pick(companyWords)}${chance.pick(companyForms)}`
  const person = `${chance.pick(firstNames)} ${chance.pick(lastNames)}${index % 11 === 3 ? `-${chance.pick(lastNames)}` : ''}`
  const name = index === 4 ? longestCompany : isCompany ? `${chance.pick(companyWords)} ${chance.pick(cities)[0]}` : person
  const [city, zip] = chance.pick(cities)
  const phones = [phoneOf(chance, index), ...(index % 5 === 2 ? [phoneOf(chance, index + 1)] : [])]
  return {
    id: chance.id(at),
    stage: index % 13 === 7 ? ('lead' as const) : ('client' as const),
    name,
    company: isCompany ? '' : employer,
    status: isCompany ? ('company' as const) : ('individual' as const),
    type: contactTypes[[0, 1, 1, 1, 0, 2, 1, 3][index % 8] as number],
    country: countryOf(phones[0] as string),
    city,
    zip,
    address: `${chance.pick(streets)} ${1 + chance.below(80)}`,
    responsible: index % 13 === 7 && index % 2 === 0 ? null : responsible,
    phones: phones.map((typed, place) => ({ id: chance.id(at), type: place === 0 ? ('personal' as const) : ('work' as const), typed })),
    emails:
      index % 4 === 3
        ? []
        : [
            {
              id: chance.id(at),
              type: 'email_work' as const,
              address: `${fold(name)
                .replace(/[^a-z]+/g, '.')
                .replace(/^\.|\.$/g, '')}${index}@poczta.example`,
            },
          ],
    messengers: [],
    persons: isCompany ? [contactPersonOf(chance, index), ...(index % 4 === 0 ? [contactPersonOf(chance, index + 1)] : [])] : [],
  }
}

/** The client who calls on the practice line, and stands first in every picture. */
const heroOf = (chance: Chance, at: number, responsible: string) => ({
  ...personOf(chance, 0, at, responsible),
  stage: 'client' as const,
  name: 'Katarzyna Wójcik-Lewandowska',
  company: 'Meblopol Sp. z o.o.',
  type: 'client' as const,
  country: 'PL',
  city: 'Gliwice',
  zip: '44-100',
  address: 'ul. Zwycięstwa 14',
  phones: [
    { id: chance.id(at), type: 'personal' as const, typed: '+48 601 234 567' },
    { id: chance.id(at), type: 'work' as const, typed: '+48 32 640 11 90' },
  ],
  emails: [{ id: chance.id(at), type: 'email_work' as const, address: 'k.wojcik@meblopol.example' }],
})

const outcomes: readonly { readonly result: CallResult; readonly sipStatus: number; readonly answered: boolean }[] = [
  { result: 'answer', sipStatus: 200, answered: true },
  { result: 'answer', sipStatus: 200, answered: true },
  { result: 'answer', sipStatus: 200, answered: true },
  { result: 'noanswer', sipStatus: 480, answered: false },
  { result: 'busy', sipStatus: 486, answered: false },
]

/** What was written of her, the newest first. */
const heroStory = [notes[1], notes[3], notes[6], notes[0], notes[2]]

/** Fills an empty workspace with two thousand people and a busy week. Where there are contacts already, nothing is done. */
export const fillDemo = (workspace: Workspace, now: number, size = 2000): void => {
  const { store, deviceId } = workspace
  if (store.database.prepare('select 1 from contact limit 1').get()) return
  const chance = createChance(20261123)
  const me = workspace.me()
  const colleague = { ...me, id: chance.id(now - 90 * day), name: 'Tomasz Kot', extension: '105', position: 'Sprzedaż' }
  const country = 'PL'
  const refuse = (_index: number, error: Error) => {
    throw error
  }
  const by = (at: number, memberId = me.id) => ({ memberId, now: at })
  store.mutate(addMember, colleague, by(now - 90 * day), chance.id(now))
  // Chance of its own, so that the people stay who they are.
  const catalogueChance = createChance(7)
  const catalogue = demoCatalogue(() => catalogueChance.id(now - 90 * day))
  store.mutateMany(putCatalogueItem, catalogue.items, by(now - 90 * day), chance.id(now), refuse)

  const begun = now - 60 * day
  const people = Array.from({ length: size }, (_, index) => {
    const at = begun + Math.floor((index / size) * 60 * day)
    const responsible = index % 5 < 3 ? me.id : colleague.id
    const input = index === 0 ? heroOf(chance, at, me.id) : personOf(chance, index, at, responsible)
    const contact = completeContact({ ...input, ...catalogue.chosenBy(index, input.stage) }, { memberId: responsible, country }, 'manual')
    return { at, contact }
  })
  // A batch has one time: small ones spread the days on which people were added.
  for (let from = 0; from < people.length; from += 8) {
    const some = people.slice(from, from + 8)
    store.mutateMany(
      createContact,
      some.map(({ contact }) => contact),
      by(some[0]?.at ?? now),
      chance.id(now),
      refuse,
    )
  }

  const calls = Array.from({ length: 420 }, (_, index) => {
    const { contact } = index % 60 === 0 ? (people[0] as (typeof people)[number]) : chance.pick(people)
    const startedAt = now - Math.floor((index / 420) * 7 * day) - chance.below(40 * minute) - 10 * minute
    const outcome = chance.pick(outcomes)
    const direction = chance.next() < 0.4 ? ('incoming' as const) : ('outgoing' as const)
    const ringing = 3000 + chance.below(15_000)
    const answeredAt = outcome.answered ? startedAt + ringing : null
    return {
      id: chance.id(startedAt),
      contactId: contact.id,
      deviceId,
      direction,
      number: readNumber(contact.phones[0]?.typed ?? '', country),
      displayName: '',
      startedAt,
      answeredAt,
      endedAt: (answeredAt ?? startedAt + ringing) + (outcome.answered ? 20_000 + chance.below(700_000) : 0),
      result: direction === 'incoming' && !outcome.answered ? ('noanswer' as const) : outcome.result,
      sipStatus: direction === 'incoming' && !outcome.answered ? 487 : outcome.sipStatus,
      sipReason: '',
      sipCallId: null,
      revision: 1,
    }
  })
  store.mutateMany(recordCall, calls, by(now), chance.id(now), refuse)

  const answered = calls.filter((call) => call.answeredAt !== null)
  const hero = people[0]?.contact.id
  const heroCalls = answered.filter((call) => call.contactId === hero)
  const written = answered.flatMap((call, index) => {
    if (call.contactId === hero) return [{ call, text: heroStory[heroCalls.indexOf(call) % heroStory.length] ?? notes[1] }]
    return index % 2 === 0 ? [{ call, text: chance.pick(notes) }] : []
  })
  store.mutateMany(
    writeNote,
    written.map(({ call, text }) => ({
      id: chance.id(call.startedAt),
      contactId: null,
      callId: call.id,
      text,
      occurredAt: (call.answeredAt ?? 0) + minute,
      revision: 1,
    })),
    by(now),
    chance.id(now),
    refuse,
  )

  const today = new Date(now).setHours(0, 0, 0, 0)
  const tasks = demoTasks.flatMap((task, index) => {
    const about = [index === 0 ? 0 : index * 7, index * 7 + 3].map((place) => people[place]?.contact)
    return about.flatMap((contact) =>
      contact
        ? [
            {
              id: catalogueChance.id(now - day),
              type: 'task' as const,
              title: task.title,
              startsAt: today + task.day * day + task.hour * hour,
              responsible: contact.responsible ?? me.id,
              contactIds: [contact.id],
            },
          ]
        : [],
    )
  })
  store.mutateMany(createTask, tasks, by(now - day), chance.id(now), refuse)
}
