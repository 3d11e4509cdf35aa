import { z } from 'zod'
import { sameJson } from '../../src-shared/lib/json.ts'
import { type Presence, presenceSchema } from '../../src-shared/sync/protocol.ts'

/** Milliseconds: changes that come together go out together. */
const gathering = 20
/** Milliseconds between two lists of everybody to other processes; whoever is silent for three of them has ended. */
export const heartbeat = 15_000
/** Members in one message to other processes: it has to stay below 8,000 bytes. */
const mostTogether = 20

const announcementSchema = z.discriminatedUnion('type', [
  /** Who is at this process. `all`: nobody else is. */
  z.object({ type: z.literal('presence'), process: z.string(), all: z.boolean(), members: z.array(presenceSchema) }),
  /** A process has come and wants to hear who is where. */
  z.object({ type: z.literal('presence-wanted'), process: z.string() }),
])

type Announcement = z.infer<typeof announcementSchema>

const announcementIn = (payload: string): Announcement | null => {
  try {
    return announcementSchema.parse(JSON.parse(payload))
  } catch {
    return null
  }
}

interface Dependencies {
  readonly processId: string
  /** Milliseconds, never going back. */
  readonly monotonic: () => number
  /** To the sockets of the organisation at this process. */
  readonly tell: (organisationId: string, changes: readonly PresenceChange[]) => void
  readonly announce: (organisationId: string, payload: string) => void
}

/** A place is one open socket, any value that is itself. */
type Place = object

/** What one place says of itself. */
type Said = Pick<Presence, 'call' | 'viewing'>

/** Somebody about whom something has changed. */
export interface PresenceChange {
  readonly member: Presence
  /** Whose card they had open before. */
  readonly wasViewing: string | null
  /** Nothing but the card is another one. */
  readonly onlyCard: boolean
}

interface Elsewhere {
  heardAt: number
  readonly members: Map<string, Presence>
}

interface Team {
  /** In the order in which they spoke last. */
  readonly here: Map<Place, Said & { readonly memberId: string; readonly program: string }>
  readonly elsewhere: Map<string, Elsewhere>
  told: ReadonlyMap<string, Presence>
  toldElsewhere: ReadonlyMap<string, Presence>
  timer: NodeJS.Timeout | null
}

/** Somebody at one place, beside what is known of them at others: the call that began last, the card that was opened last, the newest program. */
const add = (members: Map<string, Presence>, memberId: string, { call, viewing, program }: Said & Pick<Presence, 'program'>) => {
  const other = members.get(memberId)
  const known = other?.call ?? null
  const newest = known && (!call || call.since <= known.since) ? known : call
  const programs = [other?.program ?? null, program].filter((one) => one !== null)
  const newestProgram = programs.toSorted((one, another) => another.localeCompare(one, 'en', { numeric: true }))[0] ?? null
  members.set(memberId, { memberId, online: true, call: newest, viewing: viewing ?? other?.viewing ?? null, program: newestProgram })
}

const differences = (before: ReadonlyMap<string, Presence>, after: ReadonlyMap<string, Presence>): Presence[] => [
  ...[...after.values()].filter((one) => !sameJson(before.get(one.memberId), one)),
  ...[...before.keys()]
    .filter((memberId) => !after.has(memberId))
    .map((memberId) => ({ memberId, online: false, call: null, viewing: null, program: null })),
]

const changeOf = (member: Presence, before: Presence | undefined): PresenceChange => ({
  member,
  wasViewing: before?.viewing ?? null,
  onlyCard: sameJson({ ...before, viewing: null }, { ...member, viewing: null }),
})

const inPieces = (members: readonly Presence[]): readonly Presence[][] =>
  Array.from({ length: Math.ceil(members.length / mostTogether) }, (_, at) => members.slice(at * mostTogether, (at + 1) * mostTogether))

/**
 * Who is on line and who talks to whom: a member is on line while one of their sockets is open, at whichever process. Kept in memory
 * alone; processes tell each other what changes, and all of it now and then.
 */
