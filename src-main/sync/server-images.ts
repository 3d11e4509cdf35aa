import type { Database } from '../../src-node/sqlite/database.ts'

/** A row as the server has it. */
export interface ServerRow {
  readonly kind: string
  readonly root: string
  readonly version: number
  readonly deleted: boolean
  /** The document as JSON. */
  readonly data: string
}

/** Of each row that mutations on their way have touched: what the server has of it, null where it does not have it. */
export const createServerImages = (database: Database) => {
  const select = database.prepare<[string], { kind: string; root: string; version: number; deleted: number; data: string | null }>(
    'select kind, root, version, deleted, data from server_image where id = ?',
  )
  const any = database.prepare<[], number>('select exists (select 1 from server_image)').pluck()
  const exists = database.prepare<[string], number>('select exists (select 1 from server_image where id = ?)').pluck()
  const upsert = database.prepare<[string, string, string, number, number, string | null]>(
    'insert or replace into server_image (id, kind, root, version, deleted, data) values (?, ?, ?, ?, ?, ?)',
  )
  const remove = database.prepare<[string]>('delete from server_image where id = ?')
  return {
    isEmpty: (): boolean => any.get() === 0,
    has: (id: string): boolean => exists.get(id) === 1,
    /** Undefined where nothing on its way has touched the row. */
    get: (id: string): ServerRow | null | undefined => {
      const image = select.get(id)
      if (!image) return undefined
      return image.data === null ? null : { ...image, data: image.data, deleted: image.deleted === 1 }
    },
    set: (id: string, row: ServerRow | null): void =>
      void upsert.run(id, row?.kind ?? '', row?.root ?? '', row?.version ?? 0, row?.deleted ? 1 : 0, row?.data ?? null),
    delete: (id: string): void => void remove.run(id),
  }
}

export type ServerImages = ReturnType<typeof createServerImages>
