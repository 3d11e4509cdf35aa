import { randomFillSync } from 'node:crypto'
import { v7 } from 'uuid'

const bytesOfOne = 16
const drawn = 1024 * bytesOfOne

/** Makes UUIDv7 as `uuid` does, each after the one before, with chance drawn a page at a time: an import makes millions of them. */
export const createIdMaker = (now: () => number = Date.now): (() => string) => {
  const page = new Uint8Array(drawn)
  let at = drawn
  let msecs = 0
  let seq = 0
  return () => {
    if (at === drawn) {
      randomFillSync(page)
      at = 0
    }
    const random = page.subarray(at, at + bytesOfOne)
    at += bytesOfOne
    const time = now()
    if (time > msecs) {
      msecs = time
      // The upper half stays free, so that counting on within a millisecond does not run over.
      seq = (((random[0] as number) & 0x7f) << 24) | ((random[1] as number) << 16) | ((random[2] as number) << 8)
    } else {
      seq += 1
    }
    return v7({ random, msecs, seq })
  }
}
