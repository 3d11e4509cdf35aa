import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isFresh, renderer, stampOf } from './build.mjs'
import { atLeast, oldestNode } from './choices.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

/** A program folder of its own with the real launcher, and stand-ins for what the launcher starts: they write down how they were called. */
let folder: string

const write = (path: string, text: string) => {
  mkdirSync(join(folder, path, '..'), { recursive: true })
  writeFileSync(join(folder, path), text)
}

const executable = (path: string, text: string) => {
  write(path, `#!${process.execPath}\n${text}`)
  chmodSync(join(folder, path), 0o755)
}

const vite = `
import { mkdirSync, writeFileSync, appendFileSync } from 'node:fs'
const out = process.argv[process.argv.indexOf('--outDir') + 1]
console.log('words of the builder')
if (process.env.BUILD_FAILS) process.exit(3)
mkdirSync(out, { recursive: true })
writeFileSync(out + '/index.html', 'built')
appendFileSync(new URL('../../../builds.txt', import.meta.url), process.argv.join(' ') + '\\n')
`

const hostNode = `
if (process.argv.includes('--demo')) {
  process.on('SIGTERM', () => { console.log('closed in peace'); process.exit(7) })
  console.log('Leadline: http://127.0.0.1:1/')
  setInterval(() => {}, 1000)
} else console.log(JSON.stringify({ words: process.argv.slice(2), node: process.version }))
`

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'leadline-launch-'))
  cpSync(join(root, 'start.mjs'), join(folder, 'start.mjs'))
  cpSync(join(root, 'launcher'), join(folder, 'launcher'), { recursive: true, filter: (source) => !source.endsWith('.ts') })
  write('package.json', '{ "type": "module" }')
  write('package-lock.json', '{}')
  write('src-renderer/page.ts', 'export {}')
  write('src-main/host-node/main.ts', hostNode)
  write('node_modules/vite/bin/vite.js', vite)
  write('node_modules/vite/package.json', '{ "type": "module" }')
  write('node_modules/better-sqlite3/package.json', '{}')
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

