import { auditContract } from './audit/audit-contract.ts'
import { callContract } from './calls/call-contract.ts'
import { catalogueContract } from './catalogue/catalogue-contract.ts'
import { contactContract } from './contacts/contact-contract.ts'
import { duplicateContract } from './duplicates/duplicate-contract.ts'
import { exportContract } from './exports/export-contract.ts'
import { feedContract } from './feed/feed-contract.ts'
import { fileContract } from './files/file-contract.ts'
import { filterContract } from './filters/filter-contract.ts'
import { historyContract } from './history/history-contract.ts'
import { importContract } from './import/import-contract.ts'
import { leadContract } from './leads/lead-contract.ts'
import { noteContract } from './notes/note-contract.ts'
import { settingsContract } from './settings/settings-contract.ts'
import { systemContract } from './system/system-contract.ts'
import { taskContract } from './tasks/task-contract.ts'
import { teamContract } from './team/team-contract.ts'
import { telephonyContract } from './telephony/telephony-contract.ts'
import { workContract } from './work/work-contract.ts'

/** The whole API of the core: the same over message ports, WebSocket and HTTP. */
export const apiContract = {
  contacts: contactContract,
  catalogue: catalogueContract,
  filters: filterContract,
  duplicates: duplicateContract,
  tasks: taskContract,
  notes: noteContract,
  calls: callContract,
  feed: feedContract,
  files: fileContract,
  history: historyContract,
  imports: importContract,
  exports: exportContract,
  audit: auditContract,
  work: workContract,
  leads: leadContract,
  telephony: telephonyContract,
  settings: settingsContract,
  team: teamContract,
  system: systemContract,
}
