import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 as newId } from 'uuid'
import { createMemorySecrets } from '../platform/memory-secrets.ts'
import { openWorkspace, type Workspace } from '../workspace.ts'
import { type DeviceStore, openDeviceStore } from './device-store.ts'
import { openWorkspaceStore } from './workspace-store.ts'

export interface TestWorkspace {
  readonly workspace: Workspace
  readonly device: DeviceStore
  readonly folder: string
  /** Moves the clock on, milliseconds. */
  readonly pass: (milliseconds: number) => void
  readonly close: () => void
}

/** For tests: a real workspace in a folder of its own, with a clock that moves by hand. In a team what is written lies in its outbox. */
export const createTestWorkspace = ({ team = false } = {}): TestWorkspace => {
  const folder = mkdtempSync(join(tmpdir(), 'leadline-test-'))
  let now = Date.UTC(2026, 10, 23, 12)
  const device = openDeviceStore(folder, createMemorySecrets())
  const store = openWorkspaceStore(folder, team ? { team: { newId, onRemoved: () => {} } } : {})
  const founding = { language: 'pl', memberName: 'Anna', workspaceName: 'Test', extension: '104', timeZone: 'Europe/Warsaw' } as const
  return {
    workspace: openWorkspace(store, device, () => now, founding),
    device,
    folder,
    pass: (milliseconds) => {
      now += milliseconds
    },
    close: () => {
      store.close()
      device.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
