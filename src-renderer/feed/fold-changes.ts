import type { FeedItem } from '../../src-shared/feed/feed-contract.ts'

type Change = Extract<FeedItem, { type: 'change' }>

export type ChangedValues = NonNullable<Change['values']>

/** `older` went before `newer`: what it found is what both found together. */
const together = (newer: ChangedValues, older: ChangedValues): ChangedValues => ({
  ...newer,
  ...Object.fromEntries(
    Object.entries(older).map(([field, { before, after }]) => [field, { before, after: newer[field] ? newer[field].after : after }]),
  ),
})

/** What the feed shows as one line: a note, a call, or changes that follow each other. */
export type FeedLine =
  | Exclude<FeedItem, Change>
  | {
      readonly type: 'act'
      readonly id: string
      readonly occurredAt: number
      readonly memberName: string
      readonly act: Change['act']
      readonly importedFrom: string | undefined
    }
  | {
      readonly type: 'changes'
      readonly id: string
      readonly occurredAt: number
      readonly memberName: string
      readonly importedFrom: string | undefined
      readonly count: number
      /** Each field once, in the order in which it was changed last. */
      readonly fields: readonly string[]
      /** What stood in a field before the first of the changes, and what after the last, where the feed says so. */
      readonly values: ChangedValues
    }

/** Folds changes of one person that stand together into one line, newest first; that a card was made, deleted or brought back stands alone. */
export const foldChanges = (items: readonly FeedItem[]): readonly FeedLine[] => {
  const lines: FeedLine[] = []
  for (const item of items) {
    if (item.type !== 'change') {
      lines.push(item)
      continue
    }
    const { id, occurredAt, memberName, act, fields, values = {}, importedFrom } = item
    if (act !== 'changed') {
      lines.push({ type: 'act', id, occurredAt, memberName, act, importedFrom })
      continue
    }
    const last = lines.at(-1)
    if (last?.type === 'changes' && last.memberName === memberName && last.importedFrom === importedFrom) {
      const all = [...new Set([...last.fields, ...fields])]
      lines[lines.length - 1] = { ...last, count: last.count + 1, fields: all, values: together(last.values, values) }
    } else lines.push({ type: 'changes', id, occurredAt, memberName, importedFrom, count: 1, fields, values })
  }
  return lines
}
