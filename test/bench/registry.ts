import type { Bench } from './bench.ts'
import { csvImport } from './csv-import.ts'
import { firstSync } from './first-sync.ts'
import { incomingCall } from './incoming-call.ts'
import { keyToPage } from './key-to-page.ts'
import { leadTakes } from './lead-takes.ts'
import { pushedMutations } from './pushed-mutations.ts'
import { search } from './search.ts'
import { start } from './start.ts'
import { toldChanges } from './told-changes.ts'
import { xlsxImport } from './xlsx-import.ts'

/** Every bench there is, in the order of its lines. */
export const benches: readonly Bench[] = [
  csvImport,
  xlsxImport,
  search,
  firstSync,
  leadTakes,
  pushedMutations,
  toldChanges,
  keyToPage,
  start,
  incomingCall,
]
