import { closeSync, mkdtempSync, openSync, readFileSync, readSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { v7 as newId } from 'uuid'
import { type Client, type CoreProcess, startCore } from '../core/core-process.ts'
import { timed } from './bench.ts'

const upload = async (client: Client, path: string): Promise<string> => {
  const bytes = statSync(path).size
  const { importId } = await client.imports.begin({ name: basename(path), bytes })
  const file = openSync(path, 'r')
  const piece = Buffer.alloc(1_000_000)
  for (let offset = 0; offset < bytes; ) {
    const read = readSync(file, piece, 0, piece.length, offset)
    await client.imports.append({ importId, offset, base64: piece.subarray(0, read).toString('base64') })
    offset += read
  }
  closeSync(file)
  return importId
}

/** Types notes until it is told to stop; answers with how long each took to be kept. */
const typeNotes = (client: Client) => {
  let typing = true
  const times: number[] = []
  const done = (async () => {
    const id = newId()
    for (let revision = 1; typing; revision++) {
      times.push(await timed(() => client.notes.write({ id, text: `Notatka ${revision}`, revision })))
      await wait(20)
    }
  })()
  return {
    stop: async () => {
      typing = false
      await done
      return times
    },
  }
}

/** The most memory that the process has ever taken, megabytes (proc(5): VmHWM). */
const peakMemory = ({ pid }: CoreProcess): number =>
  Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? Number.NaN) / 1024

export interface ImportRun {
  readonly seconds: number
  /** Seconds that each note took which was typed meanwhile. */
  readonly waits: readonly number[]
  /** Megabytes that the core has taken at most. */
  readonly memory: number
  /** Rows that were the same as one further up. */
  readonly skipped: number
}

/** Imports a file of so many rows through the API of a real core that is new, from the first byte to the last row. */
export const importFile = async (path: string, rows: number): Promise<ImportRun> => {
  const folder = mkdtempSync(join(tmpdir(), 'leadline-bench-'))
  const core = await startCore({ dataFolder: folder })
  try {
    const { client, close } = await core.connect()
    const notes = typeNotes(client)
    let same = 0
    const seconds = await timed(async () => {
      const importId = await upload(client, path)
      const { mapping } = await client.imports.preview({ importId })
      await client.imports.start({ importId, stage: 'client', mapping })
      for (;;) {
        const { state, created, skipped } = await client.imports.progress({ importId })
        same = skipped
        if (state === 'done' && created + skipped === rows) return
        if (state !== 'running') throw new Error(`The import of ${rows} rows ended as ${state} with ${created}`)
        await wait(20)
      }
    })
    const waits = await notes.stop()
    const memory = peakMemory(core)
    close()
    return { seconds, waits, memory, skipped: same }
  } finally {
    await core.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
