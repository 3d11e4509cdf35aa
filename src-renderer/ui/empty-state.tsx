import type { ReactNode } from 'react'
import classes from './empty-state.module.css'

/** Small drawings in line style, 88 x 64. */
const drawings = {
  people: (
    <>
      <circle cx="34" cy="22" r="9" />
      <path d="M17 50c1-11 8-16 17-16s16 5 17 16" />
      <circle cx="58" cy="26" r="7" />
      <path d="M56 37c8 0 13 4 14 13" />
      <path d="M12 56h64" strokeDasharray="2 4" />
    </>
  ),
  calls: (
    <>
      <path d="M30 14l8 1 3 11-6 5c2 6 6 10 12 12l5-6 11 3 1 8c0 4-3 6-7 6C41 53 25 37 24 21c0-4 2-7 6-7z" />
      <path d="M54 14c7 1 11 5 12 12" strokeDasharray="2 4" />
      <path d="M54 7c11 1 18 8 19 19" strokeDasharray="2 4" />
    </>
  ),
  search: (
    <>
      <circle cx="40" cy="28" r="16" />
      <path d="M52 40l15 15" />
      <path d="M33 28h14" strokeDasharray="2 4" />
    </>
  ),
  done: (
    <>
      <circle cx="44" cy="30" r="20" />
      <path d="M35 30l7 7 12-14" />
      <path d="M16 56h56" strokeDasharray="2 4" />
    </>
  ),
  feed: (
    <>
      <rect x="22" y="10" width="44" height="44" rx="5" />
      <path d="M31 22h26M31 31h26M31 40h14" />
    </>
  ),
} as const

interface Props {
  readonly drawing: keyof typeof drawings
  /** One sentence: what belongs here. */
  readonly children: string
  /** One button that makes the first. */
  readonly action?: ReactNode
}

export const EmptyState = ({ drawing, children, action }: Props) => (
  <div className={classes.box}>
    <svg className={classes.drawing} viewBox="0 0 88 64" aria-hidden="true">
      {drawings[drawing]}
    </svg>
    <p className={classes.sentence}>{children}</p>
    {action}
  </div>
)
