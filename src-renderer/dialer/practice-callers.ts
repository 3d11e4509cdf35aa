import { parsePhoneNumber } from '../../src-shared/lib/phone-numbers.ts'
import type { ApiClient } from '../api/api.ts'

/** The number that calls where there is no client with one. */
const anybody = '+48601234567'
/** How many clients are looked at to find one with a number. */
const looked = 50
const mostTries = 5

export type PracticeCaller = 'known' | 'unknown'

interface Dependencies {
  readonly contacts: Pick<ApiClient['contacts'], 'list'>
  readonly telephony: Pick<ApiClient['telephony'], 'identify'>
  /** From 0 up to, not including, 1. */
  readonly random: () => number
}

/** Who calls on the practice line: the client who has been here longest, or a Polish mobile number that nobody has. */
export const createPracticeCallers = ({ contacts, telephony, random }: Dependencies) => {
  const known = async (): Promise<string> => {
    const { rows } = await contacts.list({ stage: 'client', sort: 'created_at', limit: looked })
    const phone = rows.find((row) => row.phone?.e164)?.phone
    return phone?.e164 ?? anybody
  }

  const strange = () => `+48512${String(Math.floor(random() * 1_000_000)).padStart(6, '0')}`

  const unknown = async (): Promise<string> => {
    for (let tries = 0; tries < mostTries; tries++) {
      const number = strange()
      const { matches } = await telephony.identify({ number })
      if (matches.length === 0 && parsePhoneNumber(number, 'PL')?.e164) return number
    }
    return strange()
  }

  return {
    /** A number to call from. Without the core it is one all the same. */
    numberOf: async (caller: PracticeCaller): Promise<string> => {
      try {
        return await (caller === 'known' ? known() : unknown())
      } catch {
        return caller === 'known' ? anybody : strange()
      }
    },
  }
}
