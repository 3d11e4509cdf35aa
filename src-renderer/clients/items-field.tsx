import { Combobox, PillsInput, useCombobox } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fold } from '../../src-shared/lib/fold.ts'
import { TagChip } from '../catalogue/tag-chip.tsx'
import classes from './items-field.module.css'

export interface FieldItem {
  readonly id: string
  readonly name: string
  /** Hue in degrees; left out or null for none. */
  readonly colour?: number | null
  /** A second, quiet word beside the name. */
  readonly second?: string
}

interface Props {
  readonly label: string
  readonly items: readonly FieldItem[]
  readonly options: readonly FieldItem[]
  readonly readOnly: boolean
  readonly onAdd: (id: string) => void
  readonly onRemove: (id: string) => void
  /** Makes one that is not there yet, and chooses it; left out where that may not be done. */
  readonly onMake?: ((name: string) => Promise<void>) | undefined
}

const mostShown = 50
const making = 'make'

/** Several of a list, chosen where they stand: typed to be found or made, taken away by Backspace or their cross. */
export const ItemsField = ({ label, items, options, readOnly, onAdd, onRemove, onMake }: Props) => {
  const { t } = useTranslation('card')
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const [text, setText] = useState('')
  const wanted = fold(text)
  const chosen = new Set(items.map(({ id }) => id))
  const found = options
    .filter(({ id, name, second }) => !chosen.has(id) && fold(`${name} ${second ?? ''}`).includes(wanted))
    .toSorted((one, other) => Number(fold(other.name) === wanted) - Number(fold(one.name) === wanted))
    .slice(0, mostShown)
  const mayMake = onMake !== undefined && wanted !== '' && ![...options, ...items].some(({ name }) => fold(name) === wanted)

  // What Enter takes is marked once it is drawn.
  const { selectFirstOption, resetSelectedOption } = combobox
  useEffect(() => {
    if (text === '') resetSelectedOption()
    else selectFirstOption()
  }, [text, selectFirstOption, resetSelectedOption])

  if (readOnly) {
    return (
      <span className={classes.plain}>
        {items.map((item) => (
          <TagChip key={item.id} tag={{ name: item.name, colour: item.colour ?? null }} />
        ))}
      </span>
    )
  }

  const take = (id: string) => {
    const name = text.trim()
    setText('')
    if (id === making) void onMake?.(name)
    else onAdd(id)
  }

  const hearKey = (event: KeyboardEvent<HTMLInputElement>) => {
    const last = items.at(-1)
    const first = found[0]?.id ?? (mayMake ? making : undefined)
    if (event.key === 'Backspace' && text === '' && last) onRemove(last.id)
    // Typed faster than the list was drawn.
    else if (event.key === 'Enter' && text.trim() !== '' && combobox.getSelectedOptionIndex() === -1 && first !== undefined) take(first)
    else if (event.key === 'Escape') {
      setText('')
      combobox.closeDropdown()
      event.currentTarget.blur()
    } else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <Combobox store={combobox} onOptionSubmit={take} position="bottom-start" shadow="md">
      <Combobox.DropdownTarget>
        <PillsInput className={classes.root} classNames={{ input: classes.input }} size="xs" onClick={() => combobox.openDropdown()}>
          <span className={classes.items}>
            {items.map((item) => (
              <span key={item.id} className={classes.item}>
                <TagChip tag={{ name: item.name, colour: item.colour ?? null }} />
                <button
                  type="button"
                  className={classes.remove}
                  aria-label={t('remove_item', { name: item.name })}
                  onClick={(event) => {
                    event.stopPropagation()
                    onRemove(item.id)
                  }}
                >
                  <IconX aria-hidden="true" />
                </button>
              </span>
            ))}
            <Combobox.EventsTarget withExpandedAttribute>
              <PillsInput.Field
                className={classes.field}
                aria-label={label}
                placeholder={items.length === 0 ? t('add_item') : '+'}
                value={text}
                onFocus={() => combobox.openDropdown()}
                onBlur={() => {
                  combobox.closeDropdown()
                  setText('')
                }}
                onChange={(event) => {
                  setText(event.currentTarget.value)
                  combobox.openDropdown()
                }}
                onKeyDown={hearKey}
              />
            </Combobox.EventsTarget>
          </span>
        </PillsInput>
      </Combobox.DropdownTarget>
      <Combobox.Dropdown hidden={found.length === 0 && !mayMake}>
        <Combobox.Options className={classes.options} aria-label={label}>
          {found.map((item) => (
            <Combobox.Option key={item.id} value={item.id}>
              {item.name} {item.second && <span className={classes.second}>{item.second}</span>}
            </Combobox.Option>
          ))}
          {mayMake && <Combobox.Option value={making}>{t('make_item', { name: text.trim() })}</Combobox.Option>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
