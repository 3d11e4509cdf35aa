import type { RowDocument } from '../../src-shared/rows/kind.ts'
import { kindsByName } from '../../src-shared/rows/registry.ts'
import type { SentRow } from '../../src-shared/sync/protocol.ts'
import { maySee, type SeenRow } from '../../src-shared/team/sight.ts'
import type { Viewer } from '../../src-shared/team/viewer.ts'
import type { ServerStore } from '../db/store.ts'

type Rows = Pick<ServerStore, 'rows' | 'idsOf'>

/** Kinds whose rows name blobs. */
const namingKinds = Object.values(kindsByName)
  .filter((kind) => 'blob' in kind.lookups)
  .map((kind) => kind.name)

const seenOf = (row: SentRow): SeenRow => ({ kind: row.kind, document: JSON.parse(row.data) as RowDocument })

/** Whether a row that the member may see names the blob: whoever sees a note may fetch what hangs on it. */
export const seesBlob = async (store: Rows, organisationId: string, viewer: Viewer, hash: string): Promise<boolean> => {
  for (const kind of namingKinds) {
    const ids = await store.idsOf(organisationId, { kind, lookup: 'blob', value: hash })
    if (ids.length === 0) continue
    const rows = await store.rows(organisationId, ids)
    const roots = await store.rows(organisationId, [...new Set(rows.map(({ root }) => root))])
    const byId = new Map([...roots, ...rows].map((row) => [row.id, row]))
    const isSeen = (row: SentRow) => {
      const root = byId.get(row.root)
      return !row.deleted && maySee(viewer, seenOf(row), root && seenOf(root))
    }
    if (rows.some(isSeen)) return true
  }
  return false
}
