import type { ReactNode } from 'react'
import { useFormat } from '../i18n/format.ts'
import classes from './feed.module.css'

interface Props {
  readonly sign: ReactNode
  readonly title: string
  readonly tone?: 'missed' | 'quiet' | 'done'
  readonly occurredAt: number
  readonly details: readonly string[]
  readonly tools?: ReactNode
  readonly children?: ReactNode
}

/** One thing that happened: a sign, what it was, when and by whom, and what belongs to it. */
export const FeedRow = ({ sign, title, tone, occurredAt, details, tools, children }: Props) => {
  const format = useFormat()
  return (
    <li className={classes.row}>
      {sign}
      <div className={classes.body}>
        <div className={classes.head}>
          <span className={classes.title} data-tone={tone}>
            {title}
          </span>
          <time className={classes.detail} dateTime={new Date(occurredAt).toISOString()} title={format.exact(occurredAt)}>
            {format.nearWithTime(occurredAt)}
          </time>
          {details
            .filter((detail) => detail !== '')
            .map((detail) => (
              <span key={detail} className={classes.detail}>
                · {detail}
              </span>
            ))}
          {tools && <span className={classes.tools}>{tools}</span>}
        </div>
        {children}
      </div>
    </li>
  )
}
