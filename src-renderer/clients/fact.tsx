import type { ReactNode } from 'react'
import classes from './fact.module.css'

interface Props {
  readonly label: string
  readonly children: ReactNode
}

/** One line of what is known: its name, and beside it the value, edited where it stands. */
export const Fact = ({ label, children }: Props) => (
  // biome-ignore lint/a11y/useSemanticElements: a line in a card, not a set of fields of a form
  <div className={classes.fact} role="group" aria-label={label}>
    <span className={classes.label} aria-hidden="true">
      {label}
    </span>
    <div className={classes.value}>{children}</div>
  </div>
)
