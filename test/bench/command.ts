import { parseArgs } from 'node:util'

interface Listed {
  /** Number of its line. */
  readonly id: string
  readonly title: string
}

export interface Command<Kind> {
  readonly wanted: readonly Kind[]
  readonly size: 'usual' | 'full'
  readonly json: boolean
  readonly seed: number | null
}

const complain = (sentence: string): never => {
  process.stderr.write(`${sentence}\n`)
  process.exit(2)
}

const read = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    options: { size: { type: 'string', default: 'usual' }, json: { type: 'boolean', default: false }, seed: { type: 'string' } },
    allowPositionals: true,
  })

/** Reads `P3 P14 --size full --json`; without numbers all that are listed are meant. Ends the process with a sentence where it is wrong. */
export const parseCommand = <Kind extends Listed>(args: readonly string[], list: readonly Kind[], { seeded = false }): Command<Kind> => {
  const parsed = (() => {
    try {
      return read(args)
    } catch (error) {
      return complain(error instanceof Error ? error.message : String(error))
    }
  })()
  const { size, json, seed } = parsed.values
  if (size !== 'usual' && size !== 'full') return complain(`--size takes usual or full, not "${size}"`)
  if (seed !== undefined && (!seeded || !/^\d{1,10}$/.test(seed))) {
    return complain(seeded ? `--seed takes a whole number, not "${seed}"` : 'Benches take no --seed')
  }
  const wanted = parsed.positionals.map((id) => list.find((one) => one.id === id.toUpperCase()) ?? complain(unknown(id, list)))
  return { wanted: wanted.length > 0 ? wanted : list, size, json, seed: seed === undefined ? null : Number(seed) }
}

const unknown = (id: string, list: readonly Listed[]): string =>
  [`There is no ${id}. There are:`, ...list.map((one) => `  ${one.id.padEnd(4)} ${one.title}`)].join('\n')

/** Columns, each as wide as its widest cell. */
export const arrange = (rows: readonly (readonly string[])[]): string => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
