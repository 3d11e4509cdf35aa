import { Button } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/format.ts'
import { Kbd } from '../ui/kbd.tsx'
import classes from './selection-bar.module.css'

interface Props {
  readonly count: number
  readonly onClear: () => void
  /** Null where it is not allowed. */
  readonly onDelete: (() => void) | null
}

/** What can be done to how many. */
export const SelectionBar = ({ count, onClear, onDelete }: Props) => {
  const { t } = useTranslation('clients')
  const format = useFormat()
  return (
    <div className={classes.bar} role="toolbar" aria-label={t('selection')}>
      <span className={classes.count} role="status">
        {t('selected', { count, shown: format.number(count) })}
      </span>
      {onDelete && (
        <Button size="xs" color="red" leftSection={<IconTrash />} rightSection={<Kbd>Del</Kbd>} onClick={onDelete}>
          {t('delete')}
        </Button>
      )}
      <Button size="xs" variant="subtle" rightSection={<Kbd>Esc</Kbd>} onClick={onClear}>
        {t('clear_selection')}
      </Button>
    </div>
  )
}
