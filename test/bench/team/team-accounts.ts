import { createHmac } from 'node:crypto'
import { betterAuth } from 'better-auth'
import { type AccountsPlace, authTables, openAccountsDatabase } from '../../../src-server/accounts/accounts-database.ts'

/**
 * Makes users who have signed in, without the passwords whose hashing would take a second for twenty of them. Answers with the bearer of each.
 */
export const makeUsers = async (
  place: AccountsPlace,
  secret: string,
  count: number,
): Promise<readonly { readonly userId: string; readonly token: string }[]> => {
  const options = { baseURL: 'http://127.0.0.1', secret, ...authTables, telemetry: { enabled: false } }
  const database = await openAccountsDatabase(place, options)
  const { internalAdapter } = await betterAuth({ ...options, database: () => database.adapter }).$context
  const users: { userId: string; token: string }[] = []
  for (let at = 0; at < count; at++) {
    const { id: userId } = await internalAdapter.createUser(
      { name: `Osoba ${at}`, email: `osoba.${at}@firma.example`, emailVerified: false },
      { method: 'email-password' },
    )
    const { token } = await internalAdapter.createSession(userId)
    const signature = createHmac('sha256', secret).update(token).digest('base64')
    users.push({ userId, token: encodeURIComponent(`${token}.${signature}`) })
  }
  await database.close()
  return users
}
