import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { createChance } from '../bench/chance.ts'
import type { Fault } from './fault.ts'
import { faults } from './registry.ts'

const usage = `npm run faults -- [${faults.map(({ id }) => id).join(' ')}] [--size full] [--seed N] [--json]`

const refuse = (sentence: string): never => {
  console.error(`${sentence}\n${usage}`)
  process.exit(2)
}

const readArguments = () => {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { size: { type: 'string', default: 'usual' }, seed: { type: 'string' }, json: { type: 'boolean', default: false } },
    })
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error))
  }
}

const { values, positionals } = readArguments()
const size = values.size === 'usual' || values.size === 'full' ? values.size : refuse(`There is no size ${values.size}`)
const seed = values.seed === undefined ? randomInt(1_000_000_000) : Number(values.seed)
if (!Number.isSafeInteger(seed)) refuse(`${values.seed} is no seed`)
const unknown = positionals.find((id) => !faults.some((fault) => fault.id === id))
if (unknown !== undefined) refuse(`There is no fault ${unknown}`)

const runOne = async ({ id, title, runs, run }: Fault): Promise<boolean> => {
  const say = (text: string) => console.error(`${id}  ${text}`)
  const begun = performance.now()
  const { counts, broken } = await run({ runs: runs[size], chance: createChance(seed), say })
  const pass = broken.length === 0
  if (values.json) {
    console.log(JSON.stringify({ id, runs: runs[size], ...counts, pass, seed, ...(pass ? {} : { broken }) }))
    return pass
  }
  const figures = Object.entries({ runs: runs[size], ...counts }).map(([name, count]) => `${name} ${count}`)
  const seconds = ((performance.now() - begun) / 1000).toFixed(1)
  console.log([title, `    ${pass ? 'passed' : 'FAILED'}: ${figures.join(', ')}; seed ${seed}, ${seconds} s`, ...broken].join('\n'))
  return pass
}

for (const fault of faults) {
  if (positionals.length > 0 && !positionals.includes(fault.id)) continue
  if (!(await runOne(fault))) process.exitCode = 1
}
