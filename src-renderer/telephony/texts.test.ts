import { expect, test } from 'vitest'
import { contactTypes } from '../../src-shared/contacts/contact-kind.ts'
import { callWordKeys } from '../../src-shared/telephony/call-words.ts'
import { qualityWords } from '../../src-shared/telephony/quality.ts'
import { callPhases } from '../../src-shared/telephony/telephony-contract.ts'
import { titleKeys } from '../dialer/dialer-title.ts'
import en from '../i18n/en/telephony.json'
import pl from '../i18n/pl/telephony.json'
import { practiceEndings } from './practice-phone.ts'
import { registrationKeys } from './registration-words.ts'

type Texts = { readonly [key: string]: string | Texts }

const flat = (texts: Texts, before = ''): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(texts).flatMap(([key, value]) =>
      typeof value === 'string' ? [[`${before}${key}`, value] as const] : [...flat(value, `${before}${key}.`)],
    ),
  )

const languages = { pl: flat(pl), en: flat(en) }

/** Keys that are put together at run time: what they can come to. */
const composed = [
  ...callWordKeys.flatMap((key) => [`outcome.${key}.title`, `outcome.${key}.advice`, `short.${key}`]),
  ...registrationKeys.flatMap((key) => [`registration.${key}.short`, `registration.${key}.long`, `registration.${key}.advice`]),
  ...qualityWords.flatMap((word) => [`quality.${word}.word`, `quality.${word}.hint`]),
  ...callPhases.map((phase) => `phase.${phase}`),
  ...contactTypes.map((type) => `type.${type}`),
  ...practiceEndings.map((ending) => `practice.${ending}`),
  ...titleKeys.map((key) => `title.${key}`),
  ...['popup_blocked', 'not_a_number', 'dial_failed', 'line_busy'].flatMap((key) => [`${key}.title`, `${key}.text`]),
]

test.each(['pl', 'en'] as const)('the telephone has %s words for everything that it may have to say', (language) => {
  expect(composed.filter((key) => !languages[language].has(key))).toEqual([])
})

test('an outcome that can be mended says how, in both languages', () => {
  const silent = callWordKeys.filter((key) => key !== 'answered' && [pl, en].some((texts) => texts.outcome[key].advice === ''))
  expect(silent).toEqual([])
})

const withoutPlural = (key: string) => key.replace(/_(one|few|many|other)$/, '')

test('what is said in one language is said in the other', () => {
  const keys = ([...texts]: Iterable<readonly [string, string]>) => [...new Set(texts.map(([key]) => withoutPlural(key)))].sort()
  expect(keys(languages.pl)).toEqual(keys(languages.en))
})

test('a text has the same gaps in both languages', () => {
  const gaps = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort()
  const different = [...languages.pl].filter(([key, text]) => {
    const other = languages.en.get(key) ?? languages.en.get(key.replace(/_(few|many)$/, '_other'))
    return JSON.stringify(gaps(text)) !== JSON.stringify(gaps(other ?? ''))
  })
  expect(different).toEqual([])
})

test('Polish has all four forms of what is counted, English both', () => {
  const forms = (texts: ReadonlyMap<string, string>) =>
    Object.groupBy(
      [...texts.keys()].filter((key) => key !== withoutPlural(key)),
      withoutPlural,
    )
  for (const counted of Object.values(forms(languages.pl)))
    expect(counted?.toSorted().map((key) => key.replace(/.*_/, ''))).toEqual(['few', 'many', 'one', 'other'])
  for (const counted of Object.values(forms(languages.en)))
    expect(counted?.toSorted().map((key) => key.replace(/.*_/, ''))).toEqual(['one', 'other'])
})

test('nothing shouts', () => {
  expect([...languages.pl.values(), ...languages.en.values()].filter((text) => text.includes('!'))).toEqual([])
})
