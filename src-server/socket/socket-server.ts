import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import { type ClientMessage, clientMessageSchema, socketPath, type Versions } from '../../src-shared/sync/protocol.ts'
import type { Identify, SignedIn } from '../accounts/identify.ts'
import type { ServerStore } from '../db/store.ts'
import type { ServerLog } from '../log.ts'
import { checkVersions } from '../sync/check-versions.ts'
import type { SyncService } from '../sync/sync-service.ts'
import { readStandings } from '../team/standing.ts'
import { createPokes } from './pokes.ts'
import { createPresence, heartbeat } from './presence.ts'
import { createPresenceTelling, type PresenceListener } from './presence-telling.ts'

/** Codes with which a socket is closed. */
const closing = { goingAway: 1001, badMessage: 4400, unauthorized: 4401, somebodyElses: 4403, update: 4426 } as const

/** Bytes of the largest message of a client. */
const largestMessage = 8192

/** Bytes that wait for a slow socket; a poke that would come on top is left out, the client pulls by its timer. */
const mostWaiting = 1_000_000

/** Sockets that one member may have open. */
const mostOfOne = 50

/** Milliseconds: between two pings, until a new socket has to say who it is, and for goodbyes at the end. */
const pingPause = 15_000
const helloPatience = 10_000
const goodbyePatience = 1000

/** Milliseconds from a commit to the look whether it has blocked somebody. */
const blockPause = 1000

/** Pings between two looks whether the sessions of the open sockets still last. */
const pingsToSession = 4

interface Connection {
  readonly socket: WebSocket
  readonly signedIn: SignedIn
  /** Null until it has said hello. */
  clientId: string | null
  /** Whose card its member has open there. */
  viewing: string | null
  answersPings: boolean
  /** Settles when what was heard so far has been dealt with: messages count in their order. */
  heard: Promise<void>
}

interface Dependencies {
  readonly identify: Identify
  readonly sync: Pick<SyncService, 'pagesOf' | 'onCommitted'>
  readonly store: Pick<ServerStore, 'client' | 'rows' | 'announce' | 'onAnnounced'>
  readonly versions: Versions
  /** Names this process among those on the same database. */
  readonly processId: string
  readonly monotonic: () => number
  readonly log: ServerLog
}

/** Before the id of a member whose sessions or rights have changed, as processes tell each other. */
const recheckMark = 'recheck:'

const pathOf = ({ url }: IncomingMessage): string | undefined => url?.split('?')[0]

const refuse = (socket: Duplex, status: string) => socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)

