import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

type Counts = { passed: number; failed: number; skipped: number }

type Stage = {
  readonly name: string
  readonly command: readonly [string, ...string[]]
  /** After so long it is ended and counts as crashed. */
  readonly minutes: number
  /** Reads the report that the stage wrote; a stage without tests of its own counts only when it fails. */
  readonly counts?: () => Counts
  readonly env?: Record<string, string>
  /** Stages without which this one cannot say anything. */
  readonly needs?: readonly string[]
}

const root = fileURLToPath(new URL('..', import.meta.url))
const reports = join(root, 'build/test')
const vitestReport = join(reports, 'vitest.json')
const playwrightReport = join(reports, 'playwright.json')

const roots = ['src-shared', 'src-node', 'src-main', 'src-server', 'src-preload', 'src-renderer', 'launcher', 'test']

/** `npm run check`: what can be said without servers and browsers, in under a minute. */
const quick = process.argv.includes('--check')
const vitestProjects = quick ? ['unit', 'screens', 'electron'] : []

const checks: readonly Stage[] = [
  ...roots.map((folder): Stage => ({ name: `types of ${folder}`, command: ['tsc', '-p', folder], minutes: 5 })),
  { name: 'lint', command: ['biome', 'check', '--error-on-warnings'], minutes: 5 },
  { name: 'unused', command: ['knip'], minutes: 5 },
  {
    name: 'tests',
    command: [
      'vitest',
      'run',
      ...vitestProjects.flatMap((project) => ['--project', project]),
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${vitestReport}`,
    ],
    minutes: 20,
    counts: countVitest,
    needs: quick ? [] : ['packages'],
  },
]

const stages: readonly Stage[] = quick
  ? checks
  : [
      { name: 'packages', command: ['node', 'test/packages.ts'], minutes: 25 },
      ...checks,
      { name: 'build', command: ['vite', 'build', '--config', 'src-renderer/vite.config.ts'], minutes: 5 },
      {
        name: 'screens',
        command: ['playwright', 'test', '--config', 'test/e2e/playwright.config.ts', '--reporter=list,json'],
        minutes: 20,
        counts: countPlaywright,
        env: { PLAYWRIGHT_JSON_OUTPUT_FILE: playwrightReport },
        needs: ['packages', 'build'],
      },
    ]

function countVitest(): Counts {
  const report = readReport<{
    numPassedTests: number
    numFailedTests: number
    numPendingTests: number
    numTodoTests: number
    testResults: { status: string; assertionResults: { status: string }[] }[]
  }>(vitestReport)
  // a file that could not even be loaded has no failed test to count
  const unloaded = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

function countPlaywright(): Counts {
  const { stats } = readReport<{ stats: { expected: number; unexpected: number; flaky: number; skipped: number } }>(playwrightReport)
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped }
}

function readReport<T>(path: string): T {
  return JSON.parse(readFileSync(path, 'utf8')) as T
}

let current: ChildProcess | null = null

function endCurrent(signal: NodeJS.Signals): void {
  try {
    if (current?.pid) process.kill(-current.pid, signal)
  } catch {
    // it has ended by itself
  }
}

/** Runs a stage's command in a process group of its own; null when it went well, else what happened. */
function run(stage: Stage): Promise<string | null> {
  return new Promise((resolve) => {
    const [program, ...args] = stage.command
    const path = [join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter)
    const child = spawn(program, args, { cwd: root, stdio: 'inherit', detached: true, env: { ...process.env, ...stage.env, PATH: path } })
    current = child
    let late = false
    const deadline = setTimeout(() => {
      late = true
      endCurrent('SIGTERM')
      setTimeout(() => endCurrent('SIGKILL'), 10_000).unref()
    }, stage.minutes * 60_000)
    const finish = (problem: string | null) => {
      clearTimeout(deadline)
      // servers and browsers that a crashed stage left behind
      endCurrent('SIGKILL')
      current = null
      resolve(problem)
    }
    child.once('error', (error) => finish(error.message))
    child.once('exit', (code, signal) => {
      if (late) finish(`not done after ${stage.minutes} minutes`)
      else finish(code === 0 ? null : `ended with ${signal ?? `code ${code}`}`)
    })
  })
}

/** What a stage adds to the sum. A crash, a missing report and a stage that ran no test count as one failure at least. */
function countStage(stage: Stage, problem: string | null): { counts: Counts; problem: string | null } {
  if (!stage.counts) return { counts: { passed: 0, failed: problem === null ? 0 : 1, skipped: 0 }, problem }
  try {
    const counts = stage.counts()
    if (counts.passed + counts.failed + counts.skipped === 0) return { counts: { ...counts, failed: 1 }, problem: problem ?? 'no test ran' }
    if (problem !== null && counts.failed === 0) return { counts: { ...counts, failed: 1 }, problem }
    return { counts, problem: problem ?? (counts.failed > 0 ? 'tests failed' : null) }
  } catch {
    return { counts: { passed: 0, failed: 1, skipped: 0 }, problem: problem ?? 'it left no report' }
  }
}

/** Logs of servers stay for a look after a failure, not for ever; younger ones may belong to a run beside this one. */
function removeOldLogs(): void {
  const folder = join(reports, 'servers')
  mkdirSync(folder, { recursive: true })
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    if (Date.now() - statSync(path).mtimeMs > 3 * 3_600_000) rmSync(path, { recursive: true, force: true })
  }
}

async function main(): Promise<void> {
  mkdirSync(reports, { recursive: true })
  for (const report of [vitestReport, playwrightReport]) rmSync(report, { force: true })
  removeOldLogs()
  const total: Counts = { passed: 0, failed: 0, skipped: 0 }
  const summary: string[] = []
  const broken = new Set<string>()
  let interrupted = false
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      interrupted = true
      endCurrent('SIGTERM')
      setTimeout(() => endCurrent('SIGKILL'), 10_000).unref()
    })
  }

  for (const stage of stages) {
    if (interrupted) break
    console.log(`\n== ${stage.name}: ${stage.command.join(' ')}`)
    const started = Date.now()
    const missing = stage.needs?.find((name) => broken.has(name))
    const { counts, problem } =
      missing === undefined
        ? countStage(stage, await run(stage))
        : { counts: { passed: 0, failed: 1, skipped: 0 }, problem: `not run, because ${missing} failed` }
    if (problem !== null) broken.add(stage.name)
    total.passed += counts.passed
    total.failed += counts.failed
    total.skipped += counts.skipped
    summary.push(`${stage.name}: ${problem ?? 'ok'} (${((Date.now() - started) / 1_000).toFixed(1)} s)`)
  }
  if (interrupted) {
    summary.push('interrupted')
    total.failed = Math.max(total.failed, 1)
  }

  console.log(`\n${summary.join('\n')}\n`)
  console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
  process.exitCode = total.failed === 0 ? 0 : 1
}

await main()
