import { v7 as newId } from 'uuid'
import { ownVersions, type SentMutation } from '../../src-shared/sync/protocol.ts'
import type { SignedIn } from '../../src-shared/sync/server-contract.ts'
import { groupIds } from '../../src-shared/team/group-kind.ts'
import { readInvitationLink } from '../../src-shared/team/invitation-link.ts'
import type { ServerClient, TeamServerProcess } from './server-process.ts'

/** A made-up person with an account. */
export const personOf = (name: string) => ({
  name: `${name} Testowa`,
  email: `${name.toLowerCase()}@firma.example`,
  password: `the password of ${name}`,
  language: 'pl' as const,
  timeZone: 'Europe/Warsaw',
})

/** Somebody who has signed in. */
export interface Colleague {
  readonly signedIn: SignedIn
  readonly token: string
  readonly api: ServerClient
  /** The machine on which they work. */
  readonly clientId: string
}

const colleague = (server: TeamServerProcess, signedIn: SignedIn): Colleague => ({
  signedIn,
  token: signedIn.token,
  api: server.client(signedIn.token),
  clientId: newId(),
})

/** Makes a CRM with its administrator. */
export const createTeam = async (server: TeamServerProcess, code: string, name: string, administrator: string): Promise<Colleague> =>
  colleague(server, await server.client().setup.create({ code, name, country: 'PL', person: personOf(administrator) }))

/** Somebody follows the link of an invitation. */
export const joinByLink = async (server: TeamServerProcess, link: string, name: string): Promise<Colleague> =>
  colleague(server, await server.client().invitations.accept({ token: readInvitationLink(link).token, person: personOf(name) }))

/** The administrator makes a link, and somebody joins with it. */
export const addColleague = async (
  server: TeamServerProcess,
  administrator: Colleague,
  name: string,
  group: 'administrator' | 'manager' | 'trainee' = 'manager',
): Promise<Colleague> => {
  const wish = { address: server.url, groupId: groupIds[group], days: 1, maxUses: 1 }
  const { link } = await administrator.api.invitations.makeLink(wish)
  return joinByLink(server, link, name)
}

/** The same person on another connection to another process. */
export const at = (server: TeamServerProcess, { signedIn }: Colleague): Colleague => colleague(server, signedIn)

type Write = Omit<SentMutation, 'number'>

export const writeNote = (text: string, id = newId()): Write => ({
  name: 'note.write',
  args: JSON.stringify({ id, text }),
  batch: newId(),
  at: Date.now(),
})

export const push = ({ api, clientId }: Pick<Colleague, 'api' | 'clientId'>, writes: readonly Write[], first = 1) =>
  api.sync.push({
    versions: ownVersions,
    clientId,
    epoch: null,
    mutations: writes.map((write, index) => ({ ...write, number: first + index })),
  })

/** Everything that somebody sees, and the version that it has. */
export const everythingOf = async ({ api }: Colleague) => {
  const { rows, version } = await api.sync.snapshot({ versions: ownVersions, clientId: newId(), after: null, view: null, limit: 10_000 })
  return { version, rows: rows.toSorted((one, other) => one.id.localeCompare(other.id)) }
}

/** The code of the error with which a call is refused. */
export const refusalOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    (answer) => `no refusal: ${JSON.stringify(answer)}`,
    (error: { readonly data?: { readonly code?: string } }) => error.data?.code ?? String(error),
  )
