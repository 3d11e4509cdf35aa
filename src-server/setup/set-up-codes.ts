import { createHash, randomInt } from 'node:crypto'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import type { ServerStore } from '../db/store.ts'

const settingName = 'setup.code'

/** No letters and digits that are taken for each other. 12 of them: 2⁵⁹ codes. */
const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const length = 12

/** Milliseconds after which a use that came to no end (its process was killed) no longer holds the code. */
const longestUse = 120_000

const used = 'used'

const hashOf = (code: string): string => createHash('sha256').update(`leadline set-up ${code}`).digest('base64url')

/** Typed by hand: case, spaces and hyphens do not matter. */
const plain = (typed: string): string => typed.toUpperCase().replace(/[^0-9A-Z]/g, '')

const wrongCode = () => new LeadlineError('wrong_code', 'This set-up code is wrong, or it has been used')

/**
 * The code with which a CRM is made on this server. One counts at a time, once. What is stored is its hash: `free:<hash>`,
 * `<since>:<hash>` while somebody uses it, `used` afterwards.
 */
export const createSetUpCodes = (store: Pick<ServerStore, 'setting' | 'setSetting' | 'swapSetting'>, now: () => number) => {
  /** What stands there, where it is this code and nobody is using it. */
  const freeState = async (typed: string): Promise<string | null> => {
    const state = (await store.setting(settingName)) ?? used
    const [since = '', hash = ''] = state.split(':')
    if (hash !== hashOf(plain(typed))) return null
    return since === 'free' || Number(since) + longestUse < now() ? state : null
  }

  const make = async (): Promise<string> => {
    const code = Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('')
    await store.setSetting(settingName, `free:${hashOf(code)}`)
    return code.match(/.{4}/g)!.join('-')
  }

  return {
    /** A new code in the place of the one before. */
    make,
    /** The code of a first start; null at every later one. */
    makeFirst: async (): Promise<string | null> => ((await store.setting(settingName)) === undefined ? make() : null),
    /** @throws LeadlineError `wrong_code` */
    check: async (typed: string): Promise<void> => {
      if ((await freeState(typed)) === null) throw wrongCode()
    },
    /**
     * Runs the work for which a code is good. Of two at once one gets in; the code has been used when the work succeeded, and counts
     * again when it failed.
     * @throws LeadlineError `wrong_code`
     */
    use: async <Result>(typed: string, work: () => Promise<Result>): Promise<Result> => {
      const free = await freeState(typed)
      const inUse = `${now()}:${hashOf(plain(typed))}`
      if (free === null || !(await store.swapSetting(settingName, free, inUse))) throw wrongCode()
      try {
        const result = await work()
        await store.swapSetting(settingName, inUse, used)
        return result
      } catch (error) {
        await store.swapSetting(settingName, inUse, `free:${hashOf(plain(typed))}`)
        throw error
      }
    },
  }
}

export type SetUpCodes = ReturnType<typeof createSetUpCodes>
