import type { ContactQuery, Selection } from '../../src-shared/contacts/contact-contract.ts'

/** Whom somebody has selected in a list: some by name, or all that it finds but a few, however many that is. */
export type ListSelection =
  | { readonly all: false; readonly ids: ReadonlySet<string> }
  | { readonly all: true; readonly except: ReadonlySet<string> }

export const noSelection: ListSelection = { all: false, ids: new Set() }
export const everything: ListSelection = { all: true, except: new Set() }

export const isSelected = (selection: ListSelection, id: string): boolean =>
  selection.all ? !selection.except.has(id) : selection.ids.has(id)

const turned = (ids: ReadonlySet<string>, id: string): ReadonlySet<string> => {
  const next = new Set(ids)
  if (!next.delete(id)) next.add(id)
  return next
}

export const toggled = (selection: ListSelection, id: string): ListSelection =>
  selection.all ? { all: true, except: turned(selection.except, id) } : { all: false, ids: turned(selection.ids, id) }

/** With these people beside those who were selected. */
export const withIds = (selection: ListSelection, ids: readonly string[]): ListSelection => {
  if (!selection.all) return { all: false, ids: new Set([...selection.ids, ...ids]) }
  const except = new Set(selection.except)
  for (const id of ids) except.delete(id)
  return { all: true, except }
}

/** `found`: how many the list finds. */
export const selectedCount = (selection: ListSelection, found: number): number =>
  selection.all ? Math.max(0, found - selection.except.size) : selection.ids.size

/** What the core is told of it. */
export const selectionInput = (selection: ListSelection, query: ContactQuery): Selection =>
  selection.all ? { query, except: [...selection.except] } : { ids: [...selection.ids] }
