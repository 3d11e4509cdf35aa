import type { ReactNode } from 'react'
import classes from './tile-rows.module.css'

interface RowsProps {
  /** What is said where there are no rows; null while there are some or they are on their way. */
  readonly empty: string | null
  readonly children: ReactNode
}

export const TileRows = ({ empty, children }: RowsProps) =>
  empty === null ? <ul className={classes.rows}>{children}</ul> : <p className={classes.empty}>{empty}</p>

interface RowProps {
  readonly sign: ReactNode
  readonly name: string
  readonly detail: string
  readonly when: string
  readonly exact: string
  readonly urgent?: boolean
  readonly onOpen: () => void
  /** What can be done with it at once. */
  readonly children: ReactNode
}

/** One line of a tile: somebody, since when, and the act that is due. */
export const TileRow = ({ sign, name, detail, when, exact, urgent = false, onOpen, children }: RowProps) => (
  <li className={classes.row}>
    <button type="button" className={classes.entry} onClick={onOpen}>
      {sign}
      <span className={classes.name}>{name}</span>
      <span className={classes.detail}>{detail}</span>
      <span className={classes.when} title={exact} data-urgent={urgent || undefined}>
        {when}
      </span>
    </button>
    {children}
  </li>
)
