import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Postgres, startPostgres } from '../../test/servers/postgres.ts'
import { silentLog } from '../log.ts'
import { type Accounts, openAccounts } from './accounts.ts'

let postgres: Postgres
let accounts: Accounts
beforeAll(async () => {
  postgres = await startPostgres({ isDurable: false })
  accounts = await openAccounts({ postgres: postgres.url }, 'a secret of the tests that is long enough 0123456789', silentLog)
})
afterAll(async () => {
  await accounts.close()
  await postgres.close()
})

it('on PostgreSQL too passwords and addresses change, and sessions end that were to end', async () => {
  const { id } = await accounts.create({ name: 'Anna', email: 'anna@firma.pl', password: 'the first password' })
  await accounts.create({ name: 'Ewa', email: 'ewa@firma.pl', password: 'another password' })
  const [kept, ended] = [
    await accounts.signIn('anna@firma.pl', 'the first password'),
    await accounts.signIn('anna@firma.pl', 'the first password'),
  ]
  const other = await accounts.signIn('ewa@firma.pl', 'another password')
  await accounts.endSessions(id, kept.id)
  expect([await accounts.sessionOf(kept.token), await accounts.sessionOf(ended.token)]).toEqual([{ id: kept.id, userId: id }, null])
  await accounts.setPassword(id, 'the second password')
  expect([await accounts.checkPassword(id, 'the first password'), await accounts.checkPassword(id, 'the second password')]).toEqual([
    false,
    true,
  ])
  await expect(accounts.setEmail(id, 'ewa@firma.pl')).rejects.toMatchObject({ code: 'conflict' })
  await accounts.setEmail(id, 'nowa@firma.pl')
  expect(await accounts.emailOf(id)).toBe('nowa@firma.pl')
  await accounts.endSessions(id)
  expect([await accounts.sessionOf(kept.token), await accounts.sessionOf(other.token)]).toEqual([
    null,
    { id: other.id, userId: other.userId },
  ])
})
