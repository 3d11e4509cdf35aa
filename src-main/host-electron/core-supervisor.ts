import type { MessageChannelMain, MessagePortMain, UtilityProcess } from 'electron'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import type { Log } from '../platform/log.ts'
import type { Secrets } from '../platform/secrets.ts'
import type { CoreProblem, CoreStart, FromCore, ToCore } from './core-messages.ts'
import { reasonOf } from './reason.ts'
import { lastMinute, restartDelay } from './restart-policy.ts'

export interface CoreSupervisor {
  readonly start: () => void
  /** Makes a port to the core and hands it over: at once, or as soon as a core that has died is there again. */
  readonly connect: (deliver: (port: MessagePortMain) => void) => void
  /** Ends the core in order; one that does not end in time is killed. */
  readonly close: () => Promise<void>
}

interface Dependencies {
  readonly begin: CoreStart
  readonly fork: () => UtilityProcess
  readonly createChannel: () => MessageChannelMain
  readonly secrets: Secrets
  readonly log: Log
  readonly now: () => number
  /** There is no core, and there will be none. */
  readonly onProblem: (problem: CoreProblem, detail: string) => void
}

interface Core {
  readonly process: UtilityProcess
  ready: boolean
}

/** Milliseconds that a core gets to close its stores. */
const closingTime = 5000

/** Keeps the core running: it is started again when it has died, and everybody who asks gets a new port. */
export const createCoreSupervisor = ({ begin, fork, createChannel, secrets, log, now, onProblem }: Dependencies): CoreSupervisor => {
  const waiting: ((port: MessagePortMain) => void)[] = []
  let core: Core | null = null
  let closing: Promise<void> | null = null
  let deaths: number[] = []
  let failedStarts = 0
  let timer: NodeJS.Timeout | null = null
  let over = false

  const send = ({ process }: Core, message: ToCore, ports?: MessagePortMain[]) => process.postMessage(message, ports)

  const connectTo = (to: Core, deliver: (port: MessagePortMain) => void) => {
    const { port1, port2 } = createChannel()
    send(to, { type: 'port' }, [port1])
    deliver(port2)
  }

  const giveUp = (problem: CoreProblem, detail: string) => {
    if (over) return
    over = true
    core?.process.kill()
    onProblem(problem, detail)
  }

  const answerSecret = async (asker: Core, question: Extract<FromCore, { readonly id: number }>) => {
    const { id } = question
    const answer = await (question.type === 'seal'
      ? secrets.seal(question.text).then((bytes): ToCore => ({ type: 'sealed', id, bytes: new Uint8Array(bytes) }))
      : secrets.open(question.bytes).then((text): ToCore => ({ type: 'opened', id, text }))
    ).catch((error: unknown): ToCore => {
      const code = error instanceof LeadlineError ? error.code : 'internal'
      return { type: 'secret-refused', id, code, reason: reasonOf(error) }
    })
    if (asker === core) send(asker, answer)
  }

  const hear = (from: Core, message: FromCore) => {
    if (message.type === 'ready') from.ready = true
    else if (message.type === 'failed') giveUp(message.problem, message.detail)
    else void answerSecret(from, message)
  }

  const died = (dead: Core, code: number) => {
    if (dead !== core) return
    core = null
    if (closing || over) return
    const time = now()
    deaths = [...deaths.filter((death) => death > time - lastMinute), time]
    failedStarts = dead.ready ? 0 : failedStarts + 1
    const delay = restartDelay(deaths.length, failedStarts)
    log.error(`The core has died with code ${code}`, delay === null ? 'It is not started again' : `It is started again in ${delay} ms`)
    if (delay === null) giveUp('keeps-dying', '')
    else timer = setTimeout(launch, delay)
  }

  const launch = () => {
    const started: Core = { process: fork(), ready: false }
    core = started
    started.process.on('message', (message: FromCore) => hear(started, message))
    started.process.once('exit', (code) => died(started, code))
    send(started, { type: 'start', ...begin })
    for (const deliver of waiting.splice(0)) connectTo(started, deliver)
  }

  const end = (running: Core) =>
    new Promise<void>((resolve) => {
      const patience = setTimeout(() => {
        log.error('The core did not close in time', 'It is ended')
        running.process.kill()
      }, closingTime)
      running.process.once('exit', () => {
        clearTimeout(patience)
        resolve()
      })
      send(running, { type: 'shutdown' })
    })

  return {
    start: launch,
    connect: (deliver) => {
      if (closing || over) return
      if (core) connectTo(core, deliver)
      else waiting.push(deliver)
    },
    close: () => {
      if (timer) clearTimeout(timer)
      closing ??= core ? end(core) : Promise.resolve()
      return closing
    },
  }
}
