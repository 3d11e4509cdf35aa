import { EventEmitter } from 'node:events'
import { MessageChannel, type MessagePort } from 'node:worker_threads'

/** One side of a pipe. What comes before anybody hears it is kept; what comes after the pipe has broken is lost. */
export interface End {
  readonly send: (data: unknown) => void
  readonly hear: (hearer: Hearer) => void
  readonly close: () => void
}

interface Hearer {
  readonly message: (data: unknown) => void
  readonly closed: () => void
}

interface Side {
  hearer: Hearer | null
  readonly early: unknown[]
}

export const createPipe = (): readonly [End, End] => {
  const sides: readonly [Side, Side] = [
    { hearer: null, early: [] },
    { hearer: null, early: [] },
  ]
  let broken = false
  const endOf = (own: Side, other: Side): End => ({
    send: (data) => {
      const copy = structuredClone(data)
      if (broken) return
      if (other.hearer) setImmediate(() => other.hearer?.message(copy))
      else other.early.push(copy)
    },
    hear: (hearer) => {
      own.hearer = hearer
      for (const data of own.early.splice(0)) setImmediate(() => hearer.message(data))
      if (broken) setImmediate(hearer.closed)
    },
    close: () => {
      if (broken) return
      broken = true
      for (const side of sides) if (side.hearer) setImmediate(side.hearer.closed)
    },
  })
  return [endOf(sides[0], sides[1]), endOf(sides[1], sides[0])]
}

const ends = new WeakMap<object, End>()

/** Behaves as Electron's MessagePortMain: silent until `start`, dead once it has been transferred. */
export const createPort = (end: End) => {
  const events = new EventEmitter()
  const own = (act: string): End => {
    const current = ends.get(port)
    if (!current) throw new Error(`MessagePortMain.${act}: the port has been transferred`)
    return current
  }
  const port = Object.assign(events, {
    start: () =>
      own('start').hear({
        message: (data) => events.emit('message', { data, ports: [] }),
        closed: () => events.emit('close'),
      }),
    postMessage: (data: unknown, transfer: readonly unknown[] = []) => {
      if (transfer.length > 0) throw new Error('The double transfers no ports over ports')
      own('postMessage').send(data)
    },
    close: () => own('close').close(),
  })
  ends.set(port, end)
  return port
}

/** Takes the pipe out of a port that is transferred. Electron refuses everything that is no port, and a port that has gone already. */
export const takeEnds = (transfer: readonly unknown[] = []): End[] => {
  const taken = transfer.map((port) => {
    const end = typeof port === 'object' && port !== null ? ends.get(port) : undefined
    if (!end) throw new TypeError('Invalid value for transfer: not a MessagePortMain, or transferred before')
    return end
  })
  if (new Set(taken).size !== taken.length) throw new TypeError('Invalid value for transfer: the same port twice')
  for (const port of transfer) ends.delete(port as object)
  return taken
}

/** A port as a page sees it: a MessagePort of the web. */
export const toWebPort = (end: End): MessagePort => {
  const { port1, port2 } = new MessageChannel()
  port2.on('message', end.send)
  port2.on('close', end.close)
  end.hear({ message: (data) => port2.postMessage(data), closed: () => port2.close() })
  return port1
}
