import { Button, Checkbox } from '@mantine/core'
import { IconArrowMerge, IconGripVertical, IconPencil, IconTrash } from '@tabler/icons-react'
import { type DragEvent, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/format.ts'
import { IconButton } from '../ui/icon-button.tsx'
import classes from './catalogue.module.css'
import type { Named } from './use-catalogue-acts.ts'

export interface ShownItem extends Named {
  /** How it looks where it is used; left out: its name. */
  readonly shown?: ReactNode
  readonly details?: string
  /** How many contacts it hangs on; undefined while that is not counted. */
  readonly count: number | undefined
  /** Names of what was merged into it. */
  readonly also?: readonly string[]
  /** It carries what the program does by itself: it may be renamed and moved, and others merged into it. */
  readonly fixed?: boolean
  /** Nothing is merged into it either. */
  readonly alone?: boolean
}

interface Props {
  readonly label: string
  readonly items: readonly ShownItem[]
  readonly detailsLabel?: string
  /** False where it is only to be read. */
  readonly editable: boolean
  readonly onEdit: (id: string) => void
  /** Left out where items of this kind are not merged. */
  readonly onMerge?: (ids: readonly string[]) => void
  /** Left out where items of this kind are merged instead. */
  readonly onDelete?: (ids: readonly string[]) => void
  /** Left out where the order is that of the names. */
  readonly onMove?: (id: string, place: number) => void
}

interface HandleProps {
  readonly name: string
  readonly onMove: (by: -1 | 1) => void
}

/** Moves a row by the keyboard; the mouse drags the whole row by it. */
const Handle = ({ name, onMove }: HandleProps) => {
  const { t } = useTranslation('catalogue')
  const hearKey = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
    event.preventDefault()
    onMove(event.key === 'ArrowUp' ? -1 : 1)
  }
  return (
    <IconButton label={t('move', { name })} size="var(--control-tiny)" className={classes.handle} onKeyDown={hearKey}>
      <IconGripVertical />
    </IconButton>
  )
}

/** What there is to choose from, on how many contacts each hangs, and what can be done with it. */
export const ItemTable = ({ label, items, detailsLabel, editable, onEdit, onMerge, onDelete, onMove }: Props) => {
  const { t } = useTranslation('catalogue')
  const format = useFormat()
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [dragged, setDragged] = useState<string | null>(null)
  const [over, setOver] = useState<string | null>(null)
  const chosen = items.filter(({ id }) => selected.has(id)).map(({ id }) => id)
  const toggle = (id: string) => {
    const next = new Set(selected)
    if (!next.delete(id)) next.add(id)
    setSelected(next)
  }
  const drop = (event: DragEvent, place: number) => {
    event.preventDefault()
    if (dragged !== null) onMove?.(dragged, place)
    setDragged(null)
    setOver(null)
  }
  const canMove = editable && onMove !== undefined

  // A row that is moved in the page loses the keyboard; who moves it mostly moves it on.
  const table = useRef<HTMLTableElement>(null)
  const moving = useRef<string | null>(null)
  useEffect(() => {
    if (moving.current === null || items.length === 0 || document.activeElement !== document.body) return
    table.current?.querySelector<HTMLElement>(`tr[data-item="${moving.current}"] button`)?.focus()
  }, [items])
  const step = (id: string, place: number) => {
    moving.current = id
    onMove?.(id, place)
  }
  return (
    <>
      <div className={classes.scroll}>
        <table ref={table} className={classes.table} aria-label={label}>
          <thead>
            <tr>
              {editable && (
                <th className={classes.check}>
                  <span className="visually-hidden">{t('select')}</span>
                </th>
              )}
              <th>{t('name')}</th>
              {detailsLabel && <th>{detailsLabel}</th>}
              <th className={classes.number}>{t('contacts')}</th>
              {editable && (
                <th className={classes.acts}>
                  <span className="visually-hidden">{t('acts')}</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {items.map(({ id, name, shown, details, count, also = [], fixed, alone }, place) => (
              <tr
                key={id}
                data-item={id}
                data-over={(over === id && dragged !== id) || undefined}
                draggable={canMove}
                onDragStart={(event) => {
                  event.dataTransfer.effectAllowed = 'move'
                  event.dataTransfer.setData('text/plain', name)
                  setDragged(id)
                }}
                onDragOver={(event) => {
                  if (dragged === null) return
                  event.preventDefault()
                  setOver(id)
                }}
                onDragEnd={() => {
                  setDragged(null)
                  setOver(null)
                }}
                onDrop={(event) => drop(event, place)}
              >
                {editable && (
                  <td className={classes.check}>
                    <span className={classes.marks}>
                      {canMove && <Handle name={name} onMove={(by) => step(id, place + by)} />}
                      <Checkbox aria-label={t('select_item', { name })} checked={selected.has(id)} onChange={() => toggle(id)} />
                    </span>
                  </td>
                )}
                <td className={classes.name}>
                  <span className={classes.words}>
                    {shown ?? <span title={name}>{name}</span>}
                    {also.length > 0 && (
                      <span className={classes.also} title={also.join(', ')}>
                        {t('also', { names: also.join(', ') })}
                      </span>
                    )}
                    {fixed && <span className={classes.also}>{t('fixed')}</span>}
                  </span>
                </td>
                {detailsLabel && (
                  <td className={classes.details} title={details}>
                    {details}
                  </td>
                )}
                <td className={classes.number}>{count === undefined ? '' : format.number(count)}</td>
                {editable && (
                  <td className={classes.acts}>
                    <IconButton label={t('edit_item', { name })} size="var(--control-small)" onClick={() => onEdit(id)}>
                      <IconPencil />
                    </IconButton>
                    {onMerge && (
                      <IconButton
                        label={t('merge_item', { name })}
                        size="var(--control-small)"
                        disabled={items.length < 2 || alone}
                        onClick={() => onMerge(chosen.includes(id) ? chosen : [id])}
                      >
                        <IconArrowMerge />
                      </IconButton>
                    )}
                    {onDelete && (
                      <IconButton label={t('delete_item', { name })} size="var(--control-small)" onClick={() => onDelete([id])}>
                        <IconTrash />
                      </IconButton>
                    )}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {chosen.length > 0 && (
        <div className={classes.bar} role="toolbar" aria-label={t('selection')}>
          <span role="status">{t('selected', { count: chosen.length, shown: format.number(chosen.length) })}</span>
          {onMerge && chosen.length > 1 && (
            <Button size="xs" leftSection={<IconArrowMerge />} onClick={() => onMerge(chosen)}>
              {t('merge')}
            </Button>
          )}
          {onDelete && (
            <Button size="xs" color="red" leftSection={<IconTrash />} onClick={() => onDelete(chosen)}>
              {t('delete')}
            </Button>
          )}
          <Button size="xs" variant="subtle" onClick={() => setSelected(new Set())}>
            {t('clear_selection')}
          </Button>
        </div>
      )}
    </>
  )
}
