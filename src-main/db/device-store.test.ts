import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openDeviceStore } from './device-store.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'leadline-device-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const onDisk = (text: string): boolean => readdirSync(folder).some((name) => readFileSync(join(folder, name)).includes(text))

it('what was put away or written over is gone from the file too', async () => {
  const secrets = { seal: async (text: string) => Buffer.from(text), open: async (sealed: Uint8Array) => Buffer.from(sealed).toString() }
  const device = openDeviceStore(folder, secrets)
  device.set('team.moved', { duplicates: ['Klient Tajny'] })
  await device.setSecret('token', 'bearer-of-a-team')
  expect([onDisk('Klient Tajny'), onDisk('bearer-of-a-team')]).toEqual([true, true])
  device.set('team.moved', null)
  device.deleteSecret('token')
  device.close()
  expect([onDisk('Klient Tajny'), onDisk('bearer-of-a-team')]).toEqual([false, false])
})
