import { v7 as newId } from 'uuid'
import { describe, expect, it } from 'vitest'
import type { Property, PropertyType } from './catalogue-kinds.ts'
import { checkedValue, optionsOf } from './property-values.ts'

const option = (name: string, change: Partial<Property['options'][number]> = {}) => ({
  id: newId(),
  name,
  mergedInto: null,
  removed: false,
  ...change,
})
const kitchens = option('Kuchnie')
const offices = option('Biura')
const bureaus = option('Biurka', { mergedInto: offices.id })
const hotels = option('Hotele', { removed: true })

const property = (type: PropertyType): Property => ({
  id: newId(),
  name: 'Branża',
  type,
  options: [kitchens, offices, bureaus, hotels],
  order: 1,
  mergedInto: null,
  createdAt: 0,
})

describe('the value of a custom property', () => {
  it.each([
    ['text', ' NIP 631 ', 'NIP 631'],
    ['number', 12.5, 12.5],
    ['date', '2026-02-28', '2026-02-28'],
    ['boolean', false, false],
    ['list', kitchens.id, kitchens.id],
    ['multi_list', [kitchens.id, offices.id], [kitchens.id, offices.id]],
    ['link', 'https://meblopol.example/umowa', 'https://meblopol.example/umowa'],
  ] as const)('S3.6 of the type %s', (type, value, kept) => expect(checkedValue(property(type), value)).toEqual(kept))

  it.each([
    ['text', '  ', 'too_big'],
    ['number', 'dużo', 'not_a_number'],
    ['number', Number.NaN, 'not_a_number'],
    ['date', '2026-02-30', 'not_a_date'],
    ['boolean', 'tak', 'invalid_value'],
    ['list', newId(), 'unknown_option'],
    ['multi_list', [], 'unknown_option'],
    ['multi_list', [kitchens.id, newId()], 'unknown_option'],
    ['link', 'javascript:alert(1)', 'not_a_link'],
    ['link', 'meblopol', 'not_a_link'],
  ] as const)('S3.6 of the type %s is refused where it is none: %j', (type, value, rule) =>
    expect(() => checkedValue(property(type), value)).toThrow(
      expect.objectContaining({ code: 'bad_input', problems: [expect.objectContaining({ rule })] }),
    ),
  )

  it('S3.6 shows the option that stands for a merged one, once, and none that was removed', () => {
    expect(optionsOf(property('multi_list'), [bureaus.id, offices.id, hotels.id, newId()])).toEqual([offices])
    expect(optionsOf(property('list'), kitchens.id)).toEqual([kitchens])
  })
})
