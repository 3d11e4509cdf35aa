import type { ReactNode } from 'react'
import classes from './notice.module.css'

interface Props {
  readonly children: ReactNode
  /** What can be done about it. */
  readonly action?: ReactNode
}

/** One calm line across a page: what is so, and what can be done. */
export const Notice = ({ children, action }: Props) => (
  <div className={classes.notice} role="status">
    <div className={classes.words}>{children}</div>
    {action}
  </div>
)
