import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { programFolder } from '../core/core-process.ts'
import { figure } from './bench.ts'
import { arrange, parseCommand } from './command.ts'
import { benches } from './registry.ts'

const { wanted, size, json } = parseCommand(process.argv.slice(2), benches, {})

const results: object[] = []
const rows: string[][] = []
for (const bench of wanted) {
  const say = (text: string) => process.stderr.write(`${bench.id}: ${text}\n`)
  say(bench.title)
  const { ours, peer, ratio, pass, spread, note } = await bench.run({ size, say })
  const result = { id: bench.id, ours, peer, unit: bench.unit, ratio, line: bench.line, pass, spread, note }
  results.push(result)
  if (!pass) process.exitCode = 1
  if (json) console.log(JSON.stringify(result))
  const range = `${figure(Math.min(...spread))} … ${figure(Math.max(...spread))}`
  const verdict = pass ? 'passes' : 'MISSES'
  rows.push([bench.id, `${figure(ours)} ${bench.unit}`, `${figure(peer)} ${bench.unit}`, figure(ratio), range, bench.line, verdict])
  if (!json) say(note)
}

if (!json) console.log(arrange([['line', 'ours', 'peer', 'ratio', 'spread of the ratio', 'to pass', ''], ...rows]))

const folder = join(programFolder, 'build', 'bench')
mkdirSync(folder, { recursive: true })
writeFileSync(join(folder, 'results.json'), `${JSON.stringify(results, null, 2)}\n`)
