import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 as newId } from 'uuid'
import type { LeadlineError } from '../src-shared/lib/errors.ts'
import { type Member, memberKind } from '../src-shared/team/member-kind.ts'
import { openAccounts } from './accounts/accounts.ts'
import type { SignedIn } from './accounts/identify.ts'
import { createMemberAccounts, type Person } from './accounts/member-accounts.ts'
import { openSqliteStore } from './db/sqlite-store.ts'
import { silentLog } from './log.ts'
import { type Mail, type Mailer, mailRefused } from './mail/mailer.ts'
import { createFounding } from './setup/found-organisation.ts'
import { createSyncService } from './sync/create-sync-service.ts'
import { documentIn, readStanding } from './team/standing.ts'

export const testPerson = (name: string): Person => ({
  name: `${name} Testowa`,
  email: `${name.toLowerCase()}@firma.example`,
  password: `the password of ${name}`,
  extension: null,
  language: 'pl',
  timeZone: 'Europe/Warsaw',
})

/** Keeps mails instead of sending them; refuses those to addresses of `refused`, and all while it is away. */
export const createTestMailer = () => {
  const mails: Mail[] = []
  const refused = new Set<string>()
  let isAway = false
  let asked = 0
  const mailer: Mailer = {
    send: async (mail) => {
      asked += 1
      await mailer.check()
      if (refused.has(mail.to)) throw mailRefused(`550 5.1.1 <${mail.to}>: Recipient address rejected`, '550', null)
      mails.push(mail)
    },
    check: async () => {
      if (isAway) throw mailRefused('connect ECONNREFUSED', 'ECONNREFUSED', 'mail_server_away')
    },
  }
  return {
    mailer,
    mails,
    refused,
    asked: () => asked,
    goAway: () => {
      isAway = true
    },
    comeBack: () => {
      isAway = false
    },
    /** The code in the newest mail to this address. */
    codeTo: (address: string): string => {
      const { text = '' } = mails.findLast(({ to }) => to === address) ?? {}
      return /^[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}$/m.exec(text)?.[0] ?? ''
    },
  }
}

/** A store, accounts and the authority over rows as the server has them, in a folder of its own, with a clock that stands until it is moved. */
export const openTestServer = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'leadline-server-'))
  const file = join(folder, 'server.sqlite')
  let time = Date.UTC(2026, 10, 27, 8)
  const now = () => time
  const store = openSqliteStore(file, { now, newId, isDurable: false })
  const accounts = await openAccounts({ sqlite: file }, 'a secret of the tests that is long enough 0123456789', silentLog)
  const sync = createSyncService({ store, now, newId, log: silentLog })
  const members = createMemberAccounts({ accounts, store, sync, newId, now })
  const founding = createFounding({ store, sync, members, newId, now })

  /** Signs somebody in, as a request of theirs is known. */
  const signIn = async (name: string, password = testPerson(name).password): Promise<SignedIn> => {
    const { token, id, userId } = await accounts.signIn(testPerson(name).email, password)
    const membership = await store.membershipOf(userId)
    if (!membership) throw new Error(`${name} belongs to nobody`)
    return { ...membership, token, sessionId: id }
  }

  return {
    file,
    store,
    accounts,
    sync,
    members,
    now,
    newId,
    pass: (milliseconds: number) => {
      time += milliseconds
    },
    signIn,
    /** Makes a CRM; answers with its owner. */
    found: async (crm: string, name: string): Promise<SignedIn> => {
      await founding.found({ name: crm, country: 'PL', person: testPerson(name) })
      return signIn(name)
    },
    add: async (owner: SignedIn, name: string, groupId: string, more: Partial<Person> = {}): Promise<SignedIn> => {
      await members.add(owner.organisationId, { ...testPerson(name), ...more }, groupId, owner.memberId)
      return signIn(name)
    },
    viewerOf: async (one: SignedIn) => (await readStanding(store, one)).viewer,
    memberOf: async ({ organisationId, memberId }: Pick<SignedIn, 'organisationId' | 'memberId'>): Promise<Member | undefined> =>
      documentIn(memberKind, (await store.rows(organisationId, [memberId]))[0]),
    close: async () => {
      await sync.close()
      await accounts.close()
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export type TestServer = Awaited<ReturnType<typeof openTestServer>>

/** The code and the places of the error with which work is refused. */
export const refusalOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    (answer) => `no refusal: ${JSON.stringify(answer)}`,
    (error: LeadlineError) => [error.code, ...error.problems.map(({ path, rule }) => `${path} ${rule}`)].join(', '),
  )
