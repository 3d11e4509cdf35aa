import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

/** A program folder of its own with the real launcher, and a stand-in for the server: it says how it was called. */
let folder: string

const write = (path: string, text: string) => {
  mkdirSync(join(folder, path, '..'), { recursive: true })
  writeFileSync(join(folder, path), text)
}

const server = `
if (process.argv.includes('--stays')) {
  process.on('SIGTERM', () => { console.log('closed in peace'); process.exit(7) })
  console.log('Leadline server: http://127.0.0.1:1')
  setInterval(() => {}, 1000)
} else console.log(JSON.stringify(process.argv.slice(2)))
`

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'leadline-launch-server-'))
  cpSync(join(root, 'server.mjs'), join(folder, 'server.mjs'))
  cpSync(join(root, 'launcher'), join(folder, 'launcher'), { recursive: true, filter: (source) => !source.endsWith('.ts') })
  write('package.json', '{ "type": "module" }')
  write('src-server/main.ts', server)
  write('node_modules/fastify/package.json', '{}')
  write('node_modules/better-sqlite3/package.json', '{}')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Runs the launcher; `version` makes the process believe that it is another Node. */
const start = (words: string[], version = process.versions.node) =>
  new Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }>((resolve) => {
    write('disguise.mjs', `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } })`)
    const child = spawn(process.execPath, ['--import', join(folder, 'disguise.mjs'), join(folder, 'server.mjs'), ...words], {
      env: { ...process.env, LC_ALL: 'en_GB.UTF-8' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let [stdout, stderr] = ['', '']
    child.stdout.on('data', (data) => {
      stdout += data
      if (stdout.includes('Leadline server')) child.kill('SIGTERM')
    })
    child.stderr.on('data', (data) => {
      stderr += data
    })
    child.on('close', (code) => resolve({ code, stdout, stderr }))
  })

describe('npm run server', () => {
  it('refuses too old a Node with a sentence', async () => {
    const run = await start([], '20.20.2')
    expect(run).toMatchObject({ code: 1, stdout: '' })
    expect(run.stderr).toContain('Leadline needs Node 22.14.0 or newer and this is 20.20.2')
  })

  it('names the missing installation', async () => {
    rmSync(join(folder, 'node_modules/fastify'), { recursive: true })
    expect(await start([])).toMatchObject({ code: 1, stderr: expect.stringContaining('npm ci') })
  })

  it('hands the words on as they are, and signals and the exit code too', async () => {
    const words = ['backup', 'a file', '--data=x']
    expect(JSON.parse((await start(words)).stdout)).toEqual(words)
    expect(await start(['--stays'])).toMatchObject({ code: 7, stdout: expect.stringContaining('closed in peace') })
  })
})
