import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Router } from '@orpc/server'
import { createApiRouter } from './api.ts'
import { createContactService } from './contacts/contact-service.ts'
import { openDeviceStore } from './db/device-store.ts'
import { openReaders } from './db/readers.ts'
import { openWorkspaceStore } from './db/workspace-store.ts'
import { fillDemo } from './demo/demo-data.ts'
import { createHistoryService } from './history/history-service.ts'
import { createImportService } from './import/import-service.ts'
import type { Log } from './platform/log.ts'
import type { Secrets } from './platform/secrets.ts'
import { createEvents } from './system/events.ts'
import { createTelephonyService } from './telephony/telephony-service.ts'
import { openWorkspace } from './workspace.ts'

export interface AppDependencies {
  /** Exists, and is this process's alone (see `lockData`). */
  readonly dataFolder: string
  readonly secrets: Secrets
  /** Language of the first start. */
  readonly language: 'pl' | 'en'
  /** Name of the person at the first start. */
  readonly userName: string
  readonly timeZone: string
  /** Fills an empty workspace with made-up data; its telephone is the practice line. */
  readonly demo: boolean
  readonly version: string
  /** UTC milliseconds. */
  readonly now: () => number
  readonly log: Log
}

/** The core: everything but windows. */
export interface App {
  readonly router: Router<typeof import('../src-shared/api-contract.ts').apiContract, Record<never, never>>
  readonly close: () => Promise<void>
}

/** The one composition root of the core. */
export const createApp = async (dependencies: AppDependencies): Promise<App> => {
  const { dataFolder, secrets, language, demo, log, now } = dependencies
  const workspaceFolder = join(dataFolder, 'workspaces', 'alone')
  mkdirSync(workspaceFolder, { recursive: true, mode: 0o700 })
  const device = openDeviceStore(dataFolder, secrets)
  const store = openWorkspaceStore(workspaceFolder)
  const workspace = openWorkspace(store, device, now, {
    language,
    memberName: demo ? 'Anna Zielińska' : dependencies.userName,
    workspaceName: 'Leadline',
    extension: demo ? '104' : null,
    timeZone: dependencies.timeZone,
  })
  if (demo) fillDemo(workspace, now())
  const readers = openReaders(join(workspaceFolder, 'workspace.sqlite'))
  const events = createEvents()
  const contacts = createContactService(workspace)
  const history = createHistoryService(workspace)
  const telephony = createTelephonyService({
    workspace,
    device,
    practice: demo,
    tell: (state) => events.tell({ type: 'telephony', state }),
  })
  const imports = createImportService({
    workspace,
    device,
    dataFolder,
    history,
    log,
    tell: (progress) => events.tell({ type: 'import', progress }),
  })
  store.onWritten((written) => {
    events.tellWritten(written)
    if (written.some(({ kind }) => kind === 'contact')) telephony.contactsChanged()
  })
  const router = createApiRouter({
    workspace,
    device,
    readers,
    events,
    contacts,
    history,
    telephony,
    imports,
    demo,
    version: dependencies.version,
    dataFolder,
    log,
  })
  return {
    router,
    close: async () => {
      events.close()
      telephony.close()
      await imports.close()
      await readers.close()
      store.close()
      device.close()
    },
  }
}
