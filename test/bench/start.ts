import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startCore } from '../core/core-process.ts'
import { type Bench, median, timed, turns } from './bench.ts'
import { copyOf, dataOf } from './data.ts'

const contacts = 1_000_000
/** Starts of one turn: a single one is as long as the machine happens to be busy. */
const starts = 3

/** Seconds from the start of the process to the first answer of a list. */
const firstAnswer = async (dataFolder: string): Promise<number> => {
  const times: number[] = []
  for (let start = 0; start < starts; start++) {
    let core: Awaited<ReturnType<typeof startCore>> | undefined
    times.push(
      await timed(async () => {
        core = await startCore({ dataFolder })
        await core.post('/contacts/list', { stage: 'client', tab: 'mine' })
      }),
    )
    await core?.stop()
  }
  return median(times)
}

export const start: Bench = {
  id: 'P12',
  title: 'core start to first answer with 1,000,000 contacts, against an empty store',
  unit: 's',
  line: 'ratio <= 1.3',
  run: async ({ say }) => {
    const empty = mkdtempSync(join(tmpdir(), 'leadline-bench-'))
    const full = copyOf(dataOf(contacts, say))
    try {
      const found: { ours: number; peer: number }[] = []
      for (let turn = 0; turn < turns; turn++) found.push({ ours: await firstAnswer(full.folder), peer: await firstAnswer(empty) })
      const [ours, peer] = [median(found.map((one) => one.ours)), median(found.map((one) => one.peer))]
      return {
        ours,
        peer,
        ratio: ours / peer,
        pass: ours / peer <= 1.3,
        spread: found.map((one) => one.ours / one.peer),
        note: `the Node host as a process, from its start to the first page of my clients over HTTP; each figure the median of ${starts} starts`,
      }
    } finally {
      full.remove()
      rmSync(empty, { recursive: true, force: true })
    }
  },
}
