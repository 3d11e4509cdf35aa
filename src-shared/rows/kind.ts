import type { z } from 'zod'

/** What every document has. Fields that this version does not know are kept as they came. */
export interface RowDocument {
  readonly id: string
  readonly [field: string]: unknown
}

/**
 * A kind of thing, declared once. A row of it is a JSON document; everything that lists and search need is a projection beside it.
 *
 * - `schema` checks a document as it is written and keeps unknown fields.
 * - `root` names the row whose rights decide over this one; a document may be its own root.
 * - `participants` are members who see it in any case.
 * - `privateTo` keeps it from those who see everything: its participants alone have it, or they and administrators.
 * - `lookups` name the keys under which rows are found inside a mutator.
 * - `upcast` brings a document of an older program to today's form, on read.
 */
export interface Kind<Document extends RowDocument = RowDocument> {
  readonly name: string
  readonly schema: z.ZodType<Document>
  root(document: Document): string
  /** Members who may see the row whoever may see its root: who wrote it, who spoke. */
  participants?(document: Document): readonly string[]
  readonly privateTo?: 'participants' | 'participants_and_administrators'
  readonly lookups: Readonly<Record<string, Lookup<Document>>>
  upcast?(document: Document): Document
}

// Methods, not function properties: a Kind<Contact> is then a Kind wherever only its name and its rows as such matter.
type Lookup<Document> = { of(document: Document): readonly string[] }['of']

export const defineKind = <Document extends RowDocument>(
  declaration: Omit<Kind<Document>, 'lookups'> & { readonly lookups?: Kind<Document>['lookups'] },
): Kind<Document> => ({ lookups: {}, ...declaration })