interface Run {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

interface Surroundings {
  readonly environment?: Record<string, string>
  readonly version?: string
  readonly node?: string
  readonly whenSaid?: { readonly text: string; readonly signal: NodeJS.Signals }
}

/** Runs the launcher. `version` makes the process believe that it is another Node. */
const start = (words: string[], { environment = {}, version, node = process.execPath, whenSaid }: Surroundings = {}) =>
  new Promise<Run>((resolve) => {
    const disguise = join(folder, 'disguise.mjs')
    if (version)
      writeFileSync(disguise, `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } })`)
    const { DISPLAY: _, WAYLAND_DISPLAY: __, ...surroundings } = process.env
    const child = spawn(node, [...(version ? ['--import', disguise] : []), join(folder, 'start.mjs'), ...words], {
      cwd: folder,
      env: { ...surroundings, LC_ALL: 'en_GB.UTF-8', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let stdout = ''
    let stderr = ''
    child.stdout.on('data', (data) => {
      stdout += data
      if (whenSaid && stdout.includes(whenSaid.text)) child.kill(whenSaid.signal)
    })
    child.stderr.on('data', (data) => {
      stderr += data
    })
    child.on('close', (code) => resolve({ code, stdout, stderr }))
  })

const linesOf = (text: string) => text.split('\n').filter((line) => line !== '')

describe('npm start', () => {
  it('refuses too old a Node with one sentence in the language of the system, and exit code 1', async () => {
    const english = await start([], { version: '20.20.2' })
    const polish = await start([], { version: '20.20.2', environment: { LC_ALL: 'pl_PL.UTF-8' } })
    expect(english.code).toBe(1)
    expect(english.stdout).toBe('')
    expect(linesOf(english.stderr)).toEqual([expect.stringContaining('Leadline needs Node 22.14.0 or newer and this is 20.20.2')])
    expect(polish.code).toBe(1)
    expect(linesOf(polish.stderr)).toEqual([expect.stringContaining('Leadline potrzebuje Node 22.14.0')])
  })

  it('starts or refuses, and never crashes, under every Node of this machine', async () => {
    const path = `${process.env.PATH}:/usr/bin:/usr/local/bin`
    const found = [process.execPath, ...path.split(':').map((directory) => join(directory, 'node'))].filter((node) => existsSync(node))
    for (const node of new Set(found)) {
      const version = execFileSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' }).trim()
      const run = await start(['--host', 'node'], { node })
      if (atLeast(version, oldestNode)) expect(JSON.parse(run.stdout).node).toBe(`v${version}`)
      else expect(run).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining(`and this is ${version}`) })
    }
  })

  it('runs the program under the Node of its own where the one at hand is too old', async () => {
    const own = `node_modules/node-${process.platform}-${process.arch}/bin/node`
    executable(
      own,
      `require('node:fs').writeFileSync(${JSON.stringify(join(folder, 'own.txt'))}, process.argv.slice(2).join(' '))\nprocess.exit(process.argv[2].endsWith('vite.js') ? 3 : 0)`,
    )
    const run = await start(['--host', 'node'], { version: '20.20.2' })
    expect(run.stderr).not.toContain('20.20.2')
    expect(readFileSync(join(folder, 'own.txt'), 'utf8')).toContain('vite.js build')
  })

  it('names the missing installation', async () => {
    rmSync(join(folder, 'node_modules/better-sqlite3'), { recursive: true })
    const run = await start(['--host', 'node'])
    expect(run).toMatchObject({ code: 1, stdout: '' })
    expect(run.stderr).toContain('npm ci')
  })

  it.each([['--bogus'], ['--port=70000'], ['--host=chrome'], ['--lang=de'], ['--data=']])(
    'refuses %s with a sentence and exit code 2',
    async (word) => {
      const run = await start([word])
      expect(run).toMatchObject({ code: 2, stdout: '' })
      expect(linesOf(run.stderr)).toHaveLength(1)
      expect(existsSync(join(folder, 'builds.txt'))).toBe(false)
    },
  )

  it('prints its help in both languages', async () => {
    expect(await start(['--help'])).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('--host electron|node') })
    expect((await start(['--help', '--lang', 'pl'])).stdout).toContain('folder z danymi')
  })

  it('without an Electron runtime says so in one line, starts the Node host and leaves its output alone', async () => {
    const run = await start(['--port', '4310', '--data=./a', '--lang', 'pl', '--no-open'])
    expect(run.code).toBe(0)
    expect(JSON.parse(run.stdout).words).toEqual(['--port', '4310', '--data', join(folder, 'a'), '--lang', 'pl', '--no-open'])
    expect(run.stderr).toContain('Electron')
    expect(linesOf(run.stderr).filter((line) => line.includes('Electron'))).toHaveLength(1)
    expect(run.stdout).not.toContain('words of the builder')
  })

  it('with --host electron and no runtime says what to do, and starts nothing', async () => {
    const run = await start(['--host', 'electron'])
    expect(run).toMatchObject({ code: 1, stdout: '' })
    expect(run.stderr).toContain('npx install-electron')
  })

  it('opens Electron where its runtime and a display are there, without its run-as-node switch', async () => {
    write('node_modules/electron/path.txt', 'electron')
    executable(
      'node_modules/electron/dist/electron',
      'console.log(JSON.stringify({ words: process.argv.slice(2), asNode: process.env.ELECTRON_RUN_AS_NODE ?? null }))',
    )
    const environment = { DISPLAY: ':99', ELECTRON_RUN_AS_NODE: '1' }
    const run = await start(['--data', 'd', '--demo'], { environment })
    expect(JSON.parse(run.stdout)).toEqual({ words: [folder, `--data=${join(folder, 'd')}`, '--demo'], asNode: null })
    expect(readFileSync(join(folder, 'builds.txt'), 'utf8')).toContain('host-electron')
    const without = await start([])
    expect(without.stderr).toContain('no display')
  })

  it('builds the screens once, and again when a source has changed', async () => {
    const builds = () => linesOf(readFileSync(join(folder, 'builds.txt'), 'utf8')).length
    expect((await start(['--host=node'])).stderr).toContain('Building the screens')
    expect((await start(['--host=node'])).stderr).toBe('')
    expect(builds()).toBe(1)
    write('src-renderer/page.test.ts', 'a test is not part of the screens')
    await start(['--host=node'])
    expect(builds()).toBe(1)
    write('src-shared/rule.ts', 'export const one = 1')
    await start(['--host=node'])
    expect(builds()).toBe(2)
    expect(readFileSync(join(folder, 'build/renderer/index.html'), 'utf8')).toBe('built')
    expect(isFresh(folder, renderer, stampOf(folder, renderer))).toBe(true)
  })

  it('keeps the screens that are there when a build fails', async () => {
    await start(['--host=node'])
    write('src-renderer/page.ts', 'export const changed = true')
    const run = await start(['--host=node'], { environment: { BUILD_FAILS: '1' } })
    expect(run).toMatchObject({ code: 1, stdout: '' })
    expect(readFileSync(join(folder, 'build/renderer/index.html'), 'utf8')).toBe('built')
  })

  it('two starts at the same time both come up', async () => {
    const runs = await Promise.all([start(['--host=node']), start(['--host=node'])])
    expect(runs.map((run) => run.code)).toEqual([0, 0])
  })

  it('passes signals on and ends with the exit code of the host', async () => {
    const run = await start(['--host=node', '--demo'], { whenSaid: { text: 'Leadline: ', signal: 'SIGTERM' } })
    expect(run).toMatchObject({ code: 7, stdout: 'Leadline: http://127.0.0.1:1/\nclosed in peace\n' })
  })
})
