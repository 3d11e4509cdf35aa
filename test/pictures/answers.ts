import type { Page } from '@playwright/test'
import type { CoreEvent } from '../../src-shared/system/system-contract.ts'

/** Answers that stand in for the core's own, by procedure: `team.state`. What is not named, the core answers. */
export type Answers = Readonly<Record<string, unknown>>

export interface AnsweredPage {
  /** Answers so from now on, and lets the page ask anew for all that it shows. */
  readonly answer: (answers: Answers) => void
}

// The form of oRPC's messages over a WebSocket: a request names its procedure by `u`; what comes in a stream has the type 3.
interface Message {
  readonly i: string
  readonly t?: number
  readonly p?: { readonly u?: string }
}

const read = (message: string | Buffer): Message | null => {
  try {
    return JSON.parse(String(message)) as Message
  } catch {
    return null
  }
}

const hello: CoreEvent = { type: 'hello' }

/** Lets a page see states that only a team with its server has. It must be called before the page is opened. */
export const answerInstead = async (page: Page): Promise<AnsweredPage> => {
  let answers: Answers = {}
  let tell = (_event: CoreEvent): void => {}
  await page.routeWebSocket(/\/api\/ws/, (socket) => {
    const core = socket.connectToServer()
    socket.onMessage((message) => {
      const asked = read(message)
      const procedure = asked?.p?.u?.slice(1).replaceAll('/', '.')
      if (asked && procedure === 'system.events') {
        tell = (event) => socket.send(JSON.stringify({ i: asked.i, t: 3, p: { e: 'message', d: { json: event } } }))
      }
      if (!asked || procedure === undefined || !(procedure in answers)) core.send(message)
      else socket.send(JSON.stringify({ i: asked.i, p: { b: { json: answers[procedure] } } }))
    })
  })
  return {
    answer: (fresh) => {
      answers = fresh
      tell(hello)
    },
  }
}
