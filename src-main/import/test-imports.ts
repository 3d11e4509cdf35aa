import { join } from 'node:path'
import type { Contact } from '../../src-shared/contacts/contact-kind.ts'
import type { FileForm, ImportPlan, ImportProgress } from '../../src-shared/import/import-contract.ts'
import { createTestWorkspace, type TestWorkspace } from '../db/test-workspace.ts'
import { createHistoryService } from '../history/history-service.ts'
import { silentLog } from '../platform/log.ts'
import { createImportService, type ImportService } from './import-service.ts'

export interface TestImports {
  readonly test: TestWorkspace
  readonly dataFolder: string
  /** The service; a new one after `restart`. */
  readonly imports: () => ImportService
  readonly restart: () => Promise<void>
  readonly bring: (content: string | Uint8Array, name?: string) => Promise<string>
  /** Settles when the import has come to its end. */
  readonly ended: (importId: string) => Promise<ImportProgress>
  /** Reads, guesses and imports a whole file; what the plan leaves out is as the program proposes it. */
  readonly importWhole: (
    content: string | Uint8Array,
    plan?: Partial<ImportPlan>,
    form?: FileForm,
  ) => Promise<{ readonly importId: string; readonly progress: ImportProgress }>
  readonly contacts: () => Contact[]
  readonly close: () => Promise<void>
}

/** For tests: imports into a real workspace, read by real threads. */
export const createTestImports = (
  more: { readonly isAdministrator?: () => boolean; readonly team?: boolean; readonly otherDataFolder?: boolean } = {},
): TestImports => {
  const test = createTestWorkspace({ team: more.team ?? false })
  const waiting = new Map<string, (progress: ImportProgress) => void>()
  const { workspace, device, folder } = test
  const dataFolder = more.otherDataFolder ? join(folder, 'data') : folder
  const open = () =>
    createImportService({
      workspace,
      device,
      dataFolder,
      history: createHistoryService(workspace),
      log: silentLog,
      tell: (progress) => {
        if (progress.state !== 'running' && progress.state !== 'checking') waiting.get(progress.importId)?.(progress)
      },
      ...(more.isAdministrator ? { isAdministrator: more.isAdministrator } : {}),
    })
  let imports = open()

  const bring = async (content: string | Uint8Array, name = 'klienci.csv') => {
    const bytes = Buffer.from(content as Uint8Array)
    const { importId } = await imports.begin({ name, bytes: bytes.length })
    await imports.append({ importId, offset: 0, base64: bytes.toString('base64') })
    return importId
  }

  const ended = (importId: string) =>
    new Promise<ImportProgress>((resolve) => {
      waiting.set(importId, resolve)
      const { state } = imports.progress(importId)
      if (state !== 'running' && state !== 'checking') resolve(imports.progress(importId))
    })

  return {
    test,
    dataFolder,
    imports: () => imports,
    restart: async () => {
      await imports.close()
      imports = open()
      await imports.recovered
    },
    bring,
    ended,
    importWhole: async (content, plan = {}, form = {}) => {
      const importId = await bring(content)
      const { mapping } = await imports.preview({ importId, form })
      await imports.start({ importId, stage: 'client', mapping, ...plan })
      return { importId, progress: await ended(importId) }
    },
    contacts: () => [...workspace.store.rows.each('contact')].map(({ document }) => document as unknown as Contact),
    close: async () => {
      await imports.close()
      test.close()
    },
  }
}
