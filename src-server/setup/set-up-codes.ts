import { LeadlineError } from '../../src-shared/lib/errors.ts'
import { codeHash, makeCode } from '../codes.ts'
import type { ServerStore } from '../db/store.ts'

const settingName = 'setup.code'

/** Milliseconds after which a use that came to no end (its process was killed) no longer holds the code. */
const longestUse = 120_000

const used = 'used'

const hashOf = (typed: string): string => codeHash('set-up', typed)

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
    if (hash !== hashOf(typed)) return null
    return since === 'free' || Number(since) + longestUse < now() ? state : null
  }

  const make = async (): Promise<string> => {
    const code = makeCode()
    await store.setSetting(settingName, `free:${hashOf(code)}`)
    return code
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
      const inUse = `${now()}:${hashOf(typed)}`
      if (free === null || !(await store.swapSetting(settingName, free, inUse))) throw wrongCode()
      try {
        const result = await work()
        await store.swapSetting(settingName, inUse, used)
        return result
      } catch (error) {
        await store.swapSetting(settingName, inUse, `free:${hashOf(typed)}`)
        throw error
      }
    },
  }
}

export type SetUpCodes = ReturnType<typeof createSetUpCodes>
