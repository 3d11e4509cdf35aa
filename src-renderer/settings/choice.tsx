import { SegmentedControl } from '@mantine/core'
import { useId } from 'react'
import classes from './choice.module.css'

interface Props<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly values: readonly { readonly value: Value; readonly label: string }[]
  readonly description?: string
  readonly disabled?: boolean
  readonly onChange: (value: Value) => void
}

/** One of a few, saved as it is chosen. */
export const Choice = <Value extends string>({ label, value, values, description, disabled, onChange }: Props<Value>) => {
  const id = useId()
  return (
    <div className={classes.choice}>
      <span id={id} className={classes.label}>
        {label}
      </span>
      <SegmentedControl
        aria-labelledby={id}
        value={value}
        data={[...values]}
        disabled={disabled}
        onChange={(chosen) => onChange(chosen as Value)}
      />
      {description && <span className={classes.description}>{description}</span>}
    </div>
  )
}
