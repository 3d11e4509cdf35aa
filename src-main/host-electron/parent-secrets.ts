import { LeadlineError } from '../../src-shared/lib/errors.ts'
import type { Secrets } from '../platform/secrets.ts'
import type { FromCore, ToCore } from './core-messages.ts'

interface Waiting {
  readonly resolve: (value: never) => void
  readonly reject: (error: Error) => void
}

export interface ParentSecrets extends Secrets {
  /** Takes an answer of the main process; false where the message is none. */
  readonly settle: (message: ToCore) => boolean
}

/** The key store is met in the main process alone, so the core asks there. */
export const createParentSecrets = (ask: (question: FromCore) => void): ParentSecrets => {
  const waiting = new Map<number, Waiting>()
  let last = 0

  const request = <Value>(question: (id: number) => FromCore) =>
    new Promise<Value>((resolve, reject) => {
      last += 1
      waiting.set(last, { resolve: resolve as Waiting['resolve'], reject })
      ask(question(last))
    })

  return {
    seal: (text) => request((id) => ({ type: 'seal', id, text })),
    open: (bytes) => request((id) => ({ type: 'open', id, bytes })),
    settle: (message) => {
      if (message.type !== 'sealed' && message.type !== 'opened' && message.type !== 'secret-refused') return false
      const pending = waiting.get(message.id)
      waiting.delete(message.id)
      if (message.type === 'secret-refused') pending?.reject(new LeadlineError(message.code, message.reason))
      else pending?.resolve((message.type === 'sealed' ? message.bytes : message.text) as never)
      return true
    },
  }
}
