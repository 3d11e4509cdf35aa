import { existsSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { v7 as newId } from 'uuid'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import type { Attention } from '../../src-shared/team/team-contract.ts'
import { movedSchema, type TeamState } from '../../src-shared/team/team-contract.ts'
import { may } from '../../src-shared/team/viewer.ts'
import type { DeviceStore } from '../db/device-store.ts'
import type { Readers } from '../db/readers.ts'
import { openWorkspaceStore } from '../db/workspace-store.ts'
import type { Log } from '../platform/log.ts'
import type { Workspace } from '../workspace.ts'
import type { createAttention } from './attention.ts'
import { createEntering, type Welcome } from './enter-team.ts'
import { mayMoveAlone, moveAlone } from './move-alone.ts'
import { groupsWithMembers, ownViewer } from './own-viewer.ts'
import {
  blockedByOf,
  folderOf,
  markLeaving,
  movedSetting,
  type Place,
  setBlockedBy,
  setPlace,
  type TeamPlace,
  workspacesFolder,
} from './places.ts'
import type { TeamLink } from './team-link.ts'
import { createTeamPeople } from './team-people.ts'

/** What is open while working in a team. */
export interface OpenTeam {
  readonly place: TeamPlace
  readonly link: TeamLink
  readonly attention: ReturnType<typeof createAttention>
  /** Files that wait to be sent. */
  readonly uploads: () => number
}

interface Dependencies {
  readonly workspace: Workspace
  readonly device: DeviceStore
  readonly dataFolder: string
  /** Null while working alone. */
  readonly team: OpenTeam | null
  readonly readers: Pick<Readers, 'ask'>
  readonly welcome: Welcome
  readonly log: Log
  /** Closes this workspace and opens the one of the place, once the answer is on its way; asks `still` right before. */
  readonly switchTo: (place: Place, still?: () => boolean) => void
  /** Whether something is going on that must not be cut off: a call, an import. */
  readonly isBusy: () => boolean
  readonly tell: (state: TeamState) => void
  /** Takes over the files of a workspace on this machine, by its folder. */
  readonly bringFiles: (folder: string) => Promise<void>
}

/** Working alone and in a team: creating one, joining, moving what was made alone, leaving. */
export const createTeamService = ({
  workspace,
  device,
  dataFolder,
  team,
  readers,
  welcome,
  log,
  switchTo,
  isBusy,
  tell,
  bringFiles,
}: Dependencies) => {
  let moving: { readonly done: number; readonly total: number } | null = null
  const closing = new AbortController()
  let isBlocked = false
  let moved: Promise<void> = Promise.resolve()

  const state = (): TeamState =>
    team ? { ...team.link.state(), moving, uploads: team.uploads() } : { mode: 'alone', blockedBy: blockedByOf(device) }

  const inTeam = (): OpenTeam => {
    if (!team) throw new LeadlineError('conflict', 'This computer works alone')
    return team
  }

  const refuseWhileBusy = () => {
    if (team) throw new LeadlineError('conflict', 'This computer works in a team already')
    if (isBusy()) throw new LeadlineError('busy', 'End the call or the import first')
  }

  const entering = createEntering({ workspace, device, dataFolder, welcome, log, switchTo, refuseWhileBusy })
  const people = createTeamPeople(workspace, inTeam)

  /** Of a team that has blocked whoever works here nothing may stay on this computer; a call that is going on is ended by people. */
  const wipeIfBlocked = () => {
    if (!team || !isBlocked || isBusy()) return
    switchTo({ mode: 'alone' }, () => {
      if (isBusy()) return false
      setBlockedBy(device, workspace.document().name)
      markLeaving(device, team.place)
      return true
    })
  }

  const viewer = () => ownViewer(workspace.store.rows, { workspaceId: workspace.document().id, memberId: workspace.me().id })

  /** What was made alone stays where it was until the server has confirmed all of it. */
  const archiveAlone = () => {
    const from = folderOf(dataFolder, { mode: 'alone' })
    if (!existsSync(from)) return
    renameSync(from, join(workspacesFolder(dataFolder), `moved-${newId()}`))
    device.set('workspace.alone', null)
  }

  /** Answers whether it may move at all. */
  const move = async ({ place, link }: OpenTeam): Promise<boolean> => {
    const from = folderOf(dataFolder, { mode: 'alone' })
    const known = device.get('workspace.alone') as { memberId: string } | null | undefined
    if (existsSync(from) && known) {
      const alone = openWorkspaceStore(from)
      try {
        const me = viewer()
        if (!me || !mayMoveAlone(alone, me)) {
          device.set(movedSetting(place), { contacts: 0, duplicates: [], refused: true })
          return false
        }
        const report = await moveAlone({
          alone,
          memberNow: (id) => (id === known.memberId ? workspace.me().id : id),
          team: workspace,
          viewer: me,
          tell: (progress) => {
            moving = progress
            tell(state())
          },
          signal: closing.signal,
        })
        const before = movedSchema.safeParse(device.get(movedSetting(place)))
        const earlier = before.success ? before.data : { contacts: 0, refused: false, duplicates: [] }
        device.set(movedSetting(place), {
          contacts: earlier.contacts + report.contacts,
          refused: false,
          duplicates: [...earlier.duplicates, ...report.duplicates],
        })
      } finally {
        alone.close()
        moving = null
      }
      await bringFiles(from)
      link.changed()
    }
    tell(state())
    return true
  }

  const settleMove = async (open: OpenTeam) => {
    const sync = workspace.store.sync
    // Several may have been asked for at once.
    if (!sync || !open.place.moving || hasSettled) return
    if (!isMoved) {
      if (sync.state().cursor === null) return
      isMoved = true
      if (!(await move(open))) {
        // It stays where it is, for whoever works here alone again.
        setPlace(device, { ...open.place, moving: false })
        hasSettled = true
        tell(state())
        return
      }
    }
    // What was refused is here alone: the old file stays as well.
    if (sync.outbox.pending() + sync.outbox.countRefused() > 0) return
    archiveAlone()
    setPlace(device, { ...open.place, moving: false })
    hasSettled = true
  }
  let isMoved = false
  let hasSettled = team?.place.moving !== true

  return {
    state,
    /** Called whenever sync has come further: what was made alone moves when the team's own rows are here. */
    advance: (): void => {
      if (hasSettled || !team) return
      moved = moved
        .then(() => settleMove(team))
        .catch((error: unknown) => {
          if (!closing.signal.aborted) log.error('What was made alone could not be moved', error)
          isMoved = false
        })
    },
    ...entering,
    ...people,
    signOutEverywhere: async (): Promise<TeamState> => {
      await people.signOutEverywhere()
      return state()
    },
    /** What this member may do, by the rows that are here. */
    viewer,
    groups: () => groupsWithMembers(workspace.store.rows),
    welcome: () => [...welcome.results],
    dismissWelcome: (): void => {
      welcome.results = []
    },
    dismissBlocked: (): TeamState => {
      setBlockedBy(device, null)
      return state()
    },
    /** The server has said that this account is blocked, and has what was written here. */
    blocked: (): void => {
      isBlocked = true
      wipeIfBlocked()
    },
    /** A call has begun or ended. */
    settle: wipeIfBlocked,
    /** Whoever may not see the work of others sees their own. */
    performance: (boundaries: readonly number[], signal?: AbortSignal) => {
      const me = viewer()
      const seesAll = me !== null && may(me, 'calls_other_users_access')
      return readers.ask('team.performance', { boundaries, memberIds: seesAll ? null : [workspace.me().id] }, signal)
    },
    signIn: async (password: string): Promise<TeamState> => {
      await inTeam().link.signIn(password)
      return state()
    },
    /** @throws LeadlineError `conflict` where something has not been sent and `force` is not given */
    leave: async (force: boolean): Promise<TeamState> => {
      const { place, link } = inTeam()
      if (isBusy()) throw new LeadlineError('busy', 'End the call or the import first')
      const unsent = () => link.state().pending + link.state().attention + inTeam().uploads()
      if (!force && unsent() > 0) {
        throw new LeadlineError('conflict', 'Something has not been sent yet', [{ path: 'pending', rule: 'unsent', limit: unsent() }])
      }
      // Nobody waits for it: what is written while a server does not answer would be lost with the rest.
      void link.signOut().catch(() => {})
      switchTo({ mode: 'alone' }, () => {
        if (isBusy() || (!force && unsent() > 0)) return false
        markLeaving(device, place)
        return true
      })
      return { mode: 'alone', blockedBy: null }
    },
    syncNow: async (): Promise<TeamState> => {
      await inTeam().link.syncNow()
      return state()
    },
    attention: (): Attention[] => team?.attention.list() ?? [],
    retry: (id: number) => {
      const done = inTeam().attention.retry(id)
      inTeam().link.changed()
      return done
    },
    discard: (ids: readonly number[]) => {
      inTeam().attention.discard(ids)
      inTeam().link.changed()
    },
    presence: () => [...(team?.link.presence() ?? [])],
    /** Of several windows the one that spoke last counts. */
    viewing: (contactId: string | null): void => team?.link.setViewing(contactId),
    moved: () => {
      const report = team && movedSchema.safeParse(device.get(movedSetting(team.place)))
      return report?.success ? report.data : null
    },
    close: async (): Promise<void> => {
      closing.abort()
      await moved
    },
  }
}

export type TeamService = ReturnType<typeof createTeamService>
