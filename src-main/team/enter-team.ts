import { mkdirSync } from 'node:fs'
import { v7 as newId } from 'uuid'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import type { InvitationResult, SignedIn } from '../../src-shared/sync/server-contract.ts'
import { readInvitationLink } from '../../src-shared/team/invitation-link.ts'
import type { TeamState } from '../../src-shared/team/team-contract.ts'
import type { DeviceStore } from '../db/device-store.ts'
import { openWorkspaceStore } from '../db/workspace-store.ts'
import type { Log } from '../platform/log.ts'
import { createServerClient } from '../sync/server-client.ts'
import type { Workspace } from '../workspace.ts'
import { endFirstStart, folderOf, type Place, type TeamPlace, tokenName } from './places.ts'

/** What became of the people who were invited while a CRM was made. It holds links, which are secrets: in memory alone. */
export interface Welcome {
  results: readonly InvitationResult[]
}

interface Dependencies {
  readonly workspace: Workspace
  readonly device: DeviceStore
  readonly dataFolder: string
  readonly welcome: Welcome
  readonly log: Log
  readonly switchTo: (place: Place) => void
  /** Throws where this computer must not change its workspace now. */
  readonly refuseWhileBusy: () => void
}

interface Entering {
  readonly server: string
  /** Of the account. */
  readonly email: string
  /** Whether what was made alone comes along. */
  readonly bring: boolean
}

interface NewPerson {
  readonly personName: string
  readonly email: string
  readonly password: string
  readonly extension: string | null
}

type Invited = Parameters<ReturnType<typeof createServerClient>['invitations']['send']>[0]['people']

interface CreateInput extends Entering, NewPerson {
  readonly code: string
  readonly name: string
  readonly country: string
  readonly people: Invited
}

/** The ways into a team: a new CRM, an account that is there, an invitation. */
export const createEntering = ({ workspace, device, dataFolder, welcome, log, switchTo, refuseWhileBusy }: Dependencies) => {
  let isEntering = false

  /** One at a time: the second press of a button finds the first under way. */
  const once = async (work: () => Promise<TeamState>): Promise<TeamState> => {
    refuseWhileBusy()
    if (isEntering) throw new LeadlineError('busy', 'This computer is joining a team already')
    isEntering = true
    try {
      return await work()
    } catch (error) {
      isEntering = false
      throw error
    }
  }

  const personOf = ({ personName, email, password, extension }: NewPerson) => {
    const { language, timeZone } = workspace.me()
    return { name: personName, email, password, extension, language, timeZone }
  }

  /** Makes the folder of the team's workspace, with the rows that came with signing in. The place is set last: until then nothing has happened. */
  const enter = async ({ server, email, bring }: Entering, { token, workspaceId, memberId, rows }: SignedIn): Promise<TeamState> => {
    const place: TeamPlace = { mode: 'team', server, email, workspaceId, memberId, moving: bring }
    const folder = folderOf(dataFolder, place)
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    await device.setSecret(tokenName(place), token)
    const store = openWorkspaceStore(folder, { team: { newId: () => newId(), onRemoved: () => {} } })
    store.sync?.applyFirst(rows)
    const name = (JSON.parse(rows.find(({ id }) => id === workspaceId)?.data ?? '{}') as { name?: string }).name ?? ''
    store.close()
    endFirstStart(device)
    switchTo(place)
    return {
      mode: 'team',
      server,
      name,
      email,
      connection: 'connecting',
      since: Date.now(),
      pending: 0,
      attention: 0,
      syncedAt: null,
      emptied: false,
      contactAt: null,
      firstSync: { done: 0, total: 0 },
      moving: null,
      uploads: 0,
    }
  }

  /** The CRM is there by now: if they cannot be invited, it is told and can be done again. */
  const inviteAll = async (server: string, token: string, people: Invited, language: 'pl' | 'en') => {
    if (people.length === 0) return
    try {
      const { results } = await createServerClient(server, () => token).invitations.send({ address: server, language, people })
      welcome.results = results
    } catch (error) {
      log.error('The people of a new CRM could not be invited', error)
      const failed = { id: null, outcome: 'mail_refused', link: null, problem: error instanceof Error ? error.message : null } as const
      welcome.results = people.map(({ email }) => ({ ...failed, email }))
    }
  }

  return {
    checkName: ({ server, code, name }: { readonly server: string; readonly code: string; readonly name: string }) =>
      createServerClient(server).setup.checkName({ code, name }),
    create: (input: CreateInput): Promise<TeamState> =>
      once(async () => {
        const { server, code, name, country, people } = input
        const person = personOf(input)
        const signedIn = await createServerClient(server).setup.create({ code, name, country, person })
        await inviteAll(server, signedIn.token, people, person.language)
        return enter(input, signedIn)
      }),
    join: (input: Entering & { readonly password: string }): Promise<TeamState> =>
      once(async () =>
        enter(input, await createServerClient(input.server).accounts.signIn({ email: input.email, password: input.password })),
      ),
    /** @throws LeadlineError `invitation_…` where the link does not lead anywhere */
    lookAtInvitation: async (link: string) => {
      const { server, token } = readInvitationLink(link)
      return { server, ...(await createServerClient(server).invitations.look({ token })) }
    },
    joinByInvitation: (input: NewPerson & { readonly link: string; readonly bring: boolean }): Promise<TeamState> =>
      once(async () => {
        const { server, token } = readInvitationLink(input.link)
        return enter(
          { server, email: input.email, bring: input.bring },
          await createServerClient(server).invitations.accept({ token, person: personOf(input) }),
        )
      }),
    requestReset: ({ server, email }: { readonly server: string; readonly email: string }) =>
      createServerClient(server).accounts.requestReset({ email, language: workspace.me().language }),
    resetPassword: ({
      server,
      ...input
    }: {
      readonly server: string
      readonly email: string
      readonly code: string
      readonly password: string
    }) => createServerClient(server).accounts.reset(input),
  }
}
