import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { formatPhoneNumber } from '../../src-shared/lib/phone-numbers.ts'
import classes from './duplicates.module.css'
import { type AskedHints, useHints } from './use-duplicates.ts'

interface Found {
  readonly id: string
  readonly stage: 'lead' | 'client'
}

interface Props {
  readonly asked: AskedHints
  readonly onOpen: (found: Found) => void
  /** Left out where there is nothing yet that could be merged. */
  readonly onMerge?: (found: Found) => void
}

const mostShown = 3

/** Says who has this number, address or name already, before a second card is made of the same person. */
export const DuplicateHints = ({ asked, onOpen, onMerge }: Props) => {
  const { t } = useTranslation('duplicates')
  const { rows, known } = useHints(asked)
  if (rows.length === 0 && known.length === 0) return null
  return (
    // The field that is being typed into keeps the focus while something is pressed here.
    <div className={classes.hints} role="status" onMouseDown={(event) => event.preventDefault()}>
      {rows.slice(0, mostShown).map((row) => (
        <p key={row.id} className={classes.hint}>
          <span className={classes.hintText}>
            {t(`hint.${row.reason}`, { name: row.name })}
            {row.responsible && <span className={classes.hintHolder}> {t('hint.holder', { name: row.responsible.name })}</span>}
          </span>
          <Button size="xs" onClick={() => onOpen(row)}>
            {t('hint.open')}
          </Button>
          {onMerge && (
            <Button size="xs" onClick={() => onMerge(row)}>
              {t('merge')}
            </Button>
          )}
        </p>
      ))}
      {/* The card is out of reach; that it is there, and whose it is, saves a second one. */}
      {known.slice(0, mostShown).map(({ id, name, phone, responsible }) => (
        <p key={id} className={classes.hint}>
          {[phone && formatPhoneNumber(phone), name].filter(Boolean).join(': ')}
          {', '}
          {responsible ? t('hint.known_with', { holder: responsible.name }) : t('hint.known')}
        </p>
      ))}
    </div>
  )
}
