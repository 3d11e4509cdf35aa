import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import {
  type FileForm,
  fileFormSchema,
  type ImportCheck,
  type ImportPlan,
  type ImportPreview,
  type ImportProgress,
  importPlanSchema,
} from '../../src-shared/import/import-contract.ts'
import { LeadlineError, notFound } from '../../src-shared/lib/errors.ts'
import { sameJson } from '../../src-shared/lib/json.ts'
import type { MutationContext } from '../../src-shared/rows/mutator.ts'
import { memberKind } from '../../src-shared/team/member-kind.ts'
import { createCatalogueService } from '../catalogue/catalogue-service.ts'
import type { DeviceStore } from '../db/device-store.ts'
import type { HistoryService } from '../history/history-service.ts'
import type { Log } from '../platform/log.ts'
import { ownViewer } from '../team/own-viewer.ts'
import type { Workspace } from '../workspace.ts'
import { createBadRowStore } from './bad-rows.ts'
import { createImportHistory } from './import-history.ts'
import type { NewNames, TablePreview, TableTask } from './import-messages.ts'
import { createImportWriter } from './import-writer.ts'
import { mappingOf } from './mapping-guess.ts'
import { createNewNameKeeper } from './new-names.ts'
import { badPathOf, createOpenImports, nothingDone, type OpenImport, type Plan } from './open-imports.ts'
import { createRememberedMappings } from './remembered-mappings.ts'
import { type KnownNames, knownNamesOf, rowContextOf } from './row-context.ts'
import { createRunningImports } from './running-imports.ts'
import { isWorkbook } from './table.ts'

/** Values of a column that are shown. */
const shownSamples = 3

interface Dependencies {
  readonly workspace: Workspace
  readonly device: DeviceStore
  readonly dataFolder: string
  readonly history: HistoryService
  readonly log: Log
  readonly tell: (progress: ImportProgress) => void
  /** Throws where this member may not import into the stage; left out: everybody may. */
  readonly demandRight?: (stage: 'lead' | 'client') => void
  /** Whether this member may take back what others have imported; left out: yes. */
  readonly isAdministrator?: () => boolean
}

/**
 * Imports files: read and checked in a worker that can be stopped, kept under one batch, which is the import's id, so that all of it can be
 * taken back. An import that does not reach its end is taken back whole: at once where it was cancelled or failed, after the next start where
 * the program ended.
 */
