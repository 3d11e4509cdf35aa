import { ORPCError } from '@orpc/client'
import { expect, test } from 'vitest'
import { outcomeOf } from './journal-send.ts'

const told = (code: string, status = 422) => new ORPCError('LEADLINE', { status, data: { code, problems: [] } })

test.each(['bad_input', 'not_found', 'conflict', 'too_large'])('an entry that is refused with %s will never be taken', (code) => {
  expect(outcomeOf(told(code))).toEqual({ type: 'refused', reason: code })
})

test.each(['storage_failed', 'busy', 'internal', 'timeout'])('an entry that fails with %s is tried again', (code) => {
  expect(outcomeOf(told(code, 500))).toEqual({ type: 'failed' })
})

test('an answer without our code is judged by its status', () => {
  expect(outcomeOf(new ORPCError('BAD_REQUEST'))).toEqual({ type: 'refused', reason: 'bad_input' })
  expect(outcomeOf(new ORPCError('INTERNAL_SERVER_ERROR'))).toEqual({ type: 'failed' })
})

test('where nothing answers, nothing gets through', () => {
  expect(outcomeOf(new Error('The core has gone away'))).toEqual({ type: 'unreachable' })
})
