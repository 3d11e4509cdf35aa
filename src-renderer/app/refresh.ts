import type { Query, QueryClient } from '@tanstack/react-query'
import type { CoreEvent } from '../../src-shared/system/system-contract.ts'
import type { Api } from '../api/api.ts'

/** The first words of the keys under which queries are kept; what changed is found by them. */
export const queryKeys = {
  session: ['session'],
  members: ['members'],
  groups: ['groups'],
  invitations: ['invitations'],
  performance: ['performance'],
  contactLists: ['contacts', 'lists'],
  contacts: ['contacts', 'one'],
  suggestions: ['contacts', 'suggestions'],
  calls: ['calls'],
  feeds: ['feeds'],
  account: ['telephone-account'],
  /** Refused writes, and what moving to a team has found. */
  team: ['team'],
  /** What blocked people had not sent: asked of the server, so `team` makes it stale as well. */
  sealed: ['team', 'sealed'],
  /** Leads whose taking is not confirmed yet. */
  wishes: ['wishes'],
  /** Where attached files are. */
  files: ['files'],
  tasks: ['tasks'],
  /** Tags, sources, custom properties, statuses. */
  catalogue: ['catalogue'],
  /** On how many contacts each item of it hangs. */
  catalogueCounts: ['catalogue-counts'],
  /** My saved filters. */
  filters: ['filters'],
  /** Imports that have come to their end. */
  imports: ['imports'],
  duplicates: ['duplicates'],
  audit: ['audit'],
} as const

type Key = readonly string[]

const everything: Key = []

/** What an event makes stale. */
export const staleKeys = (event: CoreEvent): readonly Key[] => {
  if (event.type === 'hello') return [everything]
  if (event.type === 'settings') return [queryKeys.session, queryKeys.members, queryKeys.account]
  if (event.type === 'team') return [queryKeys.team, queryKeys.wishes, queryKeys.files]
  // A blocked computer that comes back brings what it had not sent.
  if (event.type === 'presence') return [queryKeys.sealed]
  if (event.type !== 'rows') return []
  return [...keysOfRows(event), queryKeys.audit]
}

const keysOfRows = (event: Extract<CoreEvent, { type: 'rows' }>): readonly Key[] => {
  const of = (base: Key, ids: readonly string[] | 'many'): Key[] => (ids === 'many' ? [[...base]] : ids.map((id) => [...base, id]))
  switch (event.kind) {
    case 'contact':
      return [
        queryKeys.contactLists,
        queryKeys.suggestions,
        queryKeys.calls,
        queryKeys.wishes,
        queryKeys.performance,
        queryKeys.catalogueCounts,
        queryKeys.duplicates,
        ...of(queryKeys.contacts, event.ids),
        ...of(queryKeys.feeds, event.ids),
      ]
    case 'note':
      return [queryKeys.feeds, queryKeys.contactLists]
    case 'call':
      return [queryKeys.calls, queryKeys.feeds, queryKeys.contactLists, queryKeys.performance]
    case 'directory':
      return [queryKeys.suggestions]
    case 'task':
      return [queryKeys.tasks, queryKeys.feeds]
    case 'tag':
    case 'source':
    case 'property':
    case 'status':
      // Words of a filter may stand for others by now, and what it finds and how many with them.
      return [queryKeys.catalogue, queryKeys.catalogueCounts, queryKeys.contactLists, queryKeys.feeds]
    case 'filter':
      return [queryKeys.filters]
    case 'import':
      return [queryKeys.imports]
    case 'member':
    case 'group':
    case 'workspace':
      // Rights may have changed: what may be seen, and what is offered.
      return [queryKeys.session, queryKeys.members, queryKeys.groups, queryKeys.invitations, queryKeys.sealed]
    default:
      return []
  }
}

/** Milliseconds in which further changes are gathered before the screen asks again. The first is answered at once. */
const gathering = 60

/**
 * Marks answers as stale, and asks again for those that are seen. Neither a first question nor one that nobody waits for is begun anew
 * while it is on its way: their answers may be of before the change, so they are marked once they are there.
 */
const askAgain = async (queries: QueryClient, queryKey: Key) => {
  const early = queries.getQueryCache().findAll({ queryKey, fetchStatus: 'fetching', predicate: isNotBegunAnew })
  await queries.invalidateQueries({ queryKey })
  await Promise.all(
    early.map(async (query) => {
      await query.promise?.catch(() => undefined)
      await queries.invalidateQueries({ queryKey: query.queryKey, exact: true })
    }),
  )
}

const isNotBegunAnew = (query: Query) => query.state.data === undefined || !query.isActive()

/**
 * Keeps what is on the screen fresh: what changed is asked again where it is seen, and marked stale elsewhere. While an answer is on
 * its way further changes wait, so that a busy import does not cut off every answer before it arrives.
 */
export const keepFresh = (api: Api, queries: QueryClient): (() => void) => {
  const waiting = new Map<string, Key>()
  let running = false

  const run = async () => {
    if (running) return
    running = true
    while (waiting.size > 0) {
      const keys = [...waiting.values()]
      waiting.clear()
      await Promise.all(keys.map((queryKey) => askAgain(queries, queryKey)))
      await new Promise((resolve) => setTimeout(resolve, gathering))
    }
    running = false
  }

  return api.onEvent((event) => {
    for (const key of staleKeys(event)) waiting.set(key.join(' '), key)
    void run()
  })
}
