import { expect, it } from 'vitest'
import { memberFieldsSchema } from './member-kind.ts'

it('S2.4 a time zone that no machine knows is refused', () => {
  expect(memberFieldsSchema.safeParse({ timeZone: 'Europe/Warsaw' }).success).toBe(true)
  expect(memberFieldsSchema.safeParse({ timeZone: 'Mars/Olympus' }).error?.issues).toMatchObject([{ path: ['timeZone'] }])
  expect(memberFieldsSchema.parse({})).toEqual({})
})
