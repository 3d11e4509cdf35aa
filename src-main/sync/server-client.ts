import { createORPCClient, ORPCError } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import type { ContractRouterClient } from '@orpc/contract'
import { type ErrorCode, errorCodes, type FieldProblem, LeadlineError } from '../../src-shared/lib/errors.ts'
import { serverApiPath, type serverContract } from '../../src-shared/sync/server-contract.ts'

export type ServerClient = ContractRouterClient<typeof serverContract>

/** Milliseconds that one request may take, its answer included (F12). */
const deadline = 30_000

const isCode = (code: unknown): code is ErrorCode => (errorCodes as readonly unknown[]).includes(code)

/** Whatever goes wrong on the way or there, in the one shape of the program. */
export const asServerError = (error: unknown): unknown => {
  if (error instanceof LeadlineError) return error
  if (error instanceof ORPCError) {
    const { code, problems } = (error.data ?? {}) as { code?: unknown; problems?: readonly FieldProblem[] }
    if (isCode(code)) return new LeadlineError(code, error.message, problems ?? [])
    if (error.status === 413) return new LeadlineError('too_large', 'The server takes no more at once')
    if (error.status === 429) return new LeadlineError('too_many_attempts', 'The server was asked too often')
    if (error.status >= 500) return new LeadlineError('unreachable', `The server answers with ${error.status}`)
    return new LeadlineError('no_team_server', `What answers there is no server of Leadline (${error.status})`)
  }
  if (error instanceof DOMException && error.name === 'TimeoutError')
    return new LeadlineError('timeout', 'The server has not answered in time')
  // What is no answer of a server of ours fails to be read.
  if (error instanceof SyntaxError || (error instanceof Error && /RPC|JSON/.test(error.message) && !(error instanceof TypeError))) {
    return new LeadlineError('no_team_server', 'What answers there is no server of Leadline')
  }
  return new LeadlineError('unreachable', 'The server cannot be reached')
}

/** The API of the team's server. Each request has a deadline, and fails with a LeadlineError. No token: before signing in. */
export const createServerClient = (server: string, token: () => string | null = () => null): ServerClient => {
  const link = new RPCLink({
    url: `${server}${serverApiPath}`,
    headers: () => {
      const bearer = token()
      return bearer === null ? {} : { authorization: `Bearer ${bearer}` }
    },
    fetch: (request, init) =>
      fetch(request, { ...init, redirect: 'error', signal: AbortSignal.any([request.signal, AbortSignal.timeout(deadline)]) }),
  })
  return createORPCClient({
    call: async (path, input, options) => {
      try {
        return await link.call(path, input, options)
      } catch (error) {
        throw asServerError(error)
      }
    },
  })
}
