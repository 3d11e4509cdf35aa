import { ActionIcon, type ActionIconProps, Tooltip } from '@mantine/core'
import type { ComponentProps, ReactNode } from 'react'
import classes from './icon-button.module.css'
import { Kbd } from './kbd.tsx'

interface Props extends Omit<ActionIconProps, 'aria-label'>, Omit<ComponentProps<'button'>, keyof ActionIconProps | 'aria-label'> {
  /** What it does: the accessible name and the hint. */
  readonly label: string
  /** The key that does the same, shown in the hint. */
  readonly shortcut?: string
  readonly children: ReactNode
}

/** A button that is only an icon, with its name for everyone. */
export const IconButton = ({ label, shortcut, children, ...others }: Props) => (
  <Tooltip
    label={
      shortcut ? (
        <span className={classes.hint}>
          {label} <Kbd inverse>{shortcut}</Kbd>
        </span>
      ) : (
        label
      )
    }
  >
    <ActionIcon aria-label={label} {...others}>
      {children}
    </ActionIcon>
  </Tooltip>
)
