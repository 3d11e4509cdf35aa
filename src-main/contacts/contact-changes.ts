import type { z } from 'zod'
import type { bulkActionSchema, selectionSchema } from '../../src-shared/contacts/contact-contract.ts'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import type { Work } from '../../src-shared/work/work-contract.ts'
import type { Readers } from '../db/readers.ts'
import type { WorkService } from '../work/work-service.ts'
import type { Workspace } from '../workspace.ts'

export interface ContactChangesDependencies {
  readonly workspace: Workspace
  readonly readers: Readers
  readonly work: WorkService
}

export const createContactChanges = (_dependencies: ContactChangesDependencies) => ({
  change: (_input: { selection: z.output<typeof selectionSchema>; action: z.output<typeof bulkActionSchema> }): Work => {
    throw new LeadlineError('internal', 'To be built')
  },
})

export type ContactChanges = ReturnType<typeof createContactChanges>
