import { existsSync } from 'node:fs'
import { chmod, mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type BadRow, badRowSchema } from '../../src-shared/import/import-contract.ts'

/** Bad rows that are told one by one; all of them stand in the file. */
export const mostBadRows = 1000
/** Bytes of one piece of the file on its way. */
const piece = 1_048_576
const byId = /^[\da-f-]{36}$/

/**
 * Keeps the bad rows of imports on this computer, for whoever comes back to them after a restart: in the folder of their workspace, with which
 * they go.
 */
export const createBadRowStore = (workspaceFolder: string) => {
  const folder = join(workspaceFolder, 'imports-kept')
  const fileOf = (id: string, ending: 'csv' | 'json') => join(folder, `${byId.test(id) ? id : 'none'}.${ending}`)
  return {
    has: (id: string): boolean => existsSync(fileOf(id, 'csv')),
    /** Takes over the file that was written at `path`; `rows` are those that are told one by one. */
    keep: async (id: string, path: string, rows: readonly BadRow[], total: number): Promise<void> => {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await writeFile(fileOf(id, 'json'), JSON.stringify({ rows, total }), { mode: 0o600 })
      await rename(path, fileOf(id, 'csv'))
      await chmod(fileOf(id, 'csv'), 0o600)
    },
    /** Null where none are kept. */
    read: async (id: string): Promise<{ rows: BadRow[]; more: number } | null> => {
      if (!existsSync(fileOf(id, 'json'))) return null
      const { rows, total } = JSON.parse(await readFile(fileOf(id, 'json'), 'utf8')) as { rows: unknown; total: number }
      const known = badRowSchema.array().parse(rows)
      return { rows: known, more: total - known.length }
    },
    /** A piece of the file. Null where none is kept. */
    readFile: async (id: string, offset: number): Promise<{ base64: string; bytes: number } | null> => {
      const path = fileOf(id, 'csv')
      if (!existsSync(path)) return null
      const { size } = await stat(path)
      const file = await open(path)
      try {
        const length = Math.max(0, Math.min(piece, size - offset))
        const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset)
        return { base64: buffer.subarray(0, bytesRead).toString('base64'), bytes: size }
      } finally {
        await file.close()
      }
    },
    forget: async (id: string): Promise<void> => {
      await rm(fileOf(id, 'csv'), { force: true })
      await rm(fileOf(id, 'json'), { force: true })
    },
  }
}

export type BadRowStore = ReturnType<typeof createBadRowStore>
