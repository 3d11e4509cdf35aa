import type { z } from 'zod'
import { create } from 'zustand'
import type { Selection } from '../../src-shared/contacts/contact-contract.ts'
import type { Contact } from '../../src-shared/contacts/contact-kind.ts'
import type { ExportFormat, exportInputSchema } from '../../src-shared/exports/export-contract.ts'

export type ExportInput = z.input<typeof exportInputSchema>

/** What is about to be taken out: its form is not chosen yet. */
export interface OpenedExport {
  readonly selection: Selection
  readonly stage: Contact['stage']
  /** How many contacts; undefined while that is not counted. */
  readonly count: number | undefined
}

interface ExportState {
  readonly opened: OpenedExport | null
  /** The form of the last time, offered first. */
  readonly format: ExportFormat
}

export const useExports = create<ExportState>(() => ({ opened: null, format: 'xlsx' }))

/** Asks in which form contacts are to be taken out. */
export const openExport = (opened: OpenedExport): void => useExports.setState({ opened })

export const closeExport = (): void => useExports.setState({ opened: null })
