import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { contactStages, contactStatuses, contactTypes } from '../../src-shared/contacts/contact-kind.ts'
import { useMembers } from '../app/use-session.ts'
import { usePropertyWords, useStatusWord } from '../catalogue/catalogue-words.ts'
import { useCatalogue } from '../catalogue/use-catalogue.ts'
import { useGroupWords } from '../groups/use-groups.ts'
import { useFormat } from '../i18n/format.ts'
import type { AuditFact } from './audit-facts.ts'

const people: ReadonlySet<string> = new Set([
  'responsible',
  'memberId',
  'createdBy',
  'leadCreatedBy',
  'completedBy',
  'ownerId',
  'wonBy',
  'mentions',
])

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const stringsOf = (value: unknown): string[] => [value].flat().map(String)

/** Of an element of a list (a phone, an address, a person, a file, an option) what a person knows it by. */
const elementWord = (element: unknown): string => {
  if (!isRecord(element)) return String(element)
  const told = element.typed ?? element.address ?? element.name ?? element.value
  return typeof told === 'string' ? told : JSON.stringify(element)
}

/** The value of a field in words: ids as names, times as times. Empty where there is none. */
export const useValueWords = (): ((kind: string, fact: AuditFact, value: unknown) => string) => {
  const { t } = useTranslation(['audit', 'clients'])
  const format = useFormat()
  const members = useMembers()
  const groupWords = useGroupWords()
  const { tagsOf, sourcesOf, propertyOf } = useCatalogue()
  const propertyWords = usePropertyWords()
  const statusWord = useStatusWord()
  return useMemo(() => {
    const names = (items: readonly { readonly name: string }[]) => items.map(({ name }) => name).join(', ')
    const memberName = (id: string) => members.find((member) => member.id === id)?.name ?? t('audit:somebody')
    const contactWord = (field: string, value: unknown): string | undefined => {
      if (field === 'tags') return names(tagsOf(stringsOf(value)))
      if (field === 'sources') return names(sourcesOf(stringsOf(value)))
      if (field === 'leadStatus') return statusWord(String(value)) || String(value)
      const status = field === 'status' && contactStatuses.find((one) => one === value)
      if (status) return t(`clients:status.${status}`)
      const type = field === 'type' && contactTypes.find((one) => one === value)
      if (type) return t(`clients:type.${type}`)
      const stage = field === 'stage' && contactStages.find((one) => one === value)
      return stage ? t(`audit:stage.${stage}`) : undefined
    }
    return (kind, { field, propertyId }, value) => {
      if (value === undefined || value === null || value === '') return ''
      if (propertyId !== null) {
        const property = propertyOf(propertyId)
        return property ? propertyWords(property, value) : elementWord(value)
      }
      const word = kind === 'contact' ? contactWord(field, value) : undefined
      if (word !== undefined) return word
      if (people.has(field)) return stringsOf(value).map(memberName).join(', ')
      if (field === 'groupId') return groupWords(String(value))
      if (field === 'country') return format.country(String(value))
      if (typeof value === 'boolean') return t(value ? 'clients:yes' : 'clients:no')
      if (typeof value === 'number') return field.endsWith('At') ? format.exact(value) : format.number(value)
      if (Array.isArray(value)) return value.map(elementWord).join(', ')
      return elementWord(value)
    }
  }, [t, format, members, groupWords, tagsOf, sourcesOf, propertyOf, propertyWords, statusWord])
}
