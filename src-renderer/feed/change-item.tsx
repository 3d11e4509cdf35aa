import { IconHistory } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { usePropertyWords, useStatusWord } from '../catalogue/catalogue-words.ts'
import { useCatalogue } from '../catalogue/use-catalogue.ts'
import { contactFieldNames } from '../clients/contact-field-names.ts'
import { toldChanges } from './change-words.ts'
import classes from './feed.module.css'
import { FeedRow } from './feed-row.tsx'
import type { FeedLine } from './fold-changes.ts'

const nameOf = (field: string) => contactFieldNames.find((known) => known === field) ?? ('other' as const)

type Changes = Extract<FeedLine, { type: 'changes' }>

/** What changed: field by field in one line, and below it in words what can be told with names. */
const useChangeWords = () => {
  const { t } = useTranslation('feed')
  const catalogue = useCatalogue()
  const statusWord = useStatusWord()
  const propertyWords = usePropertyWords()
  return ({ count, fields, values }: Pick<Changes, 'count' | 'fields' | 'values'>): { readonly title: string; readonly more: string } => {
    const told = toldChanges(values, { t, catalogue, statusWord, propertyWords })
    const sentences = [...told.values()].flat().join(' · ')
    if (sentences !== '' && fields.every((field) => told.has(field))) return { title: sentences, more: '' }
    const names = [...new Set(fields.map((field) => t(`field.${nameOf(field)}`)))].join(', ')
    return { title: t('changes', { count, fields: names }), more: sentences }
  }
}

/** Changes of the card that followed each other, or that it was made, deleted, brought back. */
export const ChangeItem = ({ item }: { readonly item: Extract<FeedLine, { type: 'act' | 'changes' }> }) => {
  const { t } = useTranslation('feed')
  const words = useChangeWords()
  const { importedFrom } = item
  const imported = importedFrom === undefined ? null : importedFrom === '' ? t('imported') : t('imported_from', { file: importedFrom })
  const actWords = (act: 'created' | 'changed' | 'deleted' | 'restored') =>
    act === 'created' && imported ? imported : t(`change.${act === 'changed' ? 'restored' : act}`)
  const { title, more } = item.type === 'act' ? { title: actWords(item.act), more: '' } : words(item)
  return (
    <FeedRow
      sign={
        <span className={classes.sign} aria-hidden="true">
          <IconHistory />
        </span>
      }
      title={title}
      tone="quiet"
      occurredAt={item.occurredAt}
      details={item.type === 'changes' && imported ? [item.memberName, imported] : [item.memberName]}
    >
      {more !== '' && <p className={classes.told}>{more}</p>}
    </FeedRow>
  )
}
