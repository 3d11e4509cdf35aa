import { v7 } from 'uuid'
import { completeContact } from '../../src-main/contacts/contact-service.ts'
import { cities, companyForms, companyWords, firstNames, lastNames, streets } from '../../src-main/demo/demo-words.ts'
import { fold } from '../../src-shared/lib/fold.ts'
import { createChance } from './chance.ts'
import { chosenOf } from './choices.ts'

const begun = Date.UTC(2024, 0, 1)
const minute = 60_000

const endings = ['', '', '', 'ak', 'ek', 'czyk', 'owicz', 'ewicz', 'iuk', 'an', 'ko', 'el'] as const
const onsets = [
  'Ba',
  'Bo',
  'Cie',
  'Dą',
  'Do',
  'Fra',
  'Gło',
  'Gra',
  'Ja',
  'Ka',
  'Kło',
  'Krzy',
  'Le',
  'Ło',
  'Ma',
  'Mo',
  'Nie',
  'Pa',
  'Prze',
  'Ra',
] as const
const middles = [
  'ber',
  'bor',
  'chal',
  'dal',
  'gor',
  'kow',
  'lec',
  'łas',
  'mar',
  'nar',
  'piór',
  'ral',
  'siń',
  'szar',
  'tkow',
  'wer',
  'zdan',
  'źdź',
] as const

/** Half of the surnames are the common ones, the others so many that most stand on few people, as in a real register. */
const surnameOf = (chance: ReturnType<typeof createChance>): string =>
  chance.below(2) === 0
    ? chance.pick(lastNames)
    : `${chance.pick(onsets)}${chance.pick(middles)}${chance.below(3) === 0 ? chance.pick(middles) : ''}${chance.pick(endings)}`

const mobilePrefixes = ['601', '502', '790', '509', '666', '600', '512', '604', '533', '575', '693', '724', '788', '880'] as const

/** The number of the person with this index, as people write it. No two of the first ten million are alike. */
const phoneOf = (index: number): string => {
  const digits = `${mobilePrefixes[index % mobilePrefixes.length]}${String((index * 7919) % 1_000_000).padStart(6, '0')}`
  return index % 3 === 0
    ? `+48 ${digits.slice(0, 3)} ${digits.slice(3, 6)} ${digits.slice(6)}`
    : index % 3 === 1
      ? digits
      : `${digits.slice(0, 3)}-${digits.slice(3, 6)}-${digits.slice(6)}`
}

/** A contact of a large organisation, ready for `createContact`: the same for the same index, whenever it is made. */
export const personAt = (index: number, memberId: string) => {
  const chance = createChance(index + 1)
  const at = begun + index * minute
  const id = () => v7({ msecs: at, random: Uint8Array.from({ length: 16 }, () => chance.below(256)) })
  const isCompany = index % 9 === 4
  const [city, zip] = chance.pick(cities)
  const surname = surnameOf(chance)
  const company = `${chance.pick(companyWords)}${chance.pick(companyForms)}`
  const name = isCompany ? `${chance.pick(companyWords)} ${surname} ${city}` : `${chance.pick(firstNames)} ${surname}`
  const stage = index % 10 === 7 ? ('lead' as const) : ('client' as const)
  return completeContact(
    {
      id: id(),
      stage,
      name,
      company: isCompany || index % 3 === 0 ? '' : company,
      status: isCompany ? 'company' : 'individual',
      type: (['potential', 'client', 'client', 'reseller', 'partner'] as const)[chance.below(5)],
      country: 'PL',
      city,
      zip,
      address: `${chance.pick(streets)} ${1 + chance.below(180)}`,
      ...(stage === 'lead' && index % 20 === 7 ? { responsible: null } : { responsible: memberId }),
      phones: [{ id: id(), type: 'work', typed: phoneOf(index) }],
      emails:
        index % 5 === 3
          ? []
          : [{ id: id(), type: 'email_work', address: `${fold(name).replace(/[^a-z0-9]+/g, '.')}.${index}@firma.example` }],
      messengers: [],
      persons: [],
    },
    { memberId, country: 'PL' },
    'import',
  )
}

/** The same with tags, sources and custom properties (`choices`), and leads at several places of the work on them. */
export const chosenPersonAt = (index: number, memberId: string) => {
  const person = personAt(index, memberId)
  const leadStatus = person.leadStatus === 'in_progress' && index % 30 === 17 ? 'deferred' : person.leadStatus
  const employeesCount = person.status === 'company' ? (['50', '50_250', '250_500'] as const)[index % 3 ? 0 : index % 2 ? 1 : 2] : null
  return { ...person, leadStatus, employeesCount, ...chosenOf(createChance(index + 400_009)) }
}
