import { IconX } from '@tabler/icons-react'
import classes from './chip.module.css'

interface Props {
  readonly children: string
  readonly removeLabel: string
  readonly onRemove: () => void
}

/** A filter that is on: its words, and a cross that takes it off. */
export const Chip = ({ children, removeLabel, onRemove }: Props) => (
  <span className={classes.chip}>
    {children}
    <button type="button" className={classes.remove} aria-label={removeLabel} onClick={onRemove}>
      <IconX />
    </button>
  </span>
)

/** A quiet word in a rounded box: the type of a contact, a tag. */
export const Tag = ({ children }: { readonly children: string }) => <span className={classes.tag}>{children}</span>
