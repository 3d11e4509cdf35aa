import { v7 as newId } from 'uuid'
import { type LogPage, ownVersions, type SentChange, type SentRow } from '../../src-shared/sync/protocol.ts'
import type { Colleague } from '../core/team.ts'

/** Everything that somebody sees, and its history but for *created*, as a new machine of theirs would get it. */
export const everyRowOf = async ({
  api,
}: Pick<Colleague, 'api'>): Promise<{ readonly rows: SentRow[]; readonly changes: SentChange[] }> => {
  const clientId = newId()
  const rows = new Map<string, SentRow>()
  const changes: SentChange[] = []
  let view: string | null = null
  for (let after: string | null = null; ; ) {
    const page: Awaited<ReturnType<typeof api.sync.snapshot>> = await api.sync.snapshot({
      versions: ownVersions,
      clientId,
      after,
      view,
      limit: 10_000,
    })
    for (const row of page.rows) rows.set(row.id, row)
    changes.push(...page.changes)
    view = page.view
    after = page.next
    if (after === null) return { rows: [...rows.values()], changes }
  }
}

/** Everything that ever happened there, as somebody sees it: the log from its beginning. */
export const wholeLogOf = async ({ api }: Pick<Colleague, 'api'>): Promise<Pick<LogPage, 'rows' | 'changes' | 'to'>> => {
  const clientId = newId()
  const { epoch, view } = await api.sync.snapshot({ versions: ownVersions, clientId, after: null, view: null, limit: 1 })
  const rows = new Map<string, SentRow>()
  const changes: SentChange[] = []
  for (let cursor = 0; ; ) {
    const asked = { versions: ownVersions, clientId, epoch, cursor, acknowledged: 0, view, wantsChecksum: false, limit: 5000 }
    const page = await api.sync.pull(asked)
    if (page.type !== 'page') throw new Error(`The log does not go back to ${cursor}: ${page.reason}`)
    for (const row of page.rows) rows.set(row.id, row)
    changes.push(...page.changes)
    cursor = page.to
    if (page.to >= page.head) return { rows: [...rows.values()], changes, to: page.to }
  }
}
