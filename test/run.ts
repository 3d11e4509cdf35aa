import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { delimiter, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'

type Counts = {
  passed: number
  failed: number
  skipped: number
  /** What failed, by file and title, with the first line of the reason. */
  failures: readonly string[]
}

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
const unhandledReport = join(reports, 'vitest-unhandled.json')
const unhandledReporter = fileURLToPath(new URL('unhandled-reporter.ts', import.meta.url))
const playwrightReport = join(reports, 'playwright.json')

const roots = ['src-shared', 'src-node', 'src-main', 'src-server', 'src-preload', 'src-renderer', 'launcher', 'test']

/** `npm run check`: what can be said without servers and browsers, in under a minute. */
const quick = process.argv.includes('--check')
const vitestProjects = quick ? ['unit', 'screens', 'electron'] : []

/** The first of them, so that no test builds them while others wait. */
const build: Stage = { name: 'build', command: ['node', 'test/core/screens.ts'], minutes: 5 }

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
      `--reporter=${unhandledReporter}`,
      `--outputFile.json=${vitestReport}`,
    ],
    minutes: 20,
    counts: countVitest,
    env: { LEADLINE_TEST_REPORTS: reports },
    needs: quick ? [] : ['packages', 'build'],
  },
]

const stages: readonly Stage[] = quick
  ? checks
  : [
      { name: 'packages', command: ['node', 'test/packages.ts'], minutes: 25 },
      build,
      ...checks,
      {
        name: 'screens',
        command: ['playwright', 'test', '--config', 'test/e2e/playwright.config.ts', '--reporter=list,json'],
        minutes: 20,
        counts: countPlaywright,
        env: { PLAYWRIGHT_JSON_OUTPUT_FILE: playwrightReport },
        needs: ['packages', 'build'],
      },
    ]

/** Lines of this length can still be read at the end of a log. */
const longestReason = 300

const firstLine = (text: string) =>
  (
    stripVTControlCharacters(text)
      .split('\n')
      .find((line) => line.trim() !== '') ?? ''
  )
    .trim()
    .slice(0, longestReason)

function countVitest(): Counts {
  const { testResults } = readReport<{
    testResults: {
      name: string
      status: string
      message: string
      assertionResults: { fullName: string; status: string; failureMessages: string[] }[]
    }[]
  }>(vitestReport)
  const counts = { passed: 0, failed: 0, skipped: 0 }
  const failures: string[] = []
  for (const { name, status, message, assertionResults: tests } of testResults) {
    const file = relative(root, name)
    const passed = tests.filter((test) => test.status === 'passed')
    const failed = tests.filter((test) => test.status === 'failed')
    // Where a hook fails or the process ends, its tests are not told as failed. Where the file could not be loaded there are none.
    const isBroken = status === 'failed' && failed.length === 0
    const lost = isBroken ? tests.filter((test) => test.status !== 'passed') : tests.filter((test) => test.status === 'pending')
    counts.passed += passed.length
    counts.failed += failed.length + (isBroken ? Math.max(1, lost.length) : lost.length)
    counts.skipped += tests.length - passed.length - failed.length - lost.length
    for (const { fullName, failureMessages } of failed) failures.push(`${file}: ${fullName}: ${firstLine(failureMessages.join('\n'))}`)
    if (!isBroken && lost.length === 0) continue
    const reason = firstLine(message) || 'its process ended in the middle; the reason stands below'
    failures.push(`${file}: ${lost.length || 'all'} of its tests did not run: ${reason}`)
  }
  const unhandled = readReport<string[]>(unhandledReport).map((sentence) => `outside of any test: ${firstLine(sentence)}`)
  return { ...counts, failures: [...failures, ...unhandled] }
}

type PlaywrightSuite = {
  specs: {
    title: string
    file: string
    tests: { status: string; results: { errors: { message?: string }[] }[] }[]
  }[]
  suites?: PlaywrightSuite[]
}

function countPlaywright(): Counts {
  const { stats, suites, errors } = readReport<{
    stats: { expected: number; unexpected: number; flaky: number; skipped: number }
    suites: PlaywrightSuite[]
    errors: { message?: string }[]
  }>(playwrightReport)
  const failuresIn = (suite: PlaywrightSuite): string[] => [
    ...suite.specs.flatMap(({ title, file, tests }) =>
      tests
        .filter(({ status }) => status === 'unexpected' || status === 'flaky')
        .map(
          ({ results }) => `${file}: ${title}: ${firstLine(results.flatMap((result) => result.errors)[0]?.message ?? 'no reason given')}`,
        ),
    ),
    ...(suite.suites ?? []).flatMap(failuresIn),
  ]
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
    failures: [...suites.flatMap(failuresIn), ...errors.map(({ message }) => firstLine(message ?? ''))],
  }
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

const nothing: Counts = { passed: 0, failed: 0, skipped: 0, failures: [] }

/** What a stage adds to the sum. A crash, a missing report and a stage that ran no test count as one failure at least. */
function countStage(stage: Stage, problem: string | null): { counts: Counts; problem: string | null } {
  if (!stage.counts) return { counts: { ...nothing, failed: problem === null ? 0 : 1 }, problem }
  try {
    const counts = stage.counts()
    if (counts.passed + counts.failed + counts.skipped === 0) return { counts: { ...counts, failed: 1 }, problem: problem ?? 'no test ran' }
    if (problem !== null && counts.failed === 0) return { counts: { ...counts, failed: 1 }, problem }
    return { counts, problem: problem ?? (counts.failed > 0 ? 'tests failed' : null) }
  } catch {
    return { counts: { ...nothing, failed: 1 }, problem: problem ?? 'it left no report' }
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
  for (const report of [vitestReport, unhandledReport, playwrightReport]) rmSync(report, { force: true })
  removeOldLogs()
  const total = { passed: 0, failed: 0, skipped: 0 }
  const summary: string[] = []
  const failures: string[] = []
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
        : { counts: { ...nothing, failed: 1 }, problem: `not run, because ${missing} failed` }
    if (problem !== null) broken.add(stage.name)
    total.passed += counts.passed
    total.failed += counts.failed
    total.skipped += counts.skipped
    failures.push(...counts.failures)
    summary.push(`${stage.name}: ${problem ?? 'ok'} (${((Date.now() - started) / 1_000).toFixed(1)} s)`)
  }
  if (interrupted) {
    summary.push('interrupted')
    total.failed = Math.max(total.failed, 1)
  }

  console.log(`\n${summary.join('\n')}\n`)
  // The end of a log is what is always kept of it.
  if (failures.length > 0) console.log(`Failed:\n${failures.map((failure) => `  ${failure}`).join('\n')}\n`)
  console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
  process.exitCode = total.failed === 0 ? 0 : 1
}

await main()
