import type { CatalogueItem } from '../../src-shared/catalogue/catalogue-mutators.ts'
import type { Chance } from './chance.ts'

/** Ids that are the same each time. */
const idAt = (place: number) => `0193c3a0-0000-7000-8000-${String(place).padStart(12, '0')}`

const tagNames = [
  'Stali',
  'Newsletter',
  'Targi',
  'Hurt',
  'VIP',
  'Do odnowienia',
  'Reklamacja',
  'Polecający',
  'Dłużnik',
  'Ambasador',
] as const
/** One contact in so many has the tag: some are on hundreds of thousands, some on a handful. */
const tagEvery = [3, 7, 20, 50, 120, 400, 1500, 6000, 25_000, 200_000] as const
const sourceNames = ['Strona', 'Polecenie', 'Targi', 'Telefon', 'Reklama'] as const
const branches = ['Meble', 'Okna', 'Budowa', 'Transport', 'Handel', 'Usługi', 'Gastronomia', 'Inne'] as const

export const tagIds = tagNames.map((_, at) => idAt(100 + at))
const sourceIds = sourceNames.map((_, at) => idAt(200 + at))
const [discount, branch, contractUntil, newsletter, remark] = [300, 301, 302, 303, 304].map(idAt) as [
  string,
  string,
  string,
  string,
  string,
]
const optionIds = branches.map((_, at) => idAt(400 + at))

/** Tags, sources and properties of a large organisation. */
export const choices = (): CatalogueItem[] => [
  ...tagNames.map((name, at) => ({ kind: 'tag' as const, id: tagIds[at] as string, name, colour: at * 36 })),
  ...sourceNames.map((name, at) => ({ kind: 'source' as const, id: sourceIds[at] as string, name, param: 'custom' as const, value: '' })),
  ...[
    { id: discount, name: 'Rabat', type: 'number' as const },
    { id: branch, name: 'Branża', type: 'list' as const },
    { id: contractUntil, name: 'Umowa do', type: 'date' as const },
    { id: newsletter, name: 'Zgoda', type: 'boolean' as const },
    { id: remark, name: 'Uwaga', type: 'text' as const },
  ].map((property, order) => ({
    kind: 'property' as const,
    ...property,
    options:
      property.id === branch ? branches.map((name, at) => ({ id: optionIds[at] as string, name, mergedInto: null, removed: false })) : [],
    order,
  })),
]

/** What one of them has of these. */
export const chosenOf = (chance: Chance) => ({
  tags: tagIds.filter((_, at) => chance.below(tagEvery[at] ?? 1) === 0),
  sources: chance.below(3) === 0 ? [] : [chance.pick(sourceIds)],
  properties: {
    ...(chance.below(3) === 0 ? { [discount]: chance.below(1000) / 10 } : {}),
    ...(chance.below(2) === 0 ? { [branch]: chance.pick(optionIds) } : {}),
    ...(chance.below(4) === 0 ? { [contractUntil]: `2026-${String(1 + chance.below(12)).padStart(2, '0')}-${10 + chance.below(18)}` } : {}),
    ...(chance.below(2) === 0 ? { [newsletter]: chance.below(2) === 0 } : {}),
    ...(chance.below(10) === 0 ? { [remark]: 'Dzwonić po południu' } : {}),
  },
})
