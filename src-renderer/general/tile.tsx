import { type ReactNode, useId } from 'react'
import { useFormat } from '../i18n/format.ts'
import type { Figure } from './figures.ts'
import classes from './tile.module.css'
import { openFigure, useCount } from './use-figures.ts'

interface TileProps {
  readonly title: string
  /** The number of what the tile lists, beside its title; pressing opens the whole list. */
  readonly badge?: { readonly figure: Figure; readonly tone: 'red' | 'amber' }
  readonly children: ReactNode
}

const Badge = ({ figure, tone, title }: NonNullable<TileProps['badge']> & { readonly title: string }) => {
  const format = useFormat()
  const count = useCount(figure)
  return (
    <button type="button" className={classes.open} onClick={() => openFigure(figure)}>
      {title}
      <span className={classes.badge} data-tone={count === 0 ? undefined : tone}>
        {count === undefined ? '\u00a0' : format.number(count)}
      </span>
    </button>
  )
}

export const Tile = ({ title, badge, children }: TileProps) => {
  const id = useId()
  return (
    <section className={classes.tile} aria-labelledby={id}>
      <h2 id={id} className={classes.title}>
        {badge ? <Badge {...badge} title={title} /> : title}
      </h2>
      {children}
    </section>
  )
}

interface NumberProps {
  readonly figure: Figure
  /** What the number counts, for those who do not see where it stands. */
  readonly label: string
}

/** The large number of a tile; pressing opens the list that it counts. */
export const TileNumber = ({ figure, label }: NumberProps) => {
  const format = useFormat()
  const count = useCount(figure)
  const shown = count === undefined ? '\u00a0' : format.number(count)
  return (
    <button type="button" className={classes.number} aria-label={`${label}: ${shown}`} onClick={() => openFigure(figure)}>
      {shown}
    </button>
  )
}

interface PartProps {
  readonly figure: Figure
  readonly tone?: 'amber'
  readonly label?: string
  /** Draws the words around the number. */
  readonly children: (count: number, shown: string) => ReactNode
}

/** A smaller number in its words; pressing opens the list that it counts. */
export const TilePart = ({ figure, tone, label, children }: PartProps) => {
  const format = useFormat()
  const count = useCount(figure)
  if (count === undefined) return null
  const shown = format.number(count)
  return (
    <button
      type="button"
      className={classes.part}
      data-tone={count > 0 ? tone : undefined}
      aria-label={label && `${label}: ${shown}`}
      title={label}
      onClick={() => openFigure(figure)}
    >
      {children(count, shown)}
    </button>
  )
}

export const TileParts = ({ children }: { readonly children: ReactNode }) => <div className={classes.parts}>{children}</div>
