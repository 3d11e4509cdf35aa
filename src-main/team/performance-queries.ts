import type { Database } from '../../src-node/sqlite/database.ts'
import { finishLead, takeLead } from '../../src-shared/leads/lead-mutators.ts'
import { revertHistory } from '../../src-shared/rows/registry.ts'
import type { Performance } from '../../src-shared/team/team-contract.ts'

interface Question {
  /** UTC milliseconds, rising; each but the last begins a stretch of time. */
  readonly boundaries: readonly number[]
  /** Whose work; null for everybody's. */
  readonly memberIds: readonly string[] | null
}

type Figures = Omit<Performance, 'memberId' | 'stretch'>
type Counted<Names extends keyof Figures> = Pick<Figures, Names> & { readonly memberId: string }

const nothing: Figures = {
  incoming: 0,
  answered: 0,
  outgoing: 0,
  reached: 0,
  talkTime: 0,
  leadsTaken: 0,
  leadsFinished: 0,
  leadsWon: 0,
}

const among = (column: string, memberIds: Question['memberIds']) =>
  memberIds === null ? '' : `and ${column} in (${memberIds.map(() => '?').join(', ')})`

/** A call that is still going on is counted once it has ended: until then nobody knows how. */
const selectCalls = (memberIds: Question['memberIds']) => `
  select member_id as memberId,
    sum(direction = 'incoming') as incoming, sum(direction = 'incoming' and result = 'answer') as answered,
    sum(direction = 'outgoing') as outgoing, sum(direction = 'outgoing' and result = 'answer') as reached,
    cast(round(sum(talk_time) / 1000.0) as integer) as talkTime
  from call indexed by ${memberIds === null ? 'call_by_start' : 'call_by_member'}
  where started_at >= ? and started_at < ? ${among('member_id', memberIds)} and result is not null
  group by member_id`

/**
 * What was done to the row next, in the field by which one sees that it was taken or finished: where that was an undo, the act does not count.
 * An act that the server refused has no change any more.
 */
const undone = `
  (select later_act.mutation from change later cross join act later_act on later_act.seq = later.act
    where later.rid = change.rid and later.act > change.act
      and json_type(later.after, case act.mutation when '${takeLead.name}' then '$.responsible' else '$.leadStatus' end) is not null
    order by later.act limit 1) is '${revertHistory.name}'`

// The list of names stands as it does in the index `act_of_leads`: else SQLite does not see that this index is enough.
const selectLeads = (memberIds: Question['memberIds']) => `
  select act.member_id as memberId,
    sum(act.mutation = '${takeLead.name}') as leadsTaken, sum(act.mutation = '${finishLead.name}') as leadsFinished,
    sum(act.mutation = '${finishLead.name}' and change.after ->> 'stage' is 'client') as leadsWon
  from act indexed by act_of_leads cross join change on change.act = act.seq cross join row on row.rid = change.rid
  where act.mutation in ('lead.take', 'lead.finish') and act.at >= ? and act.at < ? ${among('act.member_id', memberIds)}
    and row.kind = 'contact' and not (${undone})
  group by act.member_id`

/** What each member did in each stretch; whoever did nothing in one has no row for it. */
const performance = (database: Database, { boundaries, memberIds }: Question): Performance[] => {
  if (memberIds?.length === 0) return []
  const calls = database.prepare<unknown[], Counted<'incoming' | 'answered' | 'outgoing' | 'reached' | 'talkTime'>>(selectCalls(memberIds))
  const leads = database.prepare<unknown[], Counted<'leadsTaken' | 'leadsFinished' | 'leadsWon'>>(selectLeads(memberIds))
  return boundaries.slice(1).flatMap((until, stretch) => {
    const within = [boundaries[stretch], until, ...(memberIds ?? [])]
    const rows = new Map<string, Performance>()
    for (const counted of [...calls.all(...within), ...leads.all(...within)]) {
      rows.set(counted.memberId, { ...nothing, ...rows.get(counted.memberId), ...counted, stretch })
    }
    return [...rows.values()]
  })
}

export const performanceQueries = { 'team.performance': performance }
