import { describe, expect, it } from 'vitest'
import { createChance } from '../bench/chance.ts'
import { startPostgres } from '../servers/postgres.ts'
import { authority } from './authority.ts'
import type { Fault } from './fault.ts'
import { followWriters } from './follow-writers.ts'
import { openSerialLog } from './followed-logs.ts'
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

/** What goes wrong here can be seen again with `npm run faults -- ID --seed` and this. */
const seed = 20_261_123

const brokenBy = async ({ runs, run }: Fault) => (await run({ runs: runs.usual, chance: createChance(seed), say: () => {} })).broken

it('R2, I1 fifty agents take 20,000 leads while answers are lost and requests doubled: each exactly once, and nobody starves', async () => {
  expect(await brokenBy(takenLeads)).toEqual([])
}, 300_000)

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

describe.concurrent('beside each other, for much of it is waiting', () => {
  it('R1, I7 a core that is killed while it imports, logs calls, keeps notes and syncs loses nothing that it has confirmed', async () => {
    expect(await brokenBy(killedCore)).toEqual([])
  }, 300_000)

  it('R8 two thousand damaged and hostile tables end in rows or in a reason, none of them in a crash', async () => {
    expect(await brokenBy(hostileTables)).toEqual([])
  }, 300_000)

  it('R4, I8 F12 whatever a network loses, holds back, doubles or cuts, all agree within 90 seconds of its healing', async () => {
    expect(await brokenBy(partitions)).toEqual([])
  }, 300_000)

  it('R5, F3 with clocks two days off, jumping or changed for daylight saving the server’s order stands, and nothing is refused for its time', async () => {
    expect(await brokenBy(wrongClocks)).toEqual([])
  }, 300_000)

  it('R6, I4 F9 a server, or its PostgreSQL, that ends in the middle of pushes doubles no effect and loses no answer', async () => {
    expect(await brokenBy(killedServer)).toEqual([])
  }, 300_000)

  it('R9, F6 programs and servers of different versions lose nothing of each other, and say who must update', async () => {
    expect(await brokenBy(skewedVersions)).toEqual([])
  }, 300_000)

  it('R10, I5 I6 I9 rights withdrawn while somebody is off line: what they may not see is gone from their disk, edits need attention, facts are kept', async () => {
    expect(await brokenBy(withdrawnRights)).toEqual([])
  }, 300_000)

  it('R12, I9 F11 after the server was restored from an older backup what had been confirmed since is sent again once, and all agree', async () => {
    expect(await brokenBy(restoredServer)).toEqual([])
  }, 300_000)

  it('R15, S14.2 S8.2 every call, every mutator, every kind of row and every file, tried by everybody, is refused unless a line allows it', async () => {
    expect(await brokenBy(authority)).toEqual([])
  }, 300_000)
})
