import type { FileForm, ImportProgress } from '../../src-shared/import/import-contract.ts'
import type { Api } from '../api/api.ts'
import { base64Of } from '../files/base64.ts'
import { explain } from '../i18n/explain.ts'
import { type BroughtFile, planOf, show, useImport } from './import-store.ts'

/** Bytes that go over in one piece. */
const pieceSize = 768 * 1024

/** Brings a file to the core in pieces, and looks at it. */
export const bringFile = async (api: Api, file: File): Promise<void> => {
  const { name } = file
  const isWanted = () => {
    const { phase } = useImport.getState()
    return phase.type === 'reading' && phase.name === name
  }
  show({ type: 'reading', name, share: 0 })
  try {
    const { importId } = await api.client.imports.begin({ name: name.slice(-255), bytes: file.size })
    for (let offset = 0; offset < file.size && isWanted(); offset += pieceSize) {
      await api.client.imports.append({ importId, offset, base64: await base64Of(file.slice(offset, offset + pieceSize)) })
      if (isWanted()) show({ type: 'reading', name, share: Math.min(1, (offset + pieceSize) / file.size) })
    }
    if (!isWanted()) return void (await api.client.imports.cancel({ importId }))
    const preview = await api.client.imports.preview({ importId })
    if (!isWanted()) return void (await api.client.imports.cancel({ importId }))
    useImport.setState({
      mapping: preview.mapping,
      phase: { type: 'columns', file: { name, importId, preview, form: {} }, error: null, asked: null },
    })
  } catch (error) {
    if (isWanted()) show({ type: 'choose', error })
  }
}

const columnsOf = (importId: string) => {
  const { phase } = useImport.getState()
  return phase.type === 'columns' && phase.file.importId === importId ? phase : null
}

/** One reading after the other: the core checks and imports what it has read last. */
const readAsAsked = async (api: Api, importId: string): Promise<void> => {
  for (let asked = columnsOf(importId)?.asked; asked; asked = columnsOf(importId)?.asked) {
    try {
      const preview = await api.client.imports.preview({ importId, form: asked })
      const phase = columnsOf(importId)
      if (!phase) return
      const { file } = phase
      const names = (columns: typeof preview.columns) => columns.map(({ name }) => name).join('\n')
      const isSame = names(preview.columns) === names(file.preview.columns)
      useImport.setState(({ mapping }) => ({
        mapping: isSame ? mapping : preview.mapping,
        phase: { ...phase, file: { ...file, preview, form: asked }, error: null, asked: phase.asked === asked ? null : phase.asked },
      }))
    } catch (error) {
      const phase = columnsOf(importId)
      if (phase?.asked === asked) show({ ...phase, error, asked: null })
    }
  }
}

/** Reads the same file again as written in another form. Fields that were chosen stay where the columns are the same ones. */
export const rereadFile = async (api: Api, change: FileForm): Promise<void> => {
  const { phase } = useImport.getState()
  if (phase.type !== 'columns') return
  const { asked, file } = phase
  const form = asked ?? file.form
  // Another sheet has a heading and columns of its own: whether its first row names them is found out anew.
  const { heading, ...others } = form
  show({ ...phase, asked: change.sheet === undefined ? { ...form, ...change } : { ...others, ...change } })
  if (!asked) await readAsAsked(api, file.importId)
}

const isCheckOf = (importId: string) => {
  const { phase } = useImport.getState()
  return phase.type === 'checking' && phase.file.importId === importId
}

/** Asks what would be made, changed and skipped; nothing is written. */
export const checkFile = async (api: Api, file: BroughtFile): Promise<void> => {
  const { importId } = file
  show({ type: 'checking', file, done: 0, rows: file.preview.rows })
  const stop = api.onEvent((event) => {
    if (event.type !== 'import' || event.progress.importId !== importId || event.progress.state !== 'checking') return
    if (isCheckOf(importId)) show({ type: 'checking', file, done: event.progress.done, rows: event.progress.rows })
  })
  try {
    const check = await api.client.imports.check({ importId, ...planOf(useImport.getState()) })
    if (isCheckOf(importId)) show({ type: 'checked', file, check, error: null, busy: false })
  } catch (error) {
    if (isCheckOf(importId)) show({ type: 'plan', file, error })
  } finally {
    stop()
  }
}

/** Leaves the check: the plan can be changed. The core puts the check aside as soon as it is asked for something else. */
export const leaveCheck = (): void => {
  const { phase } = useImport.getState()
  if (phase.type === 'checking') show({ type: 'plan', file: phase.file, error: null })
}

const end = async (api: Api, progress: ImportProgress) => {
  const { phase } = useImport.getState()
  if (phase.type !== 'running' || phase.importId !== progress.importId) return
  const { name, importId } = phase
  const { rows, more } = await api.client.imports.badRows({ importId }).catch(() => ({ rows: [], more: 0 }))
  show({ type: 'ended', name, importId, progress, bad: rows, more })
}

const hear = (api: Api, progress: ImportProgress) => {
  const { phase } = useImport.getState()
  if (phase.type !== 'running' || phase.importId !== progress.importId) return
  if (progress.state === 'running') show({ ...phase, progress })
  else if (progress.state !== 'checking') void end(api, progress)
}

/** Starts the import and follows it to its end, also while its window is closed. */
export const runImport = async (api: Api): Promise<void> => {
  const { phase } = useImport.getState()
  if (phase.type !== 'checked' || phase.busy) return
  const { importId, name, preview } = phase.file
  show({ ...phase, busy: true, error: null })
  let batch: string
  try {
    batch = (await api.client.imports.start({ importId, ...planOf(useImport.getState()) })).batch
  } catch (error) {
    show({ ...phase, busy: false, error })
    return
  }
  const progress: ImportProgress = { importId, state: 'running', rows: preview.rows, done: 0, created: 0, updated: 0, skipped: 0, bad: 0 }
  show({ type: 'running', name, importId, batch, progress })
  const ask = async () => {
    try {
      hear(api, await api.client.imports.progress({ importId }))
    } catch (error) {
      // A core that was started anew knows nothing of it any more: it has taken back what was half done.
      if (explain(error).code === 'not_found') hear(api, { ...progress, state: 'failed' })
    }
  }
  const stop = api.onEvent((event) => {
    if (event.type === 'import') hear(api, event.progress)
    // After a lost connection an event may have been missed.
    if (event.type === 'hello') void ask()
    if (useImport.getState().phase.type !== 'running') stop()
  })
  await ask()
}

/** Stops a running import; what it has made goes away again. */
export const cancelImport = async (api: Api): Promise<void> => {
  const { phase } = useImport.getState()
  if (phase.type === 'running') await api.client.imports.cancel({ importId: phase.importId })
}
