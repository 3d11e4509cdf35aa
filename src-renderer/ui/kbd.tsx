import classes from './kbd.module.css'

interface Props {
  readonly children: string
  /** On a dark hint. */
  readonly inverse?: boolean
}

export const Kbd = ({ children, inverse = false }: Props) => (
  <kbd className={classes.kbd} data-inverse={inverse || undefined}>
    {children}
  </kbd>
)
