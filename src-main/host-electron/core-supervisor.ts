import type { MessageChannelMain, MessagePortMain, UtilityProcess } from 'electron'
import type { Log } from '../platform/log.ts'
import type { Secrets } from '../platform/secrets.ts'
import type { CoreProblem, CoreStart, FromCore, ToCore } from './core-messages.ts'
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

/** Milliseconds that a core gets to close its stores. */
const closingTime = 5000

/** Keeps the core running: it is started again when it has died, and everybody who asks gets a new port. */
export const createCoreSupervisor = ({ begin, fork, createChannel, secrets, log, now, onProblem }: Dependencies): CoreSupervisor => {
  const waiting: ((port: MessagePortMain) => void)[] = []
  let core: UtilityProcess | null = null
  let closing: Promise<void> | null = null
  let deaths: number[] = []
  let failedStarts = 0
  let timer: NodeJS.Timeout | null = null
  let over = false

  const send = (child: UtilityProcess, message: ToCore, ports?: MessagePortMain[]) => child.postMessage(message, ports)

  const connectTo = (child: UtilityProcess, deliver: (port: MessagePortMain) => void) => {
    const { port1, port2 } = createChannel()
    send(child, { type: 'port' }, [port1])
    deliver(port2)
  }

  const giveUp = (child: UtilityProcess | null, problem: CoreProblem, detail: string) => {
    if (over) return
    over = true
    child?.kill()
    onProblem(problem, detail)
  }

  const answerSecret = async (child: UtilityProcess, question: FromCore & { readonly id: number }) => {
    const { id } = question
    const answer = await (question.type === 'seal'
      ? secrets.seal(question.text).then((bytes): ToCore => ({ type: 'sealed', id, bytes: new Uint8Array(bytes) }))
      : secrets.open(question.bytes).then((text): ToCore => ({ type: 'opened', id, text }))
    ).catch((error: unknown): ToCore => ({ type: 'secret-refused', id, reason: error instanceof Error ? error.message : String(error) }))
    if (child === core) send(child, answer)
  }

  const hear = (child: UtilityProcess, message: FromCore) => {
    if (message.type === 'ready') failedStarts = 0
    else if (message.type === 'failed') giveUp(child, message.problem, message.detail)
    else void answerSecret(child, message)
  }

  const died = (child: UtilityProcess, code: number) => {
    if (child !== core) return
    core = null
    if (closing || over) return
    const time = now()
    deaths = [...deaths.filter((death) => death > time - lastMinute), time]
    failedStarts += 1
    const delay = restartDelay(deaths, failedStarts, time)
    log.error(`The core has died with code ${code}`, delay === null ? 'It is not started again' : `It is started again in ${delay} ms`)
    if (delay === null) giveUp(null, 'keeps-dying', '')
    else timer = setTimeout(launch, delay)
  }

  const launch = () => {
    const child = fork()
    core = child
    child.on('message', (message: FromCore) => hear(child, message))
    child.once('exit', (code) => died(child, code))
    send(child, { type: 'start', ...begin })
    for (const deliver of waiting.splice(0)) connectTo(child, deliver)
  }

  const end = (child: UtilityProcess) =>
    new Promise<void>((resolve) => {
      const patience = setTimeout(() => {
        log.error('The core did not close in time', 'It is ended')
        child.kill()
      }, closingTime)
      child.once('exit', () => {
        clearTimeout(patience)
        resolve()
      })
      send(child, { type: 'shutdown' })
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
