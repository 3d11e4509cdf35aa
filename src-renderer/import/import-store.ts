import { create } from 'zustand'
import type {
  BadRow,
  FileForm,
  ImportCheck,
  ImportPlan,
  ImportPreview,
  ImportProgress,
  ImportTarget,
} from '../../src-shared/import/import-contract.ts'

/** A file that the core has, and how it was read. */
export interface BroughtFile {
  readonly name: string
  readonly importId: string
  readonly preview: ImportPreview
  /** What a person had said about how it is written; the rest was found out. */
  readonly form: FileForm
}

export interface KeptContact {
  readonly contactId: string
  readonly name: string
  readonly fields: readonly string[]
}

export type ImportPhase =
  | { readonly type: 'choose'; readonly error: unknown }
  /** The file goes over; `share` from 0 to 1. */
  | { readonly type: 'reading'; readonly name: string; readonly share: number }
  /** `asked`: how it is being read anew; null where it is not. */
  | { readonly type: 'columns'; readonly file: BroughtFile; readonly error: unknown; readonly asked: FileForm | null }
  | { readonly type: 'plan'; readonly file: BroughtFile; readonly error: unknown }
  | { readonly type: 'checking'; readonly file: BroughtFile; readonly done: number; readonly rows: number }
  | { readonly type: 'checked'; readonly file: BroughtFile; readonly check: ImportCheck; readonly error: unknown; readonly busy: boolean }
  | {
      readonly type: 'running'
      readonly name: string
      readonly importId: string
      readonly batch: string
      readonly progress: ImportProgress
    }
  | {
      readonly type: 'ended'
      readonly name: string
      readonly importId: string
      readonly progress: ImportProgress
      readonly bad: readonly BadRow[]
      readonly more: number
    }
  | { readonly type: 'undone'; readonly name: string; readonly kept: readonly KeptContact[]; readonly more: number }

/** What is done with the rows, but for the columns. */
export type ImportChoices = Required<Pick<ImportPlan, 'duplicates' | 'duplicatesBy' | 'tags' | 'source'>> &
  Pick<ImportPlan, 'stage' | 'responsible'>

interface ImportState {
  readonly phase: ImportPhase
  readonly mapping: readonly (ImportTarget | null)[]
  readonly choices: ImportChoices
}

const usualChoices: ImportChoices = { stage: 'client', duplicates: 'skip', duplicatesBy: ['phone', 'email'], tags: [], source: null }

export const useImport = create<ImportState>(() => ({ phase: { type: 'choose', error: null }, mapping: [], choices: usualChoices }))

export const show = (phase: ImportPhase): void => useImport.setState({ phase })

export const choose = (change: Partial<ImportChoices>): void =>
  useImport.setState(({ choices }) => ({
    choices: { ...choices, ...change },
  }))

/** Back to the beginning. Into which list stays as it was: a second file mostly goes there too. */
export const startOver = (): void =>
  useImport.setState(({ choices: { stage } }) => ({
    phase: { type: 'choose', error: null },
    mapping: [],
    choices: { ...usualChoices, stage },
  }))

export const mapColumn = (column: number, target: ImportTarget | null): void =>
  useImport.setState(({ mapping }) => ({ mapping: mapping.map((known, index) => (index === column ? target : known)) }))

/** The plan as the core takes it. */
export const planOf = ({ mapping, choices }: Pick<ImportState, 'mapping' | 'choices'>): ImportPlan => ({
  ...choices,
  mapping: [...mapping],
  tags: [...choices.tags],
  duplicatesBy: [...choices.duplicatesBy],
})

/** Whether the core works on an import by itself, so that its window can be closed meanwhile. */
export const isAtWork = ({ type }: ImportPhase): boolean => type === 'reading' || type === 'checking' || type === 'running'