/** The sockets of the clients: pokes after each commit, and who is here (`serverMessageSchema`, `clientMessageSchema`). */
export const createSocketServer = ({ identify, sync, store, versions, processId, monotonic, log }: Dependencies) => {
  const server = new WebSocketServer({ noServer: true, maxPayload: largestMessage })
  const teams = new Map<string, Set<Connection>>()
  let pings = 0
  let closed = false

  const teamOf = (organisationId: string): ReadonlySet<Connection> => teams.get(organisationId) ?? new Set()

  const sendBytes = ({ socket }: Connection, message: Buffer) => {
    if (socket.readyState !== socket.OPEN || socket.bufferedAmount > mostWaiting) return
    socket.send(message, { binary: false })
  }

  const announce = (organisationId: string, payload: string) =>
    void store.announce(organisationId, payload).catch((error) => log.error('Other processes were not told', error))

  const listenerOf = (connection: Connection): PresenceListener => ({
    memberId: connection.signedIn.memberId,
    viewing: connection.viewing,
    send: (message) => sendBytes(connection, message),
  })
  const telling = createPresenceTelling({
    store,
    log,
    listenersOf: (organisationId) => [...teamOf(organisationId)].filter(({ clientId }) => clientId !== null).map(listenerOf),
  })
  const presence = createPresence({ processId, monotonic, announce, tell: telling.changed })

  const placesOf = (organisationId: string) =>
    [...teamOf(organisationId)].flatMap((connection) => {
      const { clientId, signedIn: identity } = connection
      return clientId === null ? [] : [{ identity, clientId, send: (message: Buffer) => sendBytes(connection, message) }]
    })
  const pokes = createPokes({ sync, log, places: placesOf })

  /** Closes the socket of whoever may not be here any more. */
  const checkStanding = async ({ socket, signedIn }: Connection) => {
    try {
      await identify.sessionIn({ authorization: `Bearer ${signedIn.token}` })
      if (!(await identify.standingOf(signedIn)).member.blocked) return
      socket.close(closing.unauthorized, 'blocked')
    } catch (error) {
      if (error instanceof LeadlineError && error.code === 'unauthorized') socket.close(closing.unauthorized, 'unauthorized')
      else log.error('A session could not be checked', error)
    }
  }

  const blockChecks = new Map<string, NodeJS.Timeout>()
  const closeBlocked = async (organisationId: string) => {
    const open = [...teamOf(organisationId)]
    const standings = await readStandings(store, organisationId, [...new Set(open.map(({ signedIn }) => signedIn.memberId))])
    for (const { socket, signedIn } of open) {
      if (standings.get(signedIn.memberId)?.member.blocked !== false) socket.close(closing.unauthorized, 'blocked')
    }
  }
  /** Any commit may have blocked somebody; one look serves all that come together. */
  const checkBlocks = (organisationId: string) => {
    if (blockChecks.has(organisationId) || teamOf(organisationId).size === 0) return
    const timer = setTimeout(() => {
      blockChecks.delete(organisationId)
      closeBlocked(organisationId).catch((error) => log.error('Members could not be checked', error))
    }, blockPause)
    blockChecks.set(organisationId, timer)
  }

  const hello = async (connection: Connection, { clientId, versions: spoken, program }: Extract<ClientMessage, { type: 'hello' }>) => {
    const { socket, signedIn } = connection
    if (connection.clientId !== null) throw new LeadlineError('bad_input', 'This socket has said who it is')
    checkVersions(spoken, versions)
    const known = await store.client(signedIn.organisationId, clientId)
    if (known && known.userId !== signedIn.userId) {
      socket.close(closing.somebodyElses, 'forbidden')
      return
    }
    if (socket.readyState !== socket.OPEN) return
    connection.clientId = clientId
    const { organisationId, memberId } = signedIn
    const here = presence.join(organisationId, memberId, program, socket)
    await telling.greet(organisationId, listenerOf(connection), here)
  }

  const hearPresence = async (connection: Connection, { call, viewing }: Extract<ClientMessage, { type: 'presence' }>) => {
    if (connection.clientId === null) return
    const { organisationId } = connection.signedIn
    presence.said(organisationId, connection.socket, { call, viewing })
    if (connection.viewing === viewing) return
    connection.viewing = viewing
    if (viewing !== null) await telling.meet(organisationId, listenerOf(connection), () => presence.viewersOf(organisationId, viewing))
  }

  const hear = async (connection: Connection, text: string) => {
    const { socket } = connection
    try {
      const message = clientMessageSchema.parse(JSON.parse(text))
      if (message.type === 'hello') await hello(connection, message)
      else await hearPresence(connection, message)
    } catch (error) {
      const isOld = error instanceof LeadlineError && (error.code === 'update_client' || error.code === 'update_server')
      socket.close(isOld ? closing.update : closing.badMessage, isOld ? error.code : 'bad_input')
    }
  }

  const open = (socket: WebSocket, signedIn: SignedIn) => {
    const connection: Connection = { socket, signedIn, clientId: null, viewing: null, answersPings: true, heard: Promise.resolve() }
    const { organisationId } = signedIn
    const team = teams.get(organisationId) ?? new Set()
    teams.set(organisationId, team.add(connection))
    const late = setTimeout(() => {
      if (connection.clientId === null) socket.close(closing.badMessage, 'hello')
    }, helloPatience)
    // A peer may vanish at any moment, and send what is no message: `close` follows.
    socket.on('error', () => {})
    socket.on('pong', () => {
      connection.answersPings = true
    })
    socket.on('message', (data) => {
      connection.heard = connection.heard.then(() => hear(connection, data.toString()))
    })
    socket.on('close', () => {
      clearTimeout(late)
      team.delete(connection)
      if (team.size === 0) teams.delete(organisationId)
      presence.leave(organisationId, socket)
    })
    // A block may have come since it was asked for.
    checkBlocks(organisationId)
  }

  const upgrade = async (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => {})
    if (pathOf(request) !== socketPath) return refuse(socket, '404 Not Found')
    try {
      const signedIn = await identify.identify(request.headers)
      if (!signedIn) return refuse(socket, '401 Unauthorized')
      if (closed) return refuse(socket, '503 Service Unavailable')
      const own = [...teamOf(signedIn.organisationId)].filter((one) => one.signedIn.memberId === signedIn.memberId)
      if (own.length >= mostOfOne) return refuse(socket, '429 Too Many Requests')
      return server.handleUpgrade(request, socket, head, (webSocket) => open(webSocket, signedIn))
    } catch (error) {
      if (error instanceof LeadlineError) return refuse(socket, '401 Unauthorized')
      log.error('A socket could not be opened', error)
      return refuse(socket, '500 Internal Server Error')
    }
  }

  const connections = () => [...teams.values()].flatMap((team) => [...team])

  const ping = () => {
    pings += 1
    for (const connection of connections()) {
      if (!connection.answersPings) {
        connection.socket.terminate()
        continue
      }
      connection.answersPings = false
      connection.socket.ping()
      if (pings % pingsToSession === 0) void checkStanding(connection)
    }
  }

  /** Whatever was remembered of a member counts no more; sockets of ended sessions and of blocked members are closed. */
  const recheckHere = async (organisationId: string, memberId: string) => {
    identify.forget(organisationId, memberId)
    const theirs = [...teamOf(organisationId)].filter(({ signedIn }) => signedIn.memberId === memberId)
    await Promise.all(theirs.map(checkStanding))
  }

  const stops = [
    sync.onCommitted((commit) => {
      pokes.committed(commit)
      checkBlocks(commit.organisationId)
    }),
    store.onAnnounced((organisationId, payload) => {
      if (payload.startsWith(recheckMark)) void recheckHere(organisationId, payload.slice(recheckMark.length))
      else presence.heard(organisationId, payload)
    }),
  ]
  const timers = [setInterval(ping, pingPause), setInterval(presence.beat, heartbeat)]

  return {
    /** Takes the upgrades of a server. */
    listen: (http: Pick<Server, 'on'>) => void http.on('upgrade', (request, socket, head) => void upgrade(request, socket, head)),
    /** How many are open. */
    count: () => connections().length,
    /** After the sessions, the rights or the block of a member have changed: counts at once here, and as soon as they hear of it at the other processes. */
    recheck: async (organisationId: string, memberId: string): Promise<void> => {
      await recheckHere(organisationId, memberId)
      announce(organisationId, `${recheckMark}${memberId}`)
    },
    /** Closes all of them; the database must still be there. */
    close: async (): Promise<void> => {
      closed = true
      for (const timer of [...timers, ...blockChecks.values()]) clearInterval(timer)
      for (const stop of stops) stop()
      pokes.close()
      const open = connections()
      const gone = Promise.all(open.map(({ socket }) => new Promise((resolve) => socket.once('close', resolve))))
      for (const { socket } of open) socket.close(closing.goingAway)
      const late = setTimeout(() => {
        for (const { socket } of open) socket.terminate()
      }, goodbyePatience)
      await gone
      clearTimeout(late)
      presence.close()
      await telling.idle()
    },
  }
}
