import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { askHolder, type DataLock, lockData } from './data-lock.ts'

const folder = mkdtempSync(join(tmpdir(), 'leadline-lock-'))
let data: string
let number = 0
const held: DataLock[] = []

const take = () => {
  const lock = lockData(data)
  if (lock) held.push(lock)
  return lock
}

beforeEach(() => {
  vi.stubEnv('XDG_RUNTIME_DIR', join(folder, 'missing'))
  vi.stubEnv('TMPDIR', folder)
})
afterEach(() => {
  for (const lock of held.splice(0)) lock.release()
  vi.unstubAllEnvs()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const fresh = () => {
  number += 1
  data = join(folder, `data-${number}`)
}

describe('a data folder', () => {
  it('is made, for its owner alone, and held by one at a time', () => {
    fresh()
    const first = take()
    expect(first).not.toBeNull()
    expect(statSync(data).mode & 0o777).toBe(0o700)
    expect(take()).toBeNull()
    first?.release()
    expect(take()).not.toBeNull()
  })

  it('that cannot be used is not taken for one that is in use', () => {
    fresh()
    mkdirSync(data)
    writeFileSync(join(data, 'lock.sqlite'), 'no database'.repeat(1000))
    expect(take).toThrow('not a database')
    fresh()
    writeFileSync(data, '')
    expect(take).toThrow()
  })

  it('is given back when its holder is killed', async () => {
    fresh()
    const code = `
      const { lockData } = await import(${JSON.stringify(pathToFileURL(join(import.meta.dirname, 'data-lock.ts')).href)})
      const lock = lockData(${JSON.stringify(data)})
      await lock.serve(() => 'from the dead')
      process.stdout.write('held')
      setInterval(() => {}, 1000)
    `
    const holder = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] })
    await new Promise((resolve) => holder.stdout.once('data', resolve))
    expect(take()).toBeNull()
    expect(await askHolder(data)).toBe('from the dead')
    holder.kill('SIGKILL')
    await new Promise((resolve) => holder.once('exit', resolve))
    const next = take()
    await next?.serve(() => 'from the living')
    expect(await askHolder(data)).toBe('from the living')
  })
})

describe('a later start', () => {
  it('is answered by the first, as often as it asks', async () => {
    fresh()
    let asked = 0
    await take()?.serve(() => `http://127.0.0.1:4310/?asked=${++asked}`)
    expect(await askHolder(data)).toBe('http://127.0.0.1:4310/?asked=1')
    expect(await askHolder(data)).toBe('http://127.0.0.1:4310/?asked=2')
  })

  it('waits for one that is still starting', async () => {
    fresh()
    const lock = take()
    const answer = askHolder(data)
    await lock?.serve(() => 'here')
    expect(await answer).toBe('here')
  })

  it('gets no answer where there is none to give, or nobody who gives it', async () => {
    fresh()
    await take()?.serve(() => '')
    expect(await askHolder(data)).toBeNull()
    fresh()
    expect(await askHolder(data, 0)).toBeNull()
  })

  it('meets the holder in a folder that nobody else can enter', async () => {
    fresh()
    await take()?.serve(() => 'here')
    const meeting = join(folder, `leadline-${process.getuid?.()}`)
    expect(statSync(meeting).mode & 0o077).toBe(0)
    expect(readdirSync(meeting)).toHaveLength(1)
  })

  it('meets the holder where the system keeps such things, if it does', async () => {
    fresh()
    vi.stubEnv('XDG_RUNTIME_DIR', folder)
    await take()?.serve(() => 'here')
    expect(readdirSync(folder).filter((name) => name.endsWith('.sock'))).toHaveLength(1)
    expect(await askHolder(data)).toBe('here')
  })
})
