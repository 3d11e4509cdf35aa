interface Held {
  readonly free: () => void
  readonly lose: () => void
}

interface Waiting {
  readonly take: () => void
}

/** The locks of one browser, for tests: one name, shared by all pages that are given the same object (W3C Web Locks). */
export const createTestLocks = (): LockManager => {
  let held: Held | null = null
  const queue: Waiting[] = []
  const next = () => {
    held = null
    queue.shift()?.take()
  }
  const request = (_name: string, options: LockOptions, work: (lock: Lock | null) => unknown): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const take = () => {
        const mine: Held = {
          free: () => {
            if (held === mine) next()
          },
          lose: () => reject(new DOMException('stolen', 'AbortError')),
        }
        held = mine
        void Promise.resolve(work({ name: 'lock', mode: 'exclusive' })).then((value) => {
          mine.free()
          resolve(value)
        })
      }
      if (options.steal) {
        held?.lose()
        return take()
      }
      if (!held) return take()
      if (options.ifAvailable) return void Promise.resolve(work(null)).then(resolve)
      const waiting = { take }
      queue.push(waiting)
      options.signal?.addEventListener('abort', () => {
        queue.splice(queue.indexOf(waiting), 1)
        reject(new DOMException('aborted', 'AbortError'))
      })
    })
  return { request } as unknown as LockManager
}
