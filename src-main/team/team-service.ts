import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { v7 as newId } from 'uuid'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import type { SignedIn } from '../../src-shared/sync/server-contract.ts'
import type { Attention } from '../../src-shared/team/team-contract.ts'
import { movedSchema, type TeamState } from '../../src-shared/team/team-contract.ts'
import type { DeviceStore } from '../db/device-store.ts'
import { openWorkspaceStore } from '../db/workspace-store.ts'
import type { Log } from '../platform/log.ts'
import { createServerClient } from '../sync/server-client.ts'
import type { Workspace } from '../workspace.ts'
import type { createAttention } from './attention.ts'
import { moveAlone } from './move-alone.ts'
import { folderOf, markLeaving, movedSetting, type Place, setPlace, type TeamPlace, tokenName, workspacesFolder } from './places.ts'
import type { NewAccount, TeamLink } from './team-link.ts'

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
  readonly log: Log
  /** Closes this workspace and opens the one of the place, once the answer is on its way; asks `still` right before. */
  readonly switchTo: (place: Place, still?: () => boolean) => void
  /** Whether something is going on that must not be cut off: a call, an import. */
  readonly isBusy: () => boolean
  readonly tell: (state: TeamState) => void
  /** Takes over the files of a workspace on this machine, by its folder. */
  readonly bringFiles: (folder: string) => Promise<void>
}

interface JoinInput {
  readonly server: string
  readonly email: string
  readonly password: string
  readonly bring: boolean
}

interface CreateInput extends JoinInput {
  readonly code: string
  readonly name: string
  readonly country: string
  readonly personName: string
}

/** Working alone and in a team: creating one, joining, moving what was made alone, leaving. */
export const createTeamService = ({ workspace, device, dataFolder, team, log, switchTo, isBusy, tell, bringFiles }: Dependencies) => {
  let moving: { readonly done: number; readonly total: number } | null = null
  const closing = new AbortController()
  let isEntering = false
  let moved: Promise<void> = Promise.resolve()

  const state = (): TeamState => (team ? { ...team.link.state(), moving, uploads: team.uploads() } : { mode: 'alone' })

  const inTeam = (): OpenTeam => {
    if (!team) throw new LeadlineError('conflict', 'This computer works alone')
    return team
  }

  const refuseWhileBusy = () => {
    if (team) throw new LeadlineError('conflict', 'This computer works in a team already')
    if (isBusy() || isEntering) throw new LeadlineError('busy', 'End the call or the import first')
  }

  /** One at a time: the second press of a button finds the first under way. */
  const once = async (work: () => Promise<TeamState>): Promise<TeamState> => {
    refuseWhileBusy()
    isEntering = true
    try {
      return await work()
    } catch (error) {
      isEntering = false
      throw error
    }
  }

  /** Makes the folder of the team's workspace, with the rows that came with signing in. The place is set last: until then nothing has happened. */
  const enter = async (input: JoinInput, { token, workspaceId, memberId, rows }: SignedIn): Promise<TeamState> => {
    const place: TeamPlace = { mode: 'team', server: input.server, email: input.email, workspaceId, memberId, moving: input.bring }
    const folder = folderOf(dataFolder, place)
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    await device.setSecret(tokenName(place), token)
    const store = openWorkspaceStore(folder, { team: { newId: () => newId(), onRemoved: () => {} } })
    store.sync?.applyFirst(rows)
    const name = (JSON.parse(rows.find(({ id }) => id === workspaceId)?.data ?? '{}') as { name?: string }).name ?? ''
    store.close()
    switchTo(place)
    return {
      mode: 'team',
      server: input.server,
      name,
      email: input.email,
      connection: 'connecting',
      since: Date.now(),
      pending: 0,
      attention: 0,
      syncedAt: null,
      firstSync: { done: 0, total: 0 },
      moving: null,
      uploads: 0,
    }
  }

  /** What was made alone stays where it was until the server has confirmed all of it. */
  const archiveAlone = () => {
    const from = folderOf(dataFolder, { mode: 'alone' })
    if (!existsSync(from)) return
    renameSync(from, join(workspacesFolder(dataFolder), `moved-${newId()}`))
    device.set('workspace.alone', null)
  }

  const move = async ({ place, link }: OpenTeam) => {
    const from = folderOf(dataFolder, { mode: 'alone' })
    const known = device.get('workspace.alone') as { memberId: string } | null | undefined
    if (existsSync(from) && known) {
      const alone = openWorkspaceStore(from)
      try {
        const report = await moveAlone({
          alone,
          aloneMemberId: known.memberId,
          team: workspace,
          tell: (progress) => {
            moving = progress
            tell(state())
          },
          signal: closing.signal,
        })
        const before = movedSchema.safeParse(device.get(movedSetting(place)))
        const earlier = before.success ? before.data : { contacts: 0, duplicates: [] }
        device.set(movedSetting(place), {
          contacts: earlier.contacts + report.contacts,
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
  }

  const settleMove = async (open: OpenTeam) => {
    const sync = workspace.store.sync
    if (!sync || !open.place.moving) return
    if (!isMoved) {
      if (sync.state().cursor === null) return
      isMoved = true
      await move(open)
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
    checkName: ({ server, code, name }: { readonly server: string; readonly code: string; readonly name: string }) =>
      createServerClient(server).setup.checkName({ code, name }),
    create: (input: CreateInput): Promise<TeamState> =>
      once(async () => {
        const { language, timeZone, extension } = workspace.me()
        const { server, code, name, country, personName, email, password } = input
        const person = { name: personName, email, password, extension, language, timeZone }
        return enter(input, await createServerClient(server).setup.create({ code, name, country, person }))
      }),
    join: (input: JoinInput): Promise<TeamState> =>
      once(async () =>
        enter(input, await createServerClient(input.server).accounts.signIn({ email: input.email, password: input.password })),
      ),
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
      return { mode: 'alone' }
    },
    addAccount: (account: NewAccount) => inTeam().link.addAccount(account),
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
