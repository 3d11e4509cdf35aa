import { describe, expect, test } from 'vitest'

type Texts = { readonly [key: string]: string | Texts }

const files = import.meta.glob<Texts>('./*/*.json', { eager: true, import: 'default' })
const features = [...new Set(Object.keys(files).map((path) => path.replace(/^.*\/|\.json$/g, '')))]
const textsOf = (language: 'pl' | 'en', feature: string) => files[`./${language}/${feature}.json`] ?? {}

const flat = (texts: Texts, prefix = ''): [string, string][] =>
  Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${prefix}${key}`, value] as [string, string]] : flat(value, `${prefix}${key}.`),
  )

const form = /_(one|few|many|other)$/
const names = (texts: Texts) => [...new Set(flat(texts).map(([key]) => key.replace(form, '')))].sort()
const formsOf = (texts: Texts) => {
  const found = new Map<string, string[]>()
  for (const [key] of flat(texts)) {
    const name = key.replace(form, '')
    if (name !== key) found.set(name, [...(found.get(name) ?? []), key.slice(name.length + 1)])
  }
  return found
}
const blanks = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort()

test('there are texts to compare', () => {
  expect(features.length).toBeGreaterThan(10)
})

describe.each(features)('the texts of %s', (feature) => {
  const pl = textsOf('pl', feature)
  const en = textsOf('en', feature)

  test('have the same keys in Polish and English', () => {
    expect(names(en)).toEqual(names(pl))
  })

  test('have every plural of their language', () => {
    for (const [name, forms] of formsOf(pl)) expect([name, forms.toSorted()]).toEqual([name, ['few', 'many', 'one', 'other']])
    for (const [name, forms] of formsOf(en)) expect([name, forms.toSorted()]).toEqual([name, ['one', 'other']])
  })

  test('name the same things in both languages', () => {
    const english = new Map(flat(en))
    for (const [key, text] of flat(pl)) {
      const counterpart = english.get(key) ?? english.get(key.replace(form, '_other')) ?? ''
      expect([key, blanks(text)]).toEqual([key, blanks(counterpart)])
    }
  })

  test('do not shout', () => {
    for (const [key, text] of [...flat(pl), ...flat(en)]) expect([key, text]).toEqual([key, text.replaceAll('!', '')])
  })
})
