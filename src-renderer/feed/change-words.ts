import type { TFunction } from 'i18next'
import { optionsOf } from '../../src-shared/catalogue/property-values.ts'
import { sameJson } from '../../src-shared/lib/json.ts'
import type { CatalogueView } from '../catalogue/use-catalogue.ts'
import type { ChangedValues } from './fold-changes.ts'

interface Words {
  readonly t: TFunction<'feed'>
  readonly catalogue: Pick<CatalogueView, 'tagsOf' | 'sourcesOf' | 'propertyOf'>
  readonly statusWord: (held: string | null) => string
  readonly propertyWords: (property: NonNullable<ReturnType<CatalogueView['propertyOf']>>, value: unknown) => string
}

type Value = ChangedValues[string]

const listOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])
const recordOf = (value: unknown): Record<string, unknown> => (typeof value === 'object' && value !== null ? { ...value } : {})

/** `+ VIP, − oferta`: what came and what went; empty where nothing that is still known did. */
const cameAndWent = (before: readonly { readonly id: string; readonly name: string }[], after: typeof before): string => {
  const without = (list: typeof before, other: typeof before) => list.filter(({ id }) => !other.some((one) => one.id === id))
  return [
    ...without(after, before).map(({ name }) => `+\u00a0${name}`),
    ...without(before, after).map(({ name }) => `−\u00a0${name}`),
  ].join(', ')
}

const propertiesTold = ({ before, after }: Value, { catalogue, propertyWords }: Words): string[] => {
  const [old, fresh] = [recordOf(before), recordOf(after)]
  return [...new Set([...Object.keys(old), ...Object.keys(fresh)])]
    .filter((id) => !sameJson(old[id], fresh[id]))
    .flatMap((id) => {
      const property = catalogue.propertyOf(id)
      if (!property) return []
      if (property.type === 'multi_list') {
        return `${property.name}: ${cameAndWent(optionsOf(property, old[id] ?? []), optionsOf(property, fresh[id] ?? []))}`
      }
      return `${property.name}: ${propertyWords(property, fresh[id]) || '−'}`
    })
}

/** What changed in words with names, field by field; of a field that has none, nothing. */
export const toldChanges = (values: ChangedValues, words: Words): ReadonlyMap<string, readonly string[]> => {
  const { t, catalogue, statusWord } = words
  const told = new Map<string, string[]>()
  const { tags, sources, properties, leadStatus } = values
  const tell = (field: string, sentences: readonly string[]) => {
    const some = sentences.filter((sentence) => sentence !== '')
    if (some.length > 0) told.set(field, some)
  }
  if (tags) {
    const what = cameAndWent(catalogue.tagsOf(listOf(tags.before)), catalogue.tagsOf(listOf(tags.after)))
    tell('tags', [what && t('told.tags', { what })])
  }
  if (sources) {
    const what = cameAndWent(catalogue.sourcesOf(listOf(sources.before)), catalogue.sourcesOf(listOf(sources.after)))
    tell('sources', [what && t('told.sources', { what })])
  }
  if (properties) tell('properties', propertiesTold(properties, words))
  if (leadStatus) {
    const what = statusWord(typeof leadStatus.after === 'string' ? leadStatus.after : null)
    tell('leadStatus', [what && t('told.leadStatus', { what })])
  }
  return told
}
