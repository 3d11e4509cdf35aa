import { createPipe, type End } from './ports.ts'

/** What runs between the double and a process it has forked: messages, and the traffic of the ports that went with them. */
export type WireMessage =
  | { readonly type: 'message'; readonly data: unknown; readonly ports: readonly number[] }
  | { readonly type: 'port-message'; readonly port: number; readonly data: unknown }
  | { readonly type: 'port-closed'; readonly port: number }

/** Carries ports over a connection that knows only messages. Both sides number the ports that come from the main process alike. */
export const createWire = (write: (message: WireMessage) => void, receive: (data: unknown, ends: End[]) => void) => {
  const carried = new Map<number, End>()
  let last = 0

  const carry = (id: number, end: End) => {
    carried.set(id, end)
    end.hear({
      message: (data) => write({ type: 'port-message', port: id, data }),
      closed: () => {
        if (carried.delete(id)) write({ type: 'port-closed', port: id })
      },
    })
  }

  return {
    send: (data: unknown, ends: readonly End[] = []) => {
      const ports = ends.map((end) => {
        last += 1
        return { id: last, end }
      })
      write({ type: 'message', data, ports: ports.map(({ id }) => id) })
      for (const { id, end } of ports) carry(id, end)
    },
    read: (message: WireMessage) => {
      if (message.type === 'message') {
        const ends = message.ports.map((id) => {
          const [near, far] = createPipe()
          carry(id, near)
          return far
        })
        receive(message.data, ends)
      } else if (message.type === 'port-message') carried.get(message.port)?.send(message.data)
      else {
        const end = carried.get(message.port)
        carried.delete(message.port)
        end?.close()
      }
    },
    /** The other process has gone. */
    cut: () => {
      const gone = [...carried.values()]
      carried.clear()
      for (const end of gone) end.close()
    },
  }
}
