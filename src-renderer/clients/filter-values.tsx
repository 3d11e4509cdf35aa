import { TextInput } from '@mantine/core'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fold } from '../../src-shared/lib/fold.ts'
import { useFormat } from '../i18n/format.ts'
import { FilterValue } from '../ui/filter-frame.tsx'
import { facetOrder, shownValues } from './facet-order.ts'
import classes from './filter-panel.module.css'

/** Values that a search shows at most. */
const mostFound = 30

export interface FilterOption {
  readonly value: string
  readonly label: string
}

interface Props {
  readonly title: string
  readonly options: readonly FilterOption[]
  /** How many each would find; undefined where the core has not counted, or counts too long. */
  readonly counts: Readonly<Record<string, number>> | undefined
  readonly chosen: readonly string[]
  readonly wordOf: (value: string) => string
  readonly onChange: (value: string, on: boolean) => void
  /** Other values than the options can be typed. */
  readonly free?: boolean
}

/** The values of a filter: a few as they stand, of many the most frequent ones with a field that finds the others. */
export const FilterValues = ({ title, options, counts, chosen, wordOf, onChange, free = false }: Props) => {
  const { t } = useTranslation('clients')
  const format = useFormat()
  const [text, setText] = useState('')
  const isLong = options.length > shownValues || free
  const wanted = fold(text.trim())
  const searched = wanted === '' ? [] : options.filter(({ label }) => fold(label).includes(wanted)).slice(0, mostFound)
  const isNew = free && wanted !== '' && !searched.some(({ label }) => fold(label) === wanted)
  const usual = isLong
    ? counts
      ? facetOrder(counts, chosen)
      : [...new Set([...chosen, ...options.slice(0, shownValues).map(({ value }) => value)])]
    : [...new Set([...options.map(({ value }) => value), ...chosen])]
  const shown = wanted === '' ? usual : [...searched.map(({ value }) => value), ...(isNew ? [text.trim()] : [])]

  const hearKey = (event: KeyboardEvent) => {
    const [first] = shown
    if (event.key === 'Escape' && text !== '') setText('')
    else if (event.key === 'Enter' && wanted !== '' && first !== undefined) {
      onChange(first, !chosen.includes(first))
      setText('')
    } else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <>
      {isLong && (
        <TextInput
          size="xs"
          className={classes.search}
          aria-label={t('filter_search', { filter: title })}
          placeholder={t('filter_search_hint')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={hearKey}
        />
      )}
      {shown.map((value) => {
        const count = counts && (counts[value] ?? (isLong && wanted !== '' ? undefined : 0))
        return (
          <FilterValue
            key={value}
            checked={chosen.includes(value)}
            onChange={(on) => {
              onChange(value, on)
              setText('')
            }}
            count={count}
            shownCount={count === undefined ? '' : format.number(count)}
          >
            {wordOf(value)}
          </FilterValue>
        )
      })}
    </>
  )
}
