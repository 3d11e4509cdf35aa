import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import type { KeyboardEvent, RefObject } from 'react'
import classes from './list-screen.module.css'

interface Props {
  readonly field: RefObject<HTMLInputElement | null>
  readonly label: string
  /** Where there is less room than the label takes. */
  readonly placeholder?: string
  readonly value: string
  readonly onSearch: (text: string) => void
  /** The keys go from the field to what it has found. */
  readonly onLeave: () => void
}

/** The search above a list: Escape empties it, and leaves it as Enter and the arrow down do. */
export const ListSearch = ({ field, label, placeholder = label, value, onSearch, onLeave }: Props) => {
  const hearKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && value !== '') onSearch('')
    else if (event.key === 'ArrowDown' || event.key === 'Enter' || event.key === 'Escape') onLeave()
    else return
    event.preventDefault()
  }
  return (
    <TextInput
      ref={field}
      className={classes.search}
      type="search"
      aria-label={label}
      placeholder={placeholder}
      leftSection={<IconSearch />}
      leftSectionWidth="var(--control-small)"
      value={value}
      onChange={(event) => onSearch(event.currentTarget.value)}
      onKeyDown={hearKey}
    />
  )
}
