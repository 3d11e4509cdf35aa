import type { Api } from '../api/api.ts'
import { bytesOf } from '../files/base64.ts'
import { saveBlob } from '../files/save-file.ts'

/** Saves the rows that could not be imported as they stood in the file, with line and reason, to be mended and imported again. */
export const saveBadRows = async (api: Api, importId: string, name: string): Promise<void> => {
  const pieces: Blob[] = []
  let offset = 0
  let size = Number.POSITIVE_INFINITY
  while (offset < size) {
    const { base64, bytes } = await api.client.imports.badRowsFile({ importId, offset })
    const piece = bytesOf(base64)
    size = bytes
    if (piece.length === 0 && offset < size) throw new Error('A file ended before its size')
    pieces.push(new Blob([piece]))
    offset += piece.length
  }
  saveBlob(new Blob(pieces, { type: 'text/csv;charset=utf-8' }), name)
}
