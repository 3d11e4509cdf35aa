import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDatabase } from '../../src-node/sqlite/database.ts'
import { silentLog } from '../log.ts'
import { type Accounts, openAccounts } from './accounts.ts'

const folder = mkdtempSync(join(tmpdir(), 'leadline-accounts-'))
const file = join(folder, 'server.sqlite')
const secret = 'a secret of the tests that is long enough 0123456789'
let accounts: Accounts
const person = { name: 'Anna', email: 'Anna@firma.pl', password: 'correct horse' }

beforeAll(async () => {
  accounts = await openAccounts({ sqlite: file }, secret, silentLog)
  await accounts.create(person)
})
afterAll(async () => {
  await accounts.close()
  rmSync(folder, { recursive: true, force: true })
})

it('who brings e-mail and password gets a token that says who they are, until they sign out', async () => {
  const { token, userId, id } = await accounts.signIn('anna@FIRMA.pl', person.password)
  expect(await accounts.sessionOf(token)).toEqual({ id, userId })
  expect(await accounts.userNamed('anna@firma.pl')).toMatchObject({ id: userId })
  await accounts.signOut(token)
  expect(await accounts.sessionOf(token)).toBeNull()
})

it('a wrong password and an unknown e-mail are told alike', async () => {
  await expect(accounts.signIn(person.email, 'wrong')).rejects.toMatchObject({ code: 'wrong_password' })
  await expect(accounts.signIn('nobody@firma.pl', 'wrong')).rejects.toMatchObject({ code: 'wrong_password' })
})

it('a token that is forged, changed, or read out of the database opens nothing', async () => {
  const { token } = await accounts.signIn(person.email, person.password)
  const [bare = '', signature = ''] = decodeURIComponent(token).split('.')
  const database = openDatabase(file)
  const stored = database.prepare('select token from auth_session').pluck().all()
  database.close()
  expect(stored).toContain(bare)
  for (const forged of ['', 'x', bare, `${bare}.x`, `x.${signature}`, `${bare.slice(1)}.${signature}`]) {
    expect([forged, await accounts.sessionOf(forged)]).toEqual([forged, null])
  }
  const elsewhere = await openAccounts({ sqlite: file }, `another ${secret}`, silentLog)
  expect(await elsewhere.sessionOf(token)).toBeNull()
  await elsewhere.close()
})

it('a password lies there as a hash alone, and an e-mail belongs to one account', async () => {
  const database = openDatabase(file)
  const [stored] = database.prepare('select password from auth_account').pluck().all() as string[]
  database.close()
  expect(stored).toMatch(/^[0-9a-f]+:[0-9a-f]+$/)
  await expect(accounts.create({ ...person, email: 'ANNA@firma.pl' })).rejects.toThrow()
})

it('a sign-in waits for a transaction that is under way, without holding the thread in which it ends', async () => {
  const database = openDatabase(file)
  database.exec('begin immediate')
  const signedIn = accounts.signIn(person.email, person.password)
  let ended = false
  setTimeout(() => {
    ended = true
    database.exec('commit')
  }, 300)
  await signedIn
  expect(ended).toBe(true)
  database.close()
})

it('an account gets another password and another address, and what was before them no longer signs in', async () => {
  const { id } = await accounts.create({ name: 'Ewa', email: 'ewa@firma.pl', password: 'the first password' })
  expect(await accounts.checkPassword(id, 'the first password')).toBe(true)
  await accounts.setPassword(id, 'the second password')
  expect([await accounts.checkPassword(id, 'the first password'), await accounts.checkPassword('nobody', 'the second password')]).toEqual([
    false,
    false,
  ])
  await expect(accounts.setEmail(id, 'ANNA@firma.pl')).rejects.toMatchObject({
    code: 'conflict',
    problems: [{ path: 'email', rule: 'taken' }],
  })
  expect(await accounts.emailOf(id)).toBe('ewa@firma.pl')
  await accounts.setEmail(id, 'Ewa@firma.pl')
  await accounts.setEmail(id, 'Nowa@firma.pl')
  expect([await accounts.emailOf(id), await accounts.emailOf('nobody')]).toEqual(['nowa@firma.pl', null])
  expect(await accounts.signIn('nowa@firma.pl', 'the second password')).toMatchObject({ userId: id })
  await expect(accounts.signIn('ewa@firma.pl', 'the second password')).rejects.toMatchObject({ code: 'wrong_password' })
})

it('sessions that were ended are gone from the database, and no other is', async () => {
  const { id } = await accounts.create({ name: 'Jan', email: 'jan@firma.pl', password: 'the first password' })
  const [one, two, three] = await Promise.all(Array.from({ length: 3 }, () => accounts.signIn('jan@firma.pl', 'the first password')))
  const other = await accounts.signIn(person.email, person.password)
  const stored = () => {
    const database = openDatabase(file)
    const ids = database.prepare('select id from auth_session where userId = ?').pluck().all(id)
    database.close()
    return ids
  }
  expect(stored()).toHaveLength(3)
  await accounts.endSessions(id, two?.id)
  expect(stored()).toEqual([two?.id])
  expect([await accounts.sessionOf(one?.token ?? ''), await accounts.sessionOf(three?.token ?? '')]).toEqual([null, null])
  expect(await accounts.sessionOf(two?.token ?? '')).toMatchObject({ userId: id })
  await accounts.endSessions(id)
  expect([stored(), await accounts.sessionOf(two?.token ?? '')]).toEqual([[], null])
  expect(await accounts.sessionOf(other.token)).toMatchObject({ userId: other.userId })
})
