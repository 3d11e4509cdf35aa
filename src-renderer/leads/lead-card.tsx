import { Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { type KeyboardEvent, memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContactLine } from '../../src-shared/contacts/contact-contract.ts'
import { formatPhoneNumber } from '../../src-shared/lib/phone-numbers.ts'
import { TagChip } from '../catalogue/tag-chip.tsx'
import { useTags } from '../catalogue/use-catalogue.ts'
import { useFormat } from '../i18n/format.ts'
import { Avatar } from '../ui/avatar.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import type { BoardColumn } from './board-columns.ts'
import classes from './lead-board.module.css'
import { WishMark } from './wish-mark.tsx'

interface Props {
  readonly row: ContactLine
  readonly index: number
  readonly count: number
  /** The card of its column that is reached by Tab. */
  readonly tabbable: boolean
  /** Its card stands beside the board. */
  readonly opened: boolean
  readonly wished: boolean
  /** Whose it is, where the board holds the leads of several people. */
  readonly withHolder: boolean
  /** Where it can be put. */
  readonly targets: readonly BoardColumn[]
  readonly nameOf: (column: BoardColumn) => string
  readonly onOpen: (row: ContactLine) => void
  readonly onKey: (event: KeyboardEvent, row: ContactLine, index: number) => void
  readonly onFocus: (index: number) => void
  readonly onDrag: (row: ContactLine | null) => void
  readonly onMove: (row: ContactLine, to: BoardColumn) => void
}

const Card = (props: Props) => {
  const { row, index, count, tabbable, opened, wished, withHolder, targets, nameOf, onOpen, onKey, onFocus, onDrag, onMove } = props
  const { t } = useTranslation('leads')
  const format = useFormat()
  const tags = useTags(row.tags)
  const about = row.company || (row.phone ? formatPhoneNumber(row.phone) : row.email || row.city)
  return (
    <li className={classes.place} aria-setsize={count} aria-posinset={index + 1}>
      {/* biome-ignore lint/a11y/useSemanticElements: it holds a button of its own */}
      <div
        role="button"
        className={classes.card}
        data-lead={row.id}
        data-opened={opened || undefined}
        tabIndex={tabbable ? 0 : -1}
        aria-keyshortcuts="Alt+ArrowLeft Alt+ArrowRight"
        draggable
        onClick={() => onOpen(row)}
        onFocus={() => onFocus(index)}
        onKeyDown={(event) => event.target === event.currentTarget && onKey(event, row, index)}
        onDragStart={(event) => {
          event.dataTransfer.effectAllowed = 'move'
          event.dataTransfer.setData('text/plain', row.name)
          onDrag(row)
        }}
        onDragEnd={() => onDrag(null)}
      >
        <span className={classes.person}>
          <Avatar id={row.id} name={row.name} size="small" />
          <span className={classes.name}>{row.name}</span>
          {wished && <WishMark narrow />}
        </span>
        <span className={classes.about}>{about}</span>
        <span className={classes.foot}>
          <span className={classes.tags}>
            {tags.map((tag) => (
              <TagChip key={tag.id} tag={tag} />
            ))}
            {tags.length === 0 && withHolder && row.responsible?.name}
          </span>
          <time
            dateTime={new Date(row.lastContactAt ?? row.createdAt).toISOString()}
            title={format.exact(row.lastContactAt ?? row.createdAt)}
          >
            {format.near(row.lastContactAt ?? row.createdAt)}
          </time>
        </span>
      </div>
      <span className={classes.more}>
        <Menu position="bottom-end">
          <Menu.Target>
            <IconButton label={t('board.move', { name: row.name })} size="var(--target)" tabIndex={tabbable ? 0 : -1}>
              <IconDots />
            </IconButton>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>{t('board.move_to')}</Menu.Label>
            {targets.map((column) => (
              <Menu.Item key={column.held} onClick={() => onMove(row, column)}>
                {nameOf(column)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </span>
    </li>
  )
}

/** A lead on the board. It is dragged, or moved by Alt with an arrow, or from its menu. */
export const LeadCard = memo(Card)
