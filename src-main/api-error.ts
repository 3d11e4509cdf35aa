import { ORPCError, ValidationError } from '@orpc/server'
import { LeadlineError, problemsOf } from '../src-shared/lib/errors.ts'
import { asStorageError } from './db/storage-error.ts'
import type { Log } from './platform/log.ts'

/** The one shape in which every failure leaves the core. Unforeseen ones are logged here and told without their insides. */
export const asApiError = (thrown: unknown, log: Log): unknown => {
  const error = asStorageError(thrown)
  if (error instanceof LeadlineError && error.code !== 'internal') {
    return new ORPCError('LEADLINE', {
      defined: true,
      status: 422,
      message: error.message,
      data: { code: error.code, problems: [...error.problems] },
    })
  }
  if (error instanceof ORPCError && error.cause instanceof ValidationError && error.code === 'BAD_REQUEST') {
    const problems = problemsOf(error.cause.issues as Parameters<typeof problemsOf>[0])
    return new ORPCError('LEADLINE', { defined: true, status: 422, message: 'The input is wrong', data: { code: 'bad_input', problems } })
  }
  if (error instanceof ORPCError) return error
  log.error('An unforeseen failure', error)
  return new ORPCError('LEADLINE', {
    defined: true,
    status: 500,
    message: 'Something failed inside the program',
    data: { code: 'internal', problems: [] },
  })
}
