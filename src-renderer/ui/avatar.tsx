import classes from './avatar.module.css'
import { hueOf, initialsOf } from './initials.ts'

interface Props {
  readonly id: string
  readonly name: string
  readonly size?: 'small' | 'normal' | 'large'
}

/** Initials in the person's colour. The name stands beside it, so it is silent to screen readers. */
export const Avatar = ({ id, name, size = 'normal' }: Props) => (
  <span className={classes.avatar} data-hue={hueOf(id)} data-size={size} aria-hidden="true">
    {initialsOf(name)}
  </span>
)
