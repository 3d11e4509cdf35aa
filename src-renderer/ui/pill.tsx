import type { ReactNode } from 'react'
import classes from './pill.module.css'

export type Tone = 'green' | 'red' | 'amber' | 'grey'

interface Props {
  readonly tone: Tone
  readonly children: ReactNode
}

/** A state in one or two words with a dot. The words tell the meaning, the colour only helps. */
export const Pill = ({ tone, children }: Props) => (
  <span className={classes.pill} data-tone={tone}>
    <span className={classes.dot} aria-hidden="true" />
    {children}
  </span>
)

/** The same, opening its explanation. */
export const PillButton = ({ tone, children, ...others }: Props & React.ComponentProps<'button'>) => (
  <button type="button" {...others} className={classes.pill} data-tone={tone}>
    <span className={classes.dot} aria-hidden="true" />
    {children}
  </button>
)