export const createPresence = ({ processId, monotonic, tell, announce }: Dependencies) => {
  const teams = new Map<string, Team>()

  const teamOf = (organisationId: string): Team => {
    const known = teams.get(organisationId)
    if (known) return known
    const team: Team = { here: new Map(), elsewhere: new Map(), told: new Map(), toldElsewhere: new Map(), timer: null }
    teams.set(organisationId, team)
    return team
  }

  const say = (organisationId: string, announcement: Announcement) => announce(organisationId, JSON.stringify(announcement))

  const membersHere = ({ here }: Team): Map<string, Presence> => {
    const members = new Map<string, Presence>()
    for (const { memberId, ...place } of here.values()) add(members, memberId, place)
    return members
  }

  const membersOf = (team: Team): Map<string, Presence> => {
    const members = membersHere(team)
    for (const { members: others } of team.elsewhere.values())
      for (const { memberId, ...place } of others.values()) add(members, memberId, place)
    return members
  }

  const forgetIfEmpty = (organisationId: string, team: Team) => {
    if (team.here.size === 0 && team.timer === null) teams.delete(organisationId)
  }

  const settle = (organisationId: string, team: Team) => {
    team.timer = null
    const all = membersOf(team)
    const before = team.told
    const changed = differences(before, all)
    team.told = all
    if (changed.length > 0 && team.here.size > 0)
      tell(
        organisationId,
        changed.map((one) => changeOf(one, before.get(one.memberId))),
      )
    const here = membersHere(team)
    for (const members of inPieces(differences(team.toldElsewhere, here))) {
      say(organisationId, { type: 'presence', process: processId, all: false, members })
    }
    team.toldElsewhere = here
    forgetIfEmpty(organisationId, team)
  }

  const changed = (organisationId: string, team: Team) => {
    team.timer ??= setTimeout(() => settle(organisationId, team), gathering)
  }

  const sayAll = (organisationId: string, team: Team) => {
    const [first = [], ...rest] = inPieces([...membersHere(team).values()])
    say(organisationId, { type: 'presence', process: processId, all: true, members: first })
    for (const members of rest) say(organisationId, { type: 'presence', process: processId, all: false, members })
  }

  return {
    /** Answers with everybody who is on line. */
    join: (organisationId: string, memberId: string, program: string, place: Place): readonly Presence[] => {
      const isNew = !teams.has(organisationId)
      const team = teamOf(organisationId)
      team.here.set(place, { memberId, program, call: null, viewing: null })
      if (isNew) say(organisationId, { type: 'presence-wanted', process: processId })
      changed(organisationId, team)
      return [...membersOf(team).values()]
    },
    said: (organisationId: string, place: Place, { call, viewing }: Said) => {
      const team = teamOf(organisationId)
      const known = team.here.get(place)
      if (!known || (sameJson(known.call, call) && known.viewing === viewing)) return
      // Of several cards that one member has open the one that was opened last counts.
      team.here.delete(place)
      team.here.set(place, { ...known, call, viewing })
      changed(organisationId, team)
    },
    /** Those who have the card of a contact open, at whichever process. */
    viewersOf: (organisationId: string, contactId: string): readonly Presence[] => {
      const team = teams.get(organisationId)
      return team ? [...membersOf(team).values()].filter(({ viewing }) => viewing === contactId) : []
    },
    leave: (organisationId: string, place: Place) => {
      const team = teams.get(organisationId)
      if (team?.here.delete(place)) changed(organisationId, team)
    },
    /** Whatever another process has announced; what is not about presence is left alone. */
    heard: (organisationId: string, payload: string) => {
      const team = teams.get(organisationId)
      const data = team && announcementIn(payload)
      if (!data || data.process === processId) return
      if (data.type === 'presence-wanted') {
        sayAll(organisationId, team)
        return
      }
      const known = team.elsewhere.get(data.process)
      const members = new Map(data.all ? [] : known?.members)
      for (const one of data.members) {
        if (one.online) members.set(one.memberId, one)
        else members.delete(one.memberId)
      }
      team.elsewhere.set(data.process, { heardAt: monotonic(), members })
      changed(organisationId, team)
    },
    /** To be called every `heartbeat` milliseconds. */
    beat: () => {
      for (const [organisationId, team] of teams) {
        sayAll(organisationId, team)
        for (const [process, { heardAt }] of team.elsewhere) {
          if (monotonic() - heardAt <= 3 * heartbeat) continue
          team.elsewhere.delete(process)
          changed(organisationId, team)
        }
      }
    },
    /** Says good-bye: nobody is here any more. */
    close: () => {
      for (const [organisationId, team] of teams) {
        if (team.timer) clearTimeout(team.timer)
        team.here.clear()
        sayAll(organisationId, team)
      }
      teams.clear()
    },
  }
}

export type PresenceHub = ReturnType<typeof createPresence>
