import type account from './pl/account.json'
import type app from './pl/app.json'
import type audit from './pl/audit.json'
import type calls from './pl/calls.json'
import type card from './pl/card.json'
import type catalogue from './pl/catalogue.json'
import type clients from './pl/clients.json'
import type duplicates from './pl/duplicates.json'
import type errors from './pl/errors.json'
import type exports from './pl/exports.json'
import type feed from './pl/feed.json'
import type files from './pl/files.json'
import type general from './pl/general.json'
import type groups from './pl/groups.json'
import type help from './pl/help.json'
import type imports from './pl/imports.json'
import type leads from './pl/leads.json'
import type people from './pl/people.json'
import type performance from './pl/performance.json'
import type problems from './pl/problems.json'
import type settings from './pl/settings.json'
import type tasks from './pl/tasks.json'
import type team from './pl/team.json'
import type ui from './pl/ui.json'
import type wizard from './pl/wizard.json'
import type work from './pl/work.json'

interface Resources {
  account: typeof account
  app: typeof app
  calls: typeof calls
  card: typeof card
  clients: typeof clients
  duplicates: typeof duplicates
  audit: typeof audit
  catalogue: typeof catalogue
  exports: typeof exports
  errors: typeof errors
  feed: typeof feed
  files: typeof files
  general: typeof general
  groups: typeof groups
  help: typeof help
  imports: typeof imports
  leads: typeof leads
  people: typeof people
  performance: typeof performance
  problems: typeof problems
  settings: typeof settings
  tasks: typeof tasks
  team: typeof team
  ui: typeof ui
  wizard: typeof wizard
  work: typeof work
  // Keys of this feature are put together at run time; a test compares its two languages.
  telephony: Record<string, string>
}

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'ui'
    returnNull: false
    resources: Resources
  }
}
