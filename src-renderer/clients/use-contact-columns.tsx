import { useMemo } from 'react'
import type { ContactLine, ContactQuery } from '../../src-shared/contacts/contact-contract.ts'
import type { Contact } from '../../src-shared/contacts/contact-kind.ts'
import type { ListColumns } from '../../src-shared/settings/settings-contract.ts'
import { useChangeDevice, useSession } from '../app/use-session.ts'
import type { Arrangement, Column } from '../ui/data-grid.tsx'
import { tokenPixels } from '../ui/token.ts'
import { fittingColumns, movedColumn, shownColumns, sizedColumn, usualColumns } from './column-choice.ts'
import { type ContactColumn, useContactCells } from './contact-cells.tsx'

/** How many columns a list of this width shows, in multiples of a menu's width. */
const roomFor = (width: number) => Math.floor(width / (tokenPixels('--menu') || 1))

/** From this room on marks of a row have words. */
const wordsFrom = 5

/** From this room on the buttons of a row have a column of their own; in a narrower list names need it more. */
const buttonsFrom = 4

interface ContactColumns {
  readonly columns: readonly Column<ContactLine>[]
  /** Pixels that chosen columns need; undefined where they fit by themselves. */
  readonly needs: number | undefined
  readonly arrangement: Arrangement
  /** Track of the buttons of a row. */
  readonly actionsTrack: string
  /** For the dialog in which columns are chosen. */
  readonly known: readonly ContactColumn[]
  readonly shown: readonly string[]
  readonly widths: ListColumns['widths']
  readonly isUsual: boolean
  readonly choose: (choice: ListColumns) => void
}

/** The columns of a list of contacts, as somebody has arranged them on this machine; else the wider the list, the more of them. */
export const useContactColumns = (
  width: number,
  stage: Contact['stage'],
  tab: ContactQuery['tab'],
  besideCard: boolean,
): ContactColumns => {
  const { device } = useSession()
  const changeDevice = useChangeDevice()
  // To read a token makes the page work out its styles.
  const room = useMemo(() => roomFor(width), [width])
  const known = useContactCells(stage, tab, room < wordsFrom)
  const kept = device.columns[stage]
  return useMemo(() => {
    const choice = kept ?? usualColumns
    const { widths } = choice
    const isChosen = choice.shown !== null
    const shown = shownColumns(known, choice, room)
    const gap = tokenPixels('--space-12')
    const all = shown.flatMap((id) => {
      const column = known.find((one) => one.id === id)
      if (!column) return []
      const { least, share, from: _, ...rest } = column
      // A column that somebody has chosen is not squeezed to nothing; the others are few enough.
      const smallest = isChosen || least !== '--facts-label' || id === 'last_contact_at' ? `var(${least})` : '0'
      const track = id === 'name' && !isChosen ? `minmax(0, ${share}fr)` : `minmax(${smallest}, ${share}fr)`
      return [{ ...rest, track, width: widths[id], needs: (widths[id] ?? tokenPixels(least)) + gap }]
    })
    const columns = isChosen && besideCard ? fittingColumns(all, width) : all
    const choose = (next: ListColumns) => void changeDevice({ columns: { ...device.columns, [stage]: next } })
    return {
      columns,
      needs:
        isChosen || Object.keys(widths).length > 0
          ? columns.reduce((sum, column) => sum + column.needs, tokenPixels('--actions-column-wide') + tokenPixels('--space-24'))
          : undefined,
      arrangement: {
        onSize: (id, size) => choose({ ...choice, widths: sizedColumn(widths, id, size) }),
        onMove: (id, to) => choose({ ...choice, shown: movedColumn(shown, id, to) }),
      },
      actionsTrack: room < buttonsFrom ? '0px' : `var(${stage === 'lead' ? '--actions-column-wide' : '--actions-column'})`,
      known,
      shown,
      widths,
      isUsual: !isChosen && Object.keys(widths).length === 0,
      choose,
    }
  }, [known, kept, room, width, besideCard, changeDevice, device.columns, stage])
}
