import type { ComponentProps } from 'react'
import classes from './tick-box.module.css'

/** A checkbox without words, as Mantine's looks. A list draws dozens of them anew with each key, and Mantine's cost more than the rest of a row. */
export const TickBox = (props: Omit<ComponentProps<'input'>, 'type' | 'className'>) => (
  <input {...props} type="checkbox" className={classes.box} />
)
