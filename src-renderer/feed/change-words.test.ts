import i18next from 'i18next'
import { beforeAll, expect, test } from 'vitest'
import type { Property, Source, Tag } from '../../src-shared/catalogue/catalogue-kinds.ts'
import { catalogueView } from '../catalogue/use-catalogue.ts'
import { startTexts } from '../i18n/i18n.ts'
import { toldChanges } from './change-words.ts'

beforeAll(() => startTexts('pl'))

const item = (id: string, name: string, mergedInto: string | null = null) => ({ id, name, mergedInto, createdAt: 0 })
const tags: Tag[] = [item('vip', 'VIP'), item('offer', 'oferta'), item('vips', 'Vip-y', 'vip')].map((tag) => ({ ...tag, colour: null }))
const sources: Source[] = [{ ...item('google', 'Google'), param: 'utm_source', value: 'google' }]
const properties: Property[] = [
  { ...item('nip', 'NIP'), type: 'text', options: [], order: 1 },
  {
    ...item('colours', 'Kolory'),
    type: 'multi_list',
    options: ['red', 'blue'].map((id) => ({ id, name: id, mergedInto: null, removed: false })),
    order: 2,
  },
]
const words = () => ({
  t: i18next.getFixedT('pl', 'feed'),
  catalogue: catalogueView({ tags, sources, properties, statuses: [] }),
  statusWord: (held: string | null) => (held === 'in_progress' ? 'W toku' : ''),
  propertyWords: (_: Property, value: unknown) => (value === undefined ? '' : String(value)),
})
const told = (values: Parameters<typeof toldChanges>[0]) => [...toldChanges(values, words()).values()].flat()

test('tags and sources that came and went are named', () => {
  expect(told({ tags: { before: ['offer'], after: ['vip'] } })).toEqual(['Tagi: +\u00a0VIP, −\u00a0oferta'])
  expect(told({ sources: { before: undefined, after: ['google'] } })).toEqual(['Źródła: +\u00a0Google'])
})

test('a tag that was merged is told under the name that stands for it, and is no change of its own', () => {
  expect(told({ tags: { before: [], after: ['vips'] } })).toEqual(['Tagi: +\u00a0VIP'])
  expect(told({ tags: { before: ['vips'], after: ['vip'] } })).toEqual([])
})

test('of properties those that changed are told with their value, and what was taken away as gone', () => {
  expect(told({ properties: { before: { nip: '1', colours: ['red'] }, after: { nip: '1', colours: ['blue'] } } })).toEqual([
    'Kolory: +\u00a0blue, −\u00a0red',
  ])
  expect(told({ properties: { before: { nip: '1' }, after: {} } })).toEqual(['NIP: −'])
  expect(told({ properties: { before: {}, after: { nip: '631' } } })).toEqual(['NIP: 631'])
})

test('what is not known any more is told by nobody', () => {
  expect(told({ tags: { before: [], after: ['gone'] }, properties: { before: {}, after: { gone: 1 } } })).toEqual([])
  expect(told({ leadStatus: { before: 'x', after: 'in_progress' } })).toEqual(['Status: W toku'])
})
