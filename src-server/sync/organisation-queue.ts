import { LeadlineError } from '../../src-shared/lib/errors.ts'

/** Jobs that one transaction takes at most: beyond that a transaction only grows longer, not cheaper for each. */
const mostJobs = 256

/** One turn of the event loop: all requests that have arrived by now are read. */
const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve))

interface Waiting<Job, Answer> {
  readonly job: Job
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: unknown) => void
}

/**
 * Gathers what many clients want of one organisation while a transaction is under way, and gives all of it to the next one (F1). A store that
 * answers at once would leave nothing to gather: so each transaction first lets in what has arrived, once around the event loop. Each
 * organisation has a queue of its own in each process; the organisation's row, locked first, orders the processes.
 *
 * `run` answers each job in its place: with an answer, or with the error that is that job's alone. If it throws, the whole transaction has
 * failed, and with it every job.
 */
export const createOrganisationQueue = <Job, Answer>(
  run: (organisationId: string, jobs: readonly Job[]) => Promise<readonly (Answer | Error)[]>,
  gather: () => Promise<void> = nextTurn,
) => {
  const queues = new Map<string, Waiting<Job, Answer>[]>()
  const running = new Set<Promise<void>>()
  let closing = false

  const work = async (organisationId: string, waiting: Waiting<Job, Answer>[]) => {
    while (waiting.length > 0) {
      for (let known = 0; known < waiting.length && known < mostJobs; await gather()) known = waiting.length
      const taken = waiting.splice(0, mostJobs)
      try {
        const answers = await run(
          organisationId,
          taken.map(({ job }) => job),
        )
        for (const [at, { resolve, reject }] of taken.entries()) {
          const answer = answers[at] as Answer | Error
          if (answer instanceof Error) reject(answer)
          else resolve(answer)
        }
      } catch (error) {
        for (const { reject } of taken) reject(error)
      }
    }
    queues.delete(organisationId)
  }

  return {
    add: (organisationId: string, job: Job): Promise<Answer> =>
      new Promise((resolve, reject) => {
        if (closing) {
          reject(new LeadlineError('shutting_down', 'The server is closing'))
          return
        }
        const known = queues.get(organisationId)
        if (known) {
          known.push({ job, resolve, reject })
          return
        }
        const waiting = [{ job, resolve, reject }]
        queues.set(organisationId, waiting)
        const done = work(organisationId, waiting).finally(() => running.delete(done))
        running.add(done)
      }),
    /** Jobs that wait, of all organisations. */
    length: (): number => [...queues.values()].reduce((total, waiting) => total + waiting.length, 0),
    close: async (): Promise<void> => {
      closing = true
      await Promise.all(running)
    },
  }
}
