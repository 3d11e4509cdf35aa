import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Fault, FaultContext, Findings } from './fault.ts'

/** What became of one table: how many rows of it are contacts, or the code of its refusal. `wrong` must never happen. */
export interface TableOutcome {
  readonly seed: number
  readonly contacts: number
  readonly refusal: string | null
  readonly wrong: string | null
  readonly milliseconds: number
}

/** Milliseconds that one table may take. */
const longest = 5000
/** Megabytes as the program gives them to its own reader of workbooks: more ends the thread. */
const memory = 600

interface Sum {
  contacts: number
  refused: number
  crashed: number
  late: number
  slowest: number
  readonly broken: string[]
}

/** Reads tables of seeds from `first` on in a thread of its own until it says that all are read, or one of them ends it; answers where to go on. */
const readTables = (first: number, end: number, folder: string, sum: Sum) =>
  new Promise<number>((resolve) => {
    let next = first
    const worker = new Worker(new URL('./hostile-worker.ts', import.meta.url), {
      workerData: { first, end, folder },
      resourceLimits: { maxOldGenerationSizeMb: memory },
      stderr: true,
    })
    worker.stderr.resume()
    let late: NodeJS.Timeout
    const stop = (what: 'crashed' | 'late', sentence: string) => {
      sum[what] += 1
      sum.broken.push(`The table of seed ${next} ${sentence}`)
      next += 1
      void worker.terminate()
    }
    const watch = () => {
      clearTimeout(late)
      late = setTimeout(() => stop('late', `took more than ${longest / 1000} s`), longest)
    }
    watch()
    worker.on('message', ({ seed, contacts, refusal, wrong, milliseconds }: TableOutcome) => {
      next = seed + 1
      sum.contacts += contacts
      sum.refused += refusal === null ? 0 : 1
      sum.slowest = Math.max(sum.slowest, milliseconds)
      if (wrong !== null) {
        sum.crashed += 1
        sum.broken.push(`The table of seed ${seed}: ${wrong}`)
      }
      watch()
    })
    worker.on('error', (error) => stop('crashed', `ended its thread: ${error}`))
    worker.on('exit', () => {
      clearTimeout(late)
      resolve(next)
    })
  })

const run = async ({ runs, chance, say }: FaultContext): Promise<Findings> => {
  const folder = mkdtempSync(join(tmpdir(), 'leadline-hostile-'))
  const begin = chance.below(1_000_000_000)
  const sum: Sum = { contacts: 0, refused: 0, crashed: 0, late: 0, slowest: 0, broken: [] }
  try {
    for (let next = begin; next < begin + runs; ) {
      next = await readTables(next, Math.min(next + 5000, begin + runs), folder, sum)
      say(`${next - begin} tables read, ${sum.contacts} contacts in them, ${sum.refused} tables refused`)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  const { broken, slowest, ...counts } = sum
  return { counts: { ...counts, slowest: Math.round(slowest) }, broken: broken.slice(0, 20) }
}

export const hostileTables: Fault = {
  id: 'R8',
  title: 'R8 damaged and hostile tables and workbooks end in rows or in a reason: none crashes, hangs or fills the memory',
  runs: { usual: 2000, full: 200_000 },
  run,
}
