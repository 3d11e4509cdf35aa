import type { Bench } from './bench.ts'
import { csvImport } from './csv-import.ts'
import { incomingCall } from './incoming-call.ts'
import { search } from './search.ts'
import { start } from './start.ts'

/** Every bench there is, in the order of its lines. */
export const benches: readonly Bench[] = [csvImport, search, start, incomingCall]
