import type { z } from 'zod'
import type { exportInputSchema } from '../../src-shared/exports/export-contract.ts'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import type { Work } from '../../src-shared/work/work-contract.ts'
import type { Readers } from '../db/readers.ts'
import type { FileService } from '../files/file-service.ts'
import type { Log } from '../platform/log.ts'
import type { WorkService } from '../work/work-service.ts'
import type { Workspace } from '../workspace.ts'

export interface ExportDependencies {
  readonly workspace: Workspace
  readonly readers: Readers
  readonly work: WorkService
  readonly files: FileService
  readonly dataFolder: string
  readonly log: Log
}

const toBeBuilt = () => new LeadlineError('internal', 'To be built')

export const createExportService = (_dependencies: ExportDependencies) => ({
  start: (_input: z.output<typeof exportInputSchema>): Work => {
    throw toBeBuilt()
  },
  file: (_id: string): { name: string; bytes: number; mediaType: string } => {
    throw toBeBuilt()
  },
  read: async (_input: { id: string; offset: number; length: number }): Promise<{ base64: string }> => {
    throw toBeBuilt()
  },
  discard: async (_id: string): Promise<void> => {},
  close: async (): Promise<void> => {},
})

export type ExportService = ReturnType<typeof createExportService>
