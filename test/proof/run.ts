import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { benches } from '../bench/registry.ts'
import { faults } from '../faults/registry.ts'
import { compareLines, linesOfPage } from './lines.ts'
import { allTitles, proofsOf } from './titles.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const { values } = parseArgs({ options: { lines: { type: 'string' } } })

const commands = [
  ...benches.map(({ id, title }) => ({ line: id, text: title, file: `npm run bench -- ${id}` })),
  ...faults.map(({ id, title }) => ({ line: id, text: title, file: `npm run faults -- ${id}` })),
]
const proofs = [...proofsOf(allTitles(root)), ...commands]

if (values.lines === undefined) {
  for (const { line, text, file } of proofs.toSorted((left, right) => compareLines(left.line, right.line))) {
    console.log(`${line.padEnd(6)} ${text.replace(/^(?:[A-Z]\d+(?:\.\d+)?[, ]+)+/, '')}\n       ${file}`)
  }
} else {
  const named = new Set(proofs.map(({ line }) => line))
  const lines = linesOfPage(readFileSync(values.lines, 'utf8'))
  if (lines.length === 0) {
    console.error(`${values.lines} has no numbered line`)
    process.exitCode = 1
  }
  const missing = lines.filter(({ number }) => !named.has(number))
  for (const { number, text } of missing) console.log(`${number.padEnd(6)} ${text}`)
  console.log(`${lines.length - missing.length} of ${lines.length} lines are named by tests`)
}
