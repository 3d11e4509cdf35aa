import type { PropertyOption } from '../../src-shared/catalogue/catalogue-kinds.ts'
import { fold } from '../../src-shared/lib/fold.ts'

/** What can be chosen of a list: options that were taken away or merged stay in the document, for contacts hold them. */
export const livingOptions = (options: readonly PropertyOption[]): readonly PropertyOption[] =>
  options.filter(({ removed, mergedInto }) => !removed && mergedInto === null)

export const addOption = (options: readonly PropertyOption[], id: string, name: string): readonly PropertyOption[] => [
  ...options,
  { id, name, mergedInto: null, removed: false },
]

export const renameOption = (options: readonly PropertyOption[], id: string, name: string): readonly PropertyOption[] =>
  options.map((option) => (option.id === id ? { ...option, name } : option))

/** Takes an option away. Who has it gets another one instead, or shows it no more. One that was never saved goes wholly. */
export const removeOption = (
  options: readonly PropertyOption[],
  id: string,
  into: string | null,
  isSaved: boolean,
): readonly PropertyOption[] =>
  isSaved
    ? options.map((option) => (option.id !== id ? option : into === null ? { ...option, removed: true } : { ...option, mergedInto: into }))
    : options.filter((option) => option.id !== id)

/** Moves an option among those that can be chosen. */
export const moveOption = (options: readonly PropertyOption[], id: string, by: -1 | 1): readonly PropertyOption[] => {
  const living = livingOptions(options)
  const from = living.findIndex((option) => option.id === id)
  const [one, other] = [living[from], living[from + by]]
  if (!one || !other) return options
  return options.map((option) => (option.id === one.id ? other : option.id === other.id ? one : option))
}

/** Names that stand twice, or not at all: ids of the options that have them. */
export const wrongOptions = (options: readonly PropertyOption[]): ReadonlyMap<string, 'required' | 'name_taken'> => {
  const seen = new Set<string>()
  const wrong = new Map<string, 'required' | 'name_taken'>()
  for (const { id, name } of livingOptions(options)) {
    const folded = fold(name)
    if (folded === '') wrong.set(id, 'required')
    else if (seen.has(folded)) wrong.set(id, 'name_taken')
    seen.add(folded)
  }
  return wrong
}
