import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import { v7 as newId } from 'uuid'
import { asServerError, type ServerClient } from '../../src-main/sync/server-client.ts'
import { openReader } from '../../src-node/sqlite/database.ts'
import { createServerApp } from '../../src-server/app.ts'
import { openSqliteStore } from '../../src-server/db/sqlite-store.ts'
import type { Mail } from '../../src-server/mail/mailer.ts'
import { createSetUpCodes } from '../../src-server/setup/set-up-codes.ts'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import type { RowDocument } from '../../src-shared/rows/kind.ts'
import { kindsByName } from '../../src-shared/rows/registry.ts'
import { type SignedIn, serverApiPath } from '../../src-shared/sync/server-contract.ts'
import { groupIds } from '../../src-shared/team/group-kind.ts'
import { personOf } from '../core/team.ts'

/** Everybody who tries, in the order of the tables. */
export const everybody = ['owner', 'administrator', 'supervisor', 'manager', 'trainee', 'blocked', 'stranger', 'nobody'] as const
export type Somebody = (typeof everybody)[number]
type WithAccount = Exclude<Somebody, 'nobody'> | 'ewa' | 'adam'

/** What the group of the supervisor may: colleagues, and fewer clients than a manager. */
export const ofSupervisors = ['customers_create', 'customers_edit', 'leads_view', 'leads_delete', 'team_add', 'team_edit'] as const

/** Tables that hold what clients have said of themselves and what they were answered, and no authority. */
const ofClients = ['client', 'result', 'command']

/** Tables that only grow with the version of their organisation: of these the newest version and the size are enough. */
const large = ['row', 'row_index', 'change']

/** Milliseconds after which nobody counts attempts and mails any more. */
const longAgo = 700_000

const authSecret = 'a secret of tests that is long enough for everybody'

const nowhere = () => new Writable({ write: (_chunk, _encoding, done) => done() })

/** The code that stands in a mail. */
export const codeIn = (text: string): string => /^[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}$/m.exec(text)?.[0] ?? ''

export const tokenIn = (link: string): string => link.split('#')[1] ?? ''

interface Put {
  readonly deleted?: boolean
  readonly organisationId?: string
}

/**
 * A server with two organisations. In the first are an owner (in the trainees' group: the rights are the owner's all the same), an
 * administrator, a supervisor of a custom group, a manager, a trainee and a blocked administrator, and Ewa (trainee) and Adam (administrator),
 * to whom things are done; in the other one a stranger, who owns it.
 */
