import { authority } from './authority.ts'
import type { Fault } from './fault.ts'
import { followedWriters } from './followed-writers.ts'
import { fullDisk } from './full-disk.ts'
import { hostileTables } from './hostile-tables.ts'
import { killedCore } from './killed-core.ts'
import { killedServer } from './killed-server.ts'
import { partitions } from './partitions.ts'
import { restoredServer } from './restored-server.ts'
import { skewedVersions } from './skewed-versions.ts'
import { takenLeads } from './taken-leads.ts'
import { withdrawnRights } from './withdrawn-rights.ts'
import { wrongClocks } from './wrong-clocks.ts'

/** Every fault that is made on purpose, in the order of their lines. */
export const faults: readonly Fault[] = [
  killedCore,
  takenLeads,
  followedWriters,
  partitions,
  wrongClocks,
  killedServer,
  fullDisk,
  hostileTables,
  skewedVersions,
  withdrawnRights,
  restoredServer,
  authority,
]
