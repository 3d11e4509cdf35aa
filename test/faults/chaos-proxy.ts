import { connect, createServer, type Socket } from 'node:net'
import type { Chance } from '../bench/chance.ts'

/**
 * What the network does to bytes from now on: lets them pass; swallows them both ways; carries requests and swallows answers; lets a byte a
 * second through; cuts in the middle of a message.
 */
export const weathers = ['fine', 'drop', 'half-open', 'slow', 'reset'] as const
export type ProxyWeather = (typeof weathers)[number]

export interface ChaosProxy {
  readonly url: string
  readonly setWeather: (weather: ProxyWeather) => void
  /** Connections that were cut or have lost something, so far. */
  readonly struck: () => number
  readonly close: () => Promise<void>
}

/** Milliseconds for one byte in slow weather. */
const slowness = 1000

/** A network between a client and a server of this machine. What lost bytes stays dumb when the weather is fine again, as TCP does. */
export const startChaosProxy = async (target: number, chance: Chance): Promise<ChaosProxy> => {
  let weather: ProxyWeather = 'fine'
  let struck = 0
  const sockets = new Set<Socket>()
  const flushes = new Set<() => void>()

  const carry = (from: Socket, to: Socket, isAnswer: boolean, isDead: () => boolean, die: () => void, cut: () => void) => {
    let waiting: Buffer[] = []
    let timer: NodeJS.Timeout | null = null
    const flush = () => {
      if (timer) clearTimeout(timer)
      timer = null
      for (const chunk of waiting.splice(0)) to.write(chunk)
    }
    const drip = () => {
      timer = null
      const [first, ...rest] = waiting
      if (!first) return
      to.write(first.subarray(0, 1))
      waiting = first.length > 1 ? [first.subarray(1), ...rest] : rest
      if (waiting.length > 0) timer = setTimeout(drip, slowness)
    }
    flushes.add(flush)
    from.on('close', () => {
      if (timer) clearTimeout(timer)
      flushes.delete(flush)
    })
    from.on('data', (chunk) => {
      if (isDead()) return
      if (weather === 'drop' || (weather === 'half-open' && isAnswer)) die()
      else if (weather === 'reset') {
        to.write(chunk.subarray(0, chance.below(chunk.length)))
        cut()
      } else if (weather === 'slow' || waiting.length > 0) {
        waiting.push(chunk)
        timer ??= setTimeout(drip, slowness)
      } else to.write(chunk)
    })
  }

  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1')
    let dead = false
    const die = () => {
      dead = true
      struck += 1
    }
    const cut = () => {
      struck += 1
      client.resetAndDestroy()
      upstream.resetAndDestroy()
    }
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        sockets.delete(socket)
        // Of a connection that is dead on the way the other side does not hear.
        if (!dead) other.destroy()
      })
    }
    carry(client, upstream, false, () => dead, die, cut)
    carry(upstream, client, true, () => dead, die, cut)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  return {
    url: `http://127.0.0.1:${(server.address() as { port: number }).port}`,
    setWeather: (next) => {
      weather = next
      if (next === 'fine') for (const flush of flushes) flush()
    },
    struck: () => struck,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