export const createImportService = ({
  workspace,
  device,
  dataFolder,
  history,
  log,
  tell,
  demandRight = () => {},
  isAdministrator = () => true,
}: Dependencies) => {
  const { store, context, country } = workspace
  const closing = new AbortController()
  const open = createOpenImports({ dataFolder, log, tell })
  const { existing, report, discard } = open
  const catalogue = createCatalogueService(workspace)
  const mappings = createRememberedMappings(device)
  const badRows = createBadRowStore(dirname(store.database.name))
  const newNames = createNewNameKeeper(workspace, log)
  const ended = createImportHistory({ workspace, history, badRows, newNames, isAdministrator })
  const running = createRunningImports({ store, device, history, newNames, log, closing: closing.signal })

  const knownNames = (): KnownNames =>
    knownNamesOf(
      catalogue.list(),
      store.find(memberKind, 'everyone', 'yes').flatMap((id) => store.get(memberKind, id) ?? []),
    )

  const viewer = () => ownViewer(store.rows, { workspaceId: workspace.document().id, memberId: workspace.me().id })

  const taskOf = (plan: Plan, { source, heading, columns }: TablePreview, by: MutationContext): TableTask => ({
    source,
    heading,
    columns: columns.map(({ name }) => name),
    context: rowContextOf(plan, { country: country(), by, isText: source.type === 'text', known: knownNames() }),
    duplicates: { by: plan.duplicatesBy, policy: plan.duplicates, database: store.database.name, viewer: viewer() },
  })

  const planOf = (input: ImportPlan): Plan => {
    const plan = importPlanSchema.parse(input)
    demandRight(plan.stage)
    if (!plan.mapping.includes('name') && !plan.mapping.includes('company'))
      throw new LeadlineError('bad_input', 'No column fills the name', [{ path: 'mapping', rule: 'name_not_mapped' }])
    return plan
  }

  const check = async (importId: string, plan: Plan) => {
    const { one, preview } = open.waiting(importId)
    // Whoever asks anew does not wait for the answer to what they asked before.
    if (one.progress.state === 'checking') await one.reader.interrupt()
    const shown = { ...nothingDone, importId, rows: preview.rows }
    report(one, { ...shown, state: 'checking' })
    try {
      const progress = (done: number) => report(one, { done })
      const checked = await one.reader.run({ type: 'check', ...taskOf(plan, preview, context()) }, { progress })
      one.checked = { plan, fresh: checked.fresh, tooManyNames: checked.tooManyNames }
      return checked
    } finally {
      if (one.progress.state === 'checking') one.progress = { ...shown, state: 'running' }
    }
  }

  /** Whoever closes waits for it; what it had made by then, the next start takes back. */
  const makeNames = async (one: OpenImport, fresh: NewNames) => {
    const made = newNames.make(fresh, one.id, closing.signal)
    one.finished = made.catch(() => {})
    try {
      await made
    } catch (error) {
      if (!closing.signal.aborted) {
        one.isStarted = false
        running.mark(one.id, false)
      }
      throw error
    }
    closing.signal.throwIfAborted()
  }

  const finish = async (one: OpenImport, plan: Plan) => {
    const { rows, created, updated, skipped, bad } = one.progress
    store.bulk.settle()
    if (existsSync(badPathOf(one))) await badRows.keep(one.id, badPathOf(one), one.bad, bad)
    ended.record({ id: one.id, batch: one.id, fileName: one.name, stage: plan.stage, rows, created, updated, skipped, bad })
    running.mark(one.id, false)
    report(one, { state: 'done' })
  }

  const run = async (one: OpenImport, task: TableTask, plan: Plan) => {
    const { by } = task.context
    const badPath = badPathOf(one)
    const writer = createImportWriter(store, { batch: one.id, by, columns: task.columns, badPath, responsible: plan.responsible })
    const write: typeof writer.write = (message) => {
      // A worker that was stopped may have said more than has been heard.
      if (one.progress.state !== 'running') return 0
      const first = writer.write(message)
      if (message.type === 'rows') report(one, writer.counts())
      return first
    }
    try {
      one.hasBegun = true
      one.bad = writer.bad()
      await one.reader.run({ type: 'rows', badPath, ...task }, { write })
      await finish(one, plan)
    } catch (error) {
      if (closing.signal.aborted) return
      const cancelled = one.progress.state === 'cancelled'
      if (!cancelled) log.error('An import failed', error)
      await running.tryToTakeBack(one.id)
      report(one, { state: cancelled ? 'cancelled' : 'failed', created: 0, updated: 0 })
    } finally {
      await one.reader.stop()
      await discard(one)
    }
  }

  // One import after the other: two would only be in each other's way.
  const recovered = running.recover((batch) => ended.get(batch) !== undefined)
  let queue: Promise<unknown> = recovered
  const tidied = recovered
    .then(() => (closing.signal.aborted ? undefined : ended.tidy()))
    .catch((error) => log.error('Bad rows of imports that were taken back could not be removed', error))

  return {
    /** Settles when what an earlier process left half done has been taken back. */
    recovered,
    begin: open.begin,
    append: open.append,
    takeFile: open.takeFile,
    preview: async ({ importId, form }: { readonly importId: string; readonly form?: FileForm | undefined }): Promise<ImportPreview> => {
      const { heading, sheet, ...wished } = fileFormSchema.parse(form ?? {})
      if (existing(importId).progress.state === 'checking') await existing(importId).reader.interrupt()
      const one = open.toPreview(importId)
      const { path } = one.file
      if (!one.book && (await isWorkbook(path))) one.book = await one.reader.run({ type: 'convert', path })
      const { book } = one
      const chosen = book && (book.sheets.find(({ name }) => name === sheet) ?? book.sheets.find(({ rows }) => rows > 0))
      const source = chosen ? ({ type: 'sheet', path: chosen.path } as const) : ({ type: 'text', path, form: wished } as const)
      const preview = await one.reader.run({ type: 'preview', source, heading })
      one.preview = preview
      one.checked = null
      const text = preview.source.type === 'text' ? preview.source.form : null
      return {
        format: book?.format ?? 'csv',
        encoding: text?.encoding ?? null,
        delimiter: text?.delimiter ?? null,
        quote: text?.quote ?? null,
        heading: preview.heading,
        sheets: (book?.sheets ?? []).map(({ name, rows }) => ({ name, rows })),
        sheet: chosen?.name ?? null,
        columns: preview.columns.map(({ name, samples }) => ({ name, samples: samples.slice(0, shownSamples) })),
        ...mappingOf(preview, knownNames(), mappings),
        rows: preview.rows,
      }
    },
    check: async ({ importId, ...input }: ImportPlan & { readonly importId: string }): Promise<ImportCheck> =>
      (await check(importId, planOf(input))).check,
    start: async ({ importId, ...input }: ImportPlan & { readonly importId: string }) => {
      const plan = planOf(input)
      const { one, preview } = open.waiting(importId)
      const names = preview.columns.map(({ name }) => name)
      const needsNames = plan.mapping.some((target) => target === 'tags' || target === 'source' || target?.startsWith('property:'))
      const isChecked = one.checked !== null && sameJson(one.checked.plan, plan)
      const needed = needsNames ? ((isChecked ? one.checked : null) ?? (await check(importId, plan))) : null
      if (one.isStarted) throw new LeadlineError('conflict', 'This import has been started')
      if (needed && needed.tooManyNames !== null)
        throw new LeadlineError('bad_input', 'The table names too much that is not there', [
          { path: 'mapping', rule: 'too_many_names', limit: needed.tooManyNames },
        ])
      one.isStarted = true
      running.mark(one.id, true)
      if (needed) await makeNames(one, needed.fresh)
      if (preview.heading) mappings.remember(names, plan.mapping)
      // Cancelled meanwhile, it comes to its end in its turn, without a row.
      if (one.progress.state === 'running') report(one, { state: 'running', ...nothingDone, rows: preview.rows })
      const task = taskOf(plan, preview, context())
      one.finished = queue.then(() => run(one, task, plan))
      queue = one.finished
      return { batch: one.id }
    },
    isRunning: running.any,
    progress: (importId: string) => existing(importId).progress,
    cancel: async (importId: string) => {
      const one = existing(importId)
      if (one.progress.state !== 'running' && one.progress.state !== 'checking') return
      one.progress = { ...one.progress, state: 'cancelled' }
      await one.reader.stop()
      if (one.hasBegun) await one.finished
      await discard(one)
    },
    badRows: async (importId: string) => {
      const one = open.get(importId)
      if (one && one.progress.state !== 'done') return { rows: [...one.bad], more: one.progress.bad - one.bad.length }
      const kept = await badRows.read(importId)
      if (!kept && !one && !ended.get(importId)) throw notFound('import', importId)
      return kept ?? { rows: [], more: 0 }
    },
    badRowsFile: async ({ importId, offset }: { readonly importId: string; readonly offset: number }) => {
      const piece = await badRows.readFile(importId, offset)
      if (!piece) throw notFound('file of bad rows of an import', importId)
      return piece
    },
    history: ended.list,
    undo: (importId: string) => ended.undo(importId, closing.signal),
    /** Stops what is under way; the next start takes it back. */
    close: async () => {
      closing.abort(new LeadlineError('shutting_down', 'The workspace is being closed'))
      for (const one of open.all()) {
        await one.reader.stop()
        await one.finished
        if (!one.isStarted) await discard(one)
      }
      await recovered
      await tidied
    },
  }
}

export type ImportService = ReturnType<typeof createImportService>
