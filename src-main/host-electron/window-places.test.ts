import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it, vi } from 'vitest'
import { silentLog } from '../platform/log.ts'
import { openWindowPlaces } from './window-places.ts'

const folder = mkdtempSync(join(tmpdir(), 'leadline-places-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const file = join(folder, 'windows.json')
const bounds = { x: 1, y: 2, width: 800, height: 600 }

it('windows are remembered over a restart, each for itself', () => {
  openWindowPlaces(file, silentLog).set('crm', bounds)
  openWindowPlaces(file, silentLog).set('dialer', { ...bounds, x: 5 })
  const places = openWindowPlaces(file, silentLog)
  expect([places.get('crm'), places.get('dialer')]).toEqual([bounds, { ...bounds, x: 5 }])
  expect(readdirSync(folder)).toEqual(['windows.json'])
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

it.each(['', '[]', 'null', '{"crm":{"x":"1"}}', '{"crm":'])('a file that says %j sends the windows to their usual places', (text) => {
  writeFileSync(file, text)
  expect(openWindowPlaces(file, silentLog).get('crm')).toBeNull()
})

it('a place that cannot be kept is logged, and the window closes', () => {
  const error = vi.fn()
  const places = openWindowPlaces(join(folder, 'missing', 'windows.json'), { ...silentLog, error })
  places.set('crm', bounds)
  expect(error).toHaveBeenCalledOnce()
  expect(places.get('crm')).toEqual(bounds)
})
