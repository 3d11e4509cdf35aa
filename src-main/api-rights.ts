import type { z } from 'zod'
import { contactStages } from '../src-shared/contacts/contact-kind.ts'
import type { exportInputSchema } from '../src-shared/exports/export-contract.ts'
import { LeadlineError } from '../src-shared/lib/errors.ts'
import { permissionNames } from '../src-shared/team/permissions.ts'
import { demand, demandEverything, demandImport, importPermission } from '../src-shared/team/rights.ts'
import { may, type Viewer } from '../src-shared/team/viewer.ts'
import type { Readers } from './db/readers.ts'

interface Dependencies {
  /** Who works here, with their rights; null while the rows of the team are not here yet. */
  readonly viewer: () => Viewer | null
  readonly readers: Pick<Readers, 'ask'>
}

/** What somebody may ask of the core beyond single rows, of which each write is checked anyway. All of these throw LeadlineError `forbidden`. */
export const createApiRights = ({ viewer: viewerNow, readers }: Dependencies) => ({
  own: () => {
    const viewer = viewerNow()
    const permissions = permissionNames.filter((name) => viewer?.permissions.has(name))
    return { administrator: viewer?.administrator === true, owner: viewer?.owner === true, permissions }
  },
  demandAdministrator: () => {
    const viewer = viewerNow()
    if (viewer && !viewer.administrator) throw new LeadlineError('forbidden', 'Administrators alone may see this')
  },
  /** What somebody may not bring as a file they do not carry away as one either. Whoever may do all of it needs no look at single contacts. */
  demandExport: async (input: z.output<typeof exportInputSchema>, signal: AbortSignal | undefined) => {
    const viewer = viewerNow()
    if (!viewer) return
    if (input.what === 'everything') return demandEverything(viewer)
    const { selection } = input
    if (contactStages.every((stage) => may(viewer, importPermission(stage)))) return
    const stages = 'query' in selection ? [selection.query.stage] : await readers.ask('exports.stages', selection.ids, signal)
    for (const stage of stages) demand(viewer, importPermission(stage))
  },
  /** Bringing everything back takes what taking it out does, and to import both stages. */
  demandBringBack: () => {
    const viewer = viewerNow()
    if (!viewer) return
    demandEverything(viewer)
    for (const stage of contactStages) demandImport(viewer, stage)
  },
})
