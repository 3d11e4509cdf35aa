import { Button, Checkbox, Modal } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconMinus, IconPlus } from '@tabler/icons-react'
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListColumns } from '../../src-shared/settings/settings-contract.ts'
import forms from '../team/team-forms.module.css'
import { IconButton } from '../ui/icon-button.tsx'
import { tokenPixels } from '../ui/token.ts'
import { sizedColumn, steppedColumn, usualColumns } from './column-choice.ts'
import classes from './column-dialog.module.css'
import type { ContactColumn } from './contact-cells.tsx'

interface Props {
  readonly known: readonly ContactColumn[]
  readonly shown: readonly string[]
  readonly widths: ListColumns['widths']
  readonly isUsual: boolean
  readonly onChoose: (choice: ListColumns) => void
  readonly onClose: () => void
}

/** Which columns a list shows, in which order and how wide; each choice is seen at once behind the dialog. */
export const ColumnDialog = ({ known, shown, widths, isUsual, onChoose, onClose }: Props) => {
  const { t } = useTranslation('clients')
  const step = tokenPixels('--column-step')
  const narrowest = tokenPixels('--column-narrowest')
  const ordered = [
    ...shown.flatMap((id) => known.find((column) => column.id === id) ?? []),
    ...known.filter(({ id }) => !shown.includes(id)),
  ]
  const move = (id: string, by: -1 | 1) => onChoose({ shown: steppedColumn(shown, id, by), widths })
  const hearKey = (event: KeyboardEvent, id: string) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    move(id, event.key === 'ArrowUp' ? -1 : 1)
  }
  return (
    <Modal opened onClose={onClose} title={t('columns.title')} size="var(--dialog)" closeButtonProps={{ 'aria-label': t('columns.close') }}>
      <div className={forms.form}>
        <p className={forms.text}>{t('columns.text')}</p>
        <ul className={classes.list} aria-label={t('columns.title')}>
          {ordered.map(({ id, title, fixed, least }) => {
            const isShown = shown.includes(id)
            const place = shown.indexOf(id)
            const width = widths[id] ?? tokenPixels(least)
            const size = (next: number) => onChoose({ shown: [...shown], widths: sizedColumn(widths, id, Math.max(narrowest, next)) })
            return (
              <li key={id} className={classes.line}>
                <Checkbox
                  className={classes.name}
                  label={title}
                  checked={isShown}
                  disabled={fixed === true}
                  onKeyDown={(event) => hearKey(event, id)}
                  onChange={(event) =>
                    onChoose({ shown: event.currentTarget.checked ? [...shown, id] : shown.filter((one) => one !== id), widths })
                  }
                />
                {isShown && (
                  <span className={classes.buttons}>
                    <IconButton
                      label={t('columns.narrower', { column: title })}
                      size="var(--control-small)"
                      onClick={() => size(width - step)}
                    >
                      <IconMinus />
                    </IconButton>
                    <IconButton
                      label={t('columns.wider', { column: title })}
                      size="var(--control-small)"
                      onClick={() => size(width + step)}
                    >
                      <IconPlus />
                    </IconButton>
                    <IconButton
                      label={t('columns.up', { column: title })}
                      shortcut="Alt ↑"
                      size="var(--control-small)"
                      disabled={place < 2}
                      onClick={() => move(id, -1)}
                    >
                      <IconArrowUp />
                    </IconButton>
                    <IconButton
                      label={t('columns.down', { column: title })}
                      shortcut="Alt ↓"
                      size="var(--control-small)"
                      disabled={place < 1 || place === shown.length - 1}
                      onClick={() => move(id, 1)}
                    >
                      <IconArrowDown />
                    </IconButton>
                  </span>
                )}
              </li>
            )
          })}
        </ul>
        <div className={`${forms.buttons} ${forms.end}`}>
          <Button variant="subtle" disabled={isUsual} onClick={() => onChoose(usualColumns)}>
            {t('columns.reset')}
          </Button>
          <Button variant="filled" onClick={onClose}>
            {t('columns.done')}
          </Button>
        </div>
      </div>
    </Modal>
  )
}
