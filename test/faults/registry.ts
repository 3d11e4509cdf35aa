import type { Fault } from './fault.ts'
import { followedWriters } from './followed-writers.ts'
import { fullDisk } from './full-disk.ts'
import { hostileTables } from './hostile-tables.ts'
import { killedCore } from './killed-core.ts'

/** Every fault that is made on purpose, in the order of their lines. */
export const faults: readonly Fault[] = [killedCore, followedWriters, fullDisk, hostileTables]
