import type { Secrets } from './secrets.ts'

/** For tests: seals by turning the bytes over, so that plain text in a store is noticed, and opens only what it sealed. */
export const createMemorySecrets = (): Secrets => ({
  seal: async (text) => Buffer.from([0x4d, ...Buffer.from(text, 'utf8').map((byte) => byte ^ 0xff)]),
  open: async (sealed) => {
    if (sealed[0] !== 0x4d) throw new Error('These bytes were not sealed here')
    return Buffer.from(sealed.subarray(1).map((byte) => byte ^ 0xff)).toString('utf8')
  },
})
