import { expect, it } from 'vitest'
import { createChance } from '../bench/chance.ts'
import { startPostgres } from '../servers/postgres.ts'
import type { Fault } from './fault.ts'
import { followWriters } from './follow-writers.ts'
import { openSerialLog } from './followed-logs.ts'
import { followedWriters } from './followed-writers.ts'
import { fullDisk } from './full-disk.ts'
import { hostileTables } from './hostile-tables.ts'
import { killedCore } from './killed-core.ts'

/** What goes wrong here can be seen again with `npm run faults -- ID --seed` and this. */
const seed = 20_261_123

const brokenBy = async ({ runs, run }: Fault) => (await run({ runs: runs.usual, chance: createChance(seed), say: () => {} })).broken

it('R1, I7 a core that is killed while it imports, logs calls and keeps notes loses nothing that it has confirmed', async () => {
  expect(await brokenBy(killedCore)).toEqual([])
}, 180_000)

it('R3, I2 readers that follow 32 writers on either store miss nothing', async () => {
  expect(await brokenBy(followedWriters)).toEqual([])
})

it('R3 the harness finds what a serial column misses', async () => {
  const postgres = await startPostgres()
  try {
    const log = await openSerialLog(postgres.url)
    const { transactions, missed } = await followWriters({ log, seconds: 1.5, chance: createChance(seed) })
    await log.close()
    expect(transactions).toBeGreaterThan(0)
    expect(missed).toBeGreaterThan(0)
  } finally {
    await postgres.close()
  }
})

it('R7 where the disk refuses to write that is said, nothing is kept by halves, and it goes on afterwards', async () => {
  expect(await brokenBy(fullDisk)).toEqual([])
})

it('R8 two thousand damaged and hostile tables end in rows or in a reason, none of them in a crash', async () => {
  expect(await brokenBy(hostileTables)).toEqual([])
})
