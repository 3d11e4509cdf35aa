import { connect, createServer, type Socket } from 'node:net'

/** After so many bytes to the server, counted since the last blow, the connection that carries them is reset, or falls silent. */
export interface Blow {
  readonly after: number
  readonly how: 'reset' | 'silent'
}

/** A network between a client and a server of this machine that breaks as it is told. */
export const startCuttingProxy = async (target: number) => {
  const sockets = new Set<Socket>()
  let blows: readonly Blow[] = []
  let passed = 0
  let bytes = 0
  let struck = 0

  const strike = (client: Socket, { how }: Blow) => {
    struck += 1
    passed = 0
    blows = blows.slice(1)
    // A silent connection stays: the client hears of its end by its own clock, the server never.
    client.removeAllListeners('data')
    client.pause()
    if (how === 'reset') client.resetAndDestroy()
  }

  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1')
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => sockets.delete(socket))
    }
    let isSilent = false
    client.on('close', () => !isSilent && upstream.destroy())
    upstream.on('close', () => client.destroy())
    upstream.on('data', (chunk) => client.write(chunk))
    client.on('data', (chunk) => {
      const [blow] = blows
      const part = blow ? chunk.subarray(0, blow.after - passed) : chunk
      passed += part.length
      bytes += part.length
      if (!upstream.write(part)) {
        client.pause()
        upstream.once('drain', () => client.resume())
      }
      if (!blow || passed < blow.after) return
      isSilent = blow.how === 'silent'
      strike(client, blow)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as { port: number }).port}`,
    /** What happens from now on, one after the other; then everything passes. */
    next: (...coming: Blow[]) => {
      blows = coming
      passed = 0
    },
    /** Bytes that went to the server. */
    bytes: () => bytes,
    /** Blows that have fallen. */
    struck: () => struck,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
