import { describe, expect, it } from 'vitest'
import { runModel } from './sync-model.ts'

/** Ten thousand by `npm run faults -- R4 --size full`. */
const seeds = 120
const together = 20

describe('the model of sync: a real server, real clients, a bad network, crashes', () => {
  const groups = Array.from({ length: seeds / together }, (_, at) => at * together + 1)
  it.each(groups)(
    'I1 I2 I3 I4 I5 I6 I7 I8 I9 F13 F14 every promise holds from seed %i on',
    async (first) => {
      let writes = 0
      for (let seed = first; seed < first + together; seed++) {
        const run = await runModel(seed)
        expect(run.broken, `seed ${seed}`).toEqual([])
        writes += run.writes
      }
      // A model in which nothing happens would keep every promise.
      expect(writes).toBeGreaterThan(together * 10)
    },
    120_000,
  )
})