export const openAuthorityWorld = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'leadline-authority-'))
  const file = join(folder, 'server.sqlite')
  const store = openSqliteStore(file, { isDurable: false })
  const mails: Mail[] = []
  let ahead = 0
  const app = await createServerApp({
    store,
    accountsPlace: { sqlite: file },
    authSecret,
    dataFolder: folder,
    version: '1.0.0',
    behindProxy: false,
    mailer: {
      send: async (mail) => {
        if (!mail.to.includes('@') || mail.text === '') throw new LeadlineError('mail_refused', 'This is no mail')
        mails.push(mail)
      },
      check: async () => {},
    },
    publicAddress: null,
    tls: null,
    metricsToken: null,
    now: Date.now,
    monotonic: () => performance.now() + ahead,
    newId,
    logStream: nowhere(),
  })
  const port = await app.listen(0, '127.0.0.1')
  const address = `http://127.0.0.1:${port}`
  const reader = openReader(file)
  /** All that the server has ever answered, by who asked. */
  const heard = new Map<string, string[]>()
  const sessions = new Map<string, SignedIn>()

  /** The API with the token that this person has at the moment of a call. */
  const apiWith = (name: string, token: () => string | undefined): ServerClient =>
    createORPCClient(
      new RPCLink({
        url: `${address}${serverApiPath}`,
        headers: () => {
          const bearer = token()
          return bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }
        },
        fetch: async (request, init) => {
          const answer = await fetch(request, init)
          const all = heard.get(name) ?? []
          heard.set(name, all)
          all.push(await answer.clone().text())
          return answer
        },
      }),
    )
  const clients = new Map<string, ServerClient>()
  const api = (name: Somebody | WithAccount): ServerClient => {
    const known = clients.get(name) ?? apiWith(name, () => sessions.get(name)?.token)
    clients.set(name, known)
    return known
  }

  const put = async (kindName: string, document: RowDocument, { deleted = false, organisationId = organisation() }: Put = {}) => {
    const kind = kindsByName[kindName]
    if (!kind) throw new Error(`There is no kind ${kindName}`)
    const lookups = Object.entries(kind.lookups).flatMap(([name, lookup]) => lookup(document).map((value) => [name, value] as const))
    const row = { kind: kindName, id: document.id, root: kind.root(document), deleted, data: JSON.stringify(document) }
    const nothing = { touchedRoots: [], changes: [], clients: [], results: [], sealed: [], commands: [] }
    await store.transact(organisationId, (tx) => tx.write({ ...nothing, rows: [{ ...row, lookups: deleted ? [] : lookups }] }))
    return document.id
  }

  const sessionOf = (name: WithAccount): SignedIn => {
    const session = sessions.get(name)
    if (!session) throw new Error(`${name} has not signed in`)
    return session
  }
  const organisation = () => sessionOf('owner').workspaceId
  const rowOf = async (id: string, organisationId = organisation()) => (await store.rows(organisationId, [id]))[0]
  const documentOf = async (id: string): Promise<RowDocument> => JSON.parse((await rowOf(id))?.data ?? 'null')

  const founded = async (name: 'owner' | 'stranger', crm: string) => {
    const code = (await app.firstCode()) ?? (await createSetUpCodes(store, Date.now).make())
    sessions.set(name, await api('nobody').setup.create({ code, name: crm, country: 'PL', person: personOf(name) }))
  }
  const joined = async (name: WithAccount, groupId: string) => {
    const { link } = await api('owner').invitations.makeLink({ address, groupId, days: 1, maxUses: 1 })
    sessions.set(name, await api('nobody').invitations.accept({ token: tokenIn(link), person: personOf(name) }))
  }

  await founded('owner', 'nasza-firma')
  await founded('stranger', 'obca-firma')
  const supervisors = newId()
  await api('owner').groups.save({ id: supervisors, name: 'Nadzór', permissions: [...ofSupervisors] })
  await joined('administrator', groupIds.administrator)
  await joined('supervisor', supervisors)
  await joined('manager', groupIds.manager)
  await joined('trainee', groupIds.trainee)
  await joined('blocked', groupIds.administrator)
  await joined('ewa', groupIds.trainee)
  await joined('adam', groupIds.administrator)
  await put('member', { ...(await documentOf(sessionOf('owner').memberId)), groupId: groupIds.trainee })
  await api('owner').members.block({ memberId: sessionOf('blocked').memberId })

  const signInAgain = async (name: WithAccount) => void sessions.set(name, await api('nobody').accounts.signIn(personOf(name)))

  const ofTheTeam = () =>
    reader
      .prepare<[string, string], { org: string; kind: string; id: string; data: string; deleted: number }>(
        "select org, kind, id, data, deleted from row where org in (?, ?) and kind in ('member', 'workspace', 'group') order by id",
      )
      .all(organisation(), sessionOf('stranger').workspaceId)
  const base = ofTheTeam()

  const looks = reader
    .prepare<[], string>("select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name")
    .pluck()
    .all()
    .filter((table) => !ofClients.includes(table))
    .map((table) => {
      const columns = reader.prepare<[string], string>('select name from pragma_table_info(?)').pluck().all(table)
      const own = table === 'organisation' ? 'id' : columns.includes('org') ? 'org' : null
      const select = large.includes(table) ? 'select count(*)' : 'select *'
      return {
        whole: reader.prepare(`${select} from "${table}"`),
        part: own === null ? null : reader.prepare<[string]>(`${select} from "${table}" where ${own} = ?`),
      }
    })

  return {
    folder,
    address,
    store,
    mails,
    api,
    organisation,
    supervisors,
    otherOrganisation: () => sessionOf('stranger').workspaceId,
    session: sessionOf,
    tokenOf: (name: Somebody): string | undefined => sessions.get(name)?.token,
    /** Of whoever has no account an id that is nobody's. */
    memberId: (name: Somebody | WithAccount): string => sessions.get(name)?.memberId ?? '0199a000-0000-7000-8000-0000000000ff',
    heard: (name: Somebody): readonly string[] => heard.get(name) ?? [],
    put,
    rowOf,
    documentOf,
    /** Somebody with this token, for one call. */
    withToken: (name: string, token: string): ServerClient => apiWith(name, () => token),
    signIn: (name: WithAccount): Promise<SignedIn> => api('nobody').accounts.signIn(personOf(name)),
    /** In the place of a session that has ended. */
    signInAgain,
    /** With the code that was sent to whoever's access was reset: the password of before has ended with it. */
    comeBack: async (name: WithAccount) => {
      const { email, password } = personOf(name)
      const { text = '' } = mails.findLast(({ to }) => to === email) ?? {}
      await api('nobody').accounts.reset({ email, code: codeIn(text), password })
      await signInAgain(name)
    },
    /** Time passes for whatever counts attempts. */
    pass: () => {
      ahead += longAgo
    },
    /** Everything that is kept, or what is kept of one organisation, as text that can be compared. */
    stateOf: (organisationId: string | null): string =>
      JSON.stringify(looks.map(({ whole, part }) => (organisationId === null ? whole.all() : part?.all(organisationId)))),
    /** Puts members, groups and workspaces back to what they were at first. */
    restore: async () => {
      const now = new Map(ofTheTeam().map((row) => [`${row.org} ${row.id}`, row]))
      for (const row of base) {
        const key = `${row.org} ${row.id}`
        const known = now.get(key)
        now.delete(key)
        if (known?.data !== row.data || known.deleted !== row.deleted)
          await put(row.kind, JSON.parse(row.data), { organisationId: row.org })
      }
      for (const { kind, data, deleted, org } of now.values()) {
        if (!deleted) await put(kind, JSON.parse(data), { organisationId: org, deleted: true })
      }
    },
    close: async () => {
      reader.close()
      await app.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export type AuthorityWorld = Awaited<ReturnType<typeof openAuthorityWorld>>

/** `may`, the word that the work answers with, or the code with which it is refused. */
export const outcomeOf = async (work: () => Promise<unknown>): Promise<string> => {
  try {
    const answer = await work()
    return typeof answer === 'string' ? answer : 'may'
  } catch (error) {
    const known = asServerError(error)
    return known instanceof LeadlineError ? known.code : String(error)
  }
}
