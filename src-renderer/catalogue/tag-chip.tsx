import type { CSSProperties } from 'react'
import type { Tag } from '../../src-shared/catalogue/catalogue-kinds.ts'
import classes from './tag-chip.module.css'

interface Props {
  readonly tag: Pick<Tag, 'name' | 'colour'>
}

/** A tag in its colour. */
export const TagChip = ({ tag }: Props) => (
  <span
    className={classes.tag}
    title={tag.name}
    data-tinted={tag.colour !== null || undefined}
    style={tag.colour === null ? undefined : ({ '--hue': tag.colour } as CSSProperties)}
  >
    {tag.name}
  </span>
)
