import { useMemo } from 'react'
import { useMembers } from '../app/use-session.ts'
import classes from './feed.module.css'
import { partsOf } from './mentions.ts'

interface Props {
  readonly text: string
  readonly mentions: readonly string[]
}

/** The words of a note; whom it names stands out. */
export const NoteText = ({ text, mentions }: Props) => {
  const members = useMembers()
  const parts = useMemo(() => {
    const named = members.filter(({ id }) => mentions.includes(id))
    let at = 0
    return partsOf(text, named).map((part) => {
      const begin = at
      at += part.text.length
      return { ...part, begin }
    })
  }, [text, mentions, members])
  return (
    <p className={classes.text}>
      {parts.map((part) =>
        part.named ? (
          <mark key={part.begin} className={classes.mention}>
            {part.text}
          </mark>
        ) : (
          part.text
        ),
      )}
    </p>
  )
}
