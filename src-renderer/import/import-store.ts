import { create } from 'zustand'
import type { BadRow, ImportPreview, ImportProgress } from '../../src-shared/import/import-contract.ts'
import type { Encoding, ImportField } from '../../src-shared/import/import-fields.ts'
import type { Api } from '../api/api.ts'
import { base64Of } from '../files/base64.ts'
import { explain } from '../i18n/explain.ts'

/** Bytes that go over in one piece. */
const pieceSize = 768 * 1024

export interface FileForm {
  readonly encoding: Encoding
  readonly delimiter: string
}

export type ImportPhase =
  | { readonly type: 'choose'; readonly error: unknown }
  /** The file goes over; `share` from 0 to 1. */
  | { readonly type: 'reading'; readonly name: string; readonly share: number }
  | {
      readonly type: 'columns'
      readonly name: string
      readonly importId: string
      readonly preview: ImportPreview
      readonly mapping: readonly (ImportField | null)[]
      /** The file could not be read in the form that was wished for, or could not be started. */
      readonly error: unknown
      readonly busy: boolean
    }
  | {
      readonly type: 'running'
      readonly name: string
      readonly importId: string
      readonly batch: string
      readonly progress: ImportProgress
    }
  | {
      readonly type: 'ended'
      readonly name: string
      readonly batch: string
      readonly progress: ImportProgress
      readonly bad: readonly BadRow[]
      readonly more: number
    }

interface ImportState {
  readonly phase: ImportPhase
  readonly stage: 'client' | 'lead'
}

export const useImport = create<ImportState>(() => ({ phase: { type: 'choose', error: null }, stage: 'client' }))

const show = (phase: ImportPhase) => useImport.setState({ phase })

export const setStage = (stage: 'client' | 'lead'): void => useImport.setState({ stage })

export const startOver = (): void => show({ type: 'choose', error: null })

/** Brings a file to the core in pieces, and looks at it. */
export const bringFile = async (api: Api, file: File): Promise<void> => {
  const { name } = file
  show({ type: 'reading', name, share: 0 })
  try {
    const { importId } = await api.client.imports.begin({ name: name.slice(-255), bytes: file.size })
    for (let offset = 0; offset < file.size; offset += pieceSize) {
      await api.client.imports.append({ importId, offset, base64: await base64Of(file.slice(offset, offset + pieceSize)) })
      show({ type: 'reading', name, share: Math.min(1, (offset + pieceSize) / file.size) })
    }
    const preview = await api.client.imports.preview({ importId })
    show({ type: 'columns', name, importId, preview, mapping: preview.mapping, error: null, busy: false })
  } catch (error) {
    show({ type: 'choose', error })
  }
}

/** Reads the same file again as written in another form. */
export const rereadFile = async (api: Api, form: Partial<FileForm>): Promise<void> => {
  const { phase } = useImport.getState()
  if (phase.type !== 'columns') return
  const { importId, preview } = phase
  show({ ...phase, busy: true })
  try {
    const again = await api.client.imports.preview({ importId, encoding: preview.encoding, delimiter: preview.delimiter, ...form })
    show({ ...phase, preview: again, mapping: again.mapping, error: null, busy: false })
  } catch (error) {
    show({ ...phase, error, busy: false })
  }
}

export const mapColumn = (column: number, field: ImportField | null): void => {
  const { phase } = useImport.getState()
  if (phase.type === 'columns') show({ ...phase, mapping: phase.mapping.map((known, index) => (index === column ? field : known)) })
}

const end = async (api: Api, progress: ImportProgress) => {
  const { phase } = useImport.getState()
  if (phase.type !== 'running' || phase.importId !== progress.importId) return
  const { name, batch, importId } = phase
  const { rows, more } = await api.client.imports.badRows({ importId }).catch(() => ({ rows: [], more: 0 }))
  show({ type: 'ended', name, batch, progress, bad: rows, more })
}

const hear = (api: Api, progress: ImportProgress) => {
  const { phase } = useImport.getState()
  if (phase.type !== 'running' || phase.importId !== progress.importId) return
  if (progress.state === 'running') show({ ...phase, progress })
  else void end(api, progress)
}

/** Starts the import and follows it to its end, also while its window is closed. */
export const runImport = async (api: Api): Promise<void> => {
  const { phase, stage } = useImport.getState()
  if (phase.type !== 'columns' || phase.busy) return
  const { importId, name, mapping, preview } = phase
  show({ ...phase, busy: true, error: null })
  let batch: string
  try {
    const started = await api.client.imports.start({ importId, stage, mapping: [...mapping] })
    batch = started.batch
  } catch (error) {
    show({ ...phase, busy: false, error })
    return
  }
  const progress: ImportProgress = { importId, state: 'running', rows: preview.rows, done: 0, created: 0, bad: 0 }
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
