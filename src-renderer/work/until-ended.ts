import type { Work } from '../../src-shared/work/work-contract.ts'
import type { Api } from '../api/api.ts'

/** Waits for the end of something that goes on by itself. Rejects where the core has forgotten it: it was started anew meanwhile. */
export const untilEnded = (api: Api, { id }: Pick<Work, 'id'>): Promise<Work> =>
  new Promise((resolve, reject) => {
    const hear = (work: Work) => {
      if (work.id !== id || work.state === 'running') return
      stop()
      resolve(work)
    }
    const ask = () =>
      api.client.work.get({ id }).then(hear, (error: unknown) => {
        stop()
        reject(error)
      })
    const stop = api.onEvent((event) => {
      if (event.type === 'work') hear(event.work)
      // After a lost connection the end may have been missed.
      if (event.type === 'hello') void ask()
    })
    void ask()
  })
