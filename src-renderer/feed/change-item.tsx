import { IconHistory } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from './feed.module.css'
import { FeedRow } from './feed-row.tsx'
import type { FeedLine } from './fold-changes.ts'

const knownFields = [
  'name',
  'company',
  'status',
  'type',
  'phones',
  'emails',
  'messengers',
  'persons',
  'sources',
  'website',
  'country',
  'city',
  'address',
  'zip',
  'employeesCount',
  'comment',
  'responsible',
  'tags',
  'properties',
  'stage',
  'leadStatus',
  'unsuitableReason',
] as const

const nameOf = (field: string) => knownFields.find((known) => known === field) ?? ('other' as const)

/** Changes of the card that followed each other, or that it was made, deleted, brought back. */
export const ChangeItem = ({ item }: { readonly item: Extract<FeedLine, { type: 'act' | 'changes' }> }) => {
  const { t } = useTranslation('feed')
  const title =
    item.type === 'act'
      ? t(`change.${item.act === 'changed' ? 'restored' : item.act}`)
      : t('changes', {
          count: item.count,
          fields: [...new Set(item.fields.map((field) => t(`field.${nameOf(field)}`)))].join(', '),
        })
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
      details={[item.memberName]}
    />
  )
}
