import { ORPCError } from '@orpc/client'
import i18next from 'i18next'
import type { Api } from '../api/api.ts'
import { tellFailure } from '../app/use-act.ts'
import { bytesOf } from '../files/base64.ts'
import { saveBlob } from '../files/save-file.ts'
import { createFormat } from '../i18n/format.ts'
import { toast } from '../ui/toasts.tsx'
import { untilEnded } from '../work/until-ended.ts'
import type { ExportInput } from './export-store.ts'

/** Bytes that come over in one piece. */
const pieceSize = 1_048_576

/** The written file, piece by piece: the browser keeps what is large on its disk. */
const fetchFile = async (api: Api, id: string, bytes: number): Promise<Blob> => {
  const pieces: Blob[] = []
  for (let offset = 0; offset < bytes; ) {
    const { base64 } = await api.client.exports.read({ id, offset, length: Math.min(pieceSize, bytes - offset) })
    const piece = bytesOf(base64)
    if (piece.length === 0) throw new Error('A file ended before its size')
    pieces.push(new Blob([piece]))
    offset += piece.length
  }
  // A file is saved and never shown by this page.
  return new Blob(pieces, { type: 'application/octet-stream' })
}

/** Lets the core write a file, and saves it when that is done. Tells of every end it can come to. */
export const runExport = async (api: Api, input: ExportInput): Promise<void> => {
  try {
    const work = await untilEnded(api, await api.client.exports.start(input))
    if (work.state === 'cancelled') return toast(i18next.t('exports:cancelled'))
    if (work.state === 'failed') throw new ORPCError('EXPORT_FAILED', { data: work.error })
    const { name, bytes } = await api.client.exports.file({ id: work.id })
    saveBlob(await fetchFile(api, work.id, bytes), name)
    const size = createFormat(i18next.language).size(bytes)
    toast(i18next.t('exports:saved', { name, size }))
    await api.client.exports.discard({ id: work.id })
  } catch (error) {
    tellFailure(error)
  }
}
