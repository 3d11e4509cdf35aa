import { Button, Combobox, useCombobox } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { type ReactNode, useEffect, useState } from 'react'
import { fold } from '../../src-shared/lib/fold.ts'

/** Options that are shown at once. */
const mostShown = 50

/** From so many options on there is a field that finds them. */
const searchedFrom = 8

export interface PickOption {
  readonly value: string
  readonly label: string
}

interface Props {
  readonly label: string
  readonly icon?: ReactNode
  readonly options: readonly PickOption[]
  readonly searchLabel: string
  /** Said where nothing is found. */
  readonly nothing: string
  readonly onPick: (value: string) => void
  /** Makes an option of what was typed; without it only what is there can be picked. */
  readonly make?: { readonly label: (text: string) => string; readonly onMake: (text: string) => void }
}

const making = 'make '

/** A button that opens a list with a search field; what is picked is done at once. */
export const PickButton = ({ label, icon, options, searchLabel, nothing, onPick, make }: Props) => {
  const [text, setText] = useState('')
  const isSearched = make !== undefined || options.length > searchedFrom
  const box = useCombobox({
    onDropdownClose: () => {
      box.resetSelectedOption()
      setText('')
    },
    onDropdownOpen: () => {
      if (isSearched) box.focusSearchInput()
      else box.focusTarget()
      box.selectFirstOption()
    },
  })
  const { selectFirstOption } = box
  // Enter takes what is found first.
  useEffect(() => {
    if (text !== '') selectFirstOption()
  }, [text, selectFirstOption])
  const wanted = fold(text.trim())
  const found = options.filter((option) => fold(option.label).includes(wanted)).slice(0, mostShown)
  const makes = make !== undefined && wanted !== '' && !options.some((option) => fold(option.label) === wanted)
  return (
    <Combobox
      store={box}
      width="var(--popover)"
      position="top-start"
      shadow="md"
      onOptionSubmit={(value) => {
        const typed = text.trim()
        box.closeDropdown()
        box.focusTarget()
        if (value === making) make?.onMake(typed)
        else onPick(value)
      }}
    >
      <Combobox.Target targetType="button">
        <Button size="xs" leftSection={icon} rightSection={<IconChevronDown />} onClick={() => box.toggleDropdown()}>
          {label}
        </Button>
      </Combobox.Target>
      <Combobox.Dropdown>
        {isSearched && (
          <Combobox.Search
            aria-label={searchLabel}
            placeholder={searchLabel}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        )}
        <Combobox.Options mah="var(--list-tall)" style={{ overflowY: 'auto' }} aria-label={label}>
          {found.map((option) => (
            <Combobox.Option key={option.value} value={option.value}>
              {option.label}
            </Combobox.Option>
          ))}
          {makes && <Combobox.Option value={making}>{make.label(text.trim())}</Combobox.Option>}
          {found.length === 0 && !makes && <Combobox.Empty>{nothing}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
