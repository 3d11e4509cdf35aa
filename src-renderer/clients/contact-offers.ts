import type { Contact } from '../../src-shared/contacts/contact-kind.ts'
import { contactRights, importPermission } from '../../src-shared/team/rights.ts'
import { may, type Viewer } from '../../src-shared/team/viewer.ts'

export const mayAddClients = (viewer: Viewer): boolean => may(viewer, 'customers_create')

/** Anybody may add a lead. */
export const mayAdd = (viewer: Viewer, stage: Contact['stage']): boolean => stage === 'lead' || mayAddClients(viewer)

/** As what somebody may bring people from a file; without a stage whether there is anything that they may. */
export const mayImport = (viewer: Viewer, stage?: Contact['stage']): boolean =>
  (stage ? [stage] : (['client', 'lead'] as const)).some((one) => may(viewer, importPermission(one)) && mayAdd(viewer, one))

/** What somebody may not bring as a file they do not carry away as one either. */
export const mayExport = (viewer: Viewer, stage: Contact['stage']): boolean => may(viewer, importPermission(stage))

/** Whether there is anything in a list that somebody may change: of leads everybody may work some. */
export const mayEditIn = (viewer: Viewer, stage: Contact['stage']): boolean => stage === 'lead' || may(viewer, 'customers_edit')

/** The tabs of a list. All leads are for those who may see the leads of others. */
export const tabsOf = (viewer: Viewer, stage: Contact['stage']): readonly ('mine' | 'all' | 'unsorted')[] => {
  if (stage === 'client') return ['mine', 'all']
  return may(viewer, 'leads_view') ? ['unsorted', 'mine', 'all'] : ['unsorted', 'mine']
}

/** Whether there is anything in a list that somebody may delete: of leads everybody may delete some. */
export const mayDeleteIn = (viewer: Viewer, stage: Contact['stage']): boolean => stage === 'lead' || may(viewer, 'customers_delete')

/** Who has made a lead of the pool is not in its row: there the core decides. */
export const mayDeleteRow = (viewer: Viewer, stage: Contact['stage'], responsible: string | null): boolean =>
  (stage === 'lead' && responsible === null) || contactRights(viewer, { stage, responsible }).delete
