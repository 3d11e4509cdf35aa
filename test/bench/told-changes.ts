import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { v7 as newId } from 'uuid'
import { WebSocket } from 'ws'
import { contactKind } from '../../src-shared/contacts/contact-kind.ts'
import {
  type LogPage,
  ownVersions,
  type PullOutput,
  type PushOutput,
  type ServerMessage,
  type SnapshotPage,
  socketPath,
} from '../../src-shared/sync/protocol.ts'
import { startPostgres } from '../servers/postgres.ts'
import { type Bench, figure, median, percentile, turns } from './bench.ts'
import { openBenchClient } from './team/bench-client.ts'
import { type Agent, type BenchTeam, type StoreName, startBenchTeam } from './team/bench-team.ts'
import { type KeepAlive, keepAlive } from './team/keep-alive.ts'
import { teamRows } from './team/team-rows.ts'

/** Changes of a turn, one after the other. */
const sizes = { usual: 30, full: 200 } as const
/** Machines that listen, each of an account of its own; one more writes, and one is a real client with its store. */
const machines = 200
const contacts = 500
const mostRatio = 3
const mostSeconds = 1
/** Milliseconds between two changes, so that each is alone. */
const pause = 30

/** Hears when something has reached a machine: seconds by `performance.now()`. */
type Heard = (machine: number, key: string) => void

/** A machine without a store: it keeps its place in the log, applies pages that follow it, and pulls where one is missing. */
const openListener = async (team: BenchTeam, agent: Agent, machine: number, heard: Heard) => {
  let largest = 0
  const { port } = team.server
  const connection = keepAlive(port, agent.token)
  const question = { versions: ownVersions, clientId: agent.clientId }
  let cursor = 0
  const first = await connection.call<SnapshotPage>('sync/snapshot', { ...question, after: null, view: null, limit: 1 })
  cursor = first.version
  const rows = new Map<string, string>()
  const apply = ({ rows: fresh, to }: LogPage) => {
    for (const { id, data } of fresh) {
      rows.set(id, data)
      heard(machine, id)
    }
    cursor = to
  }
  const pull = async () => {
    const input = { ...question, epoch: null, cursor, acknowledged: 0, view: first.view, wantsChecksum: false }
    const answer = await connection.call<PullOutput>('sync/pull', input)
    if (answer.type === 'page' && answer.from === cursor) apply(answer)
  }
  const socket = new WebSocket(`ws://127.0.0.1:${port}${socketPath}`, { headers: { authorization: `Bearer ${agent.token}` } })
  const ready = new Promise<void>((resolve) => {
    socket.on('message', (bytes) => {
      const message = JSON.parse(String(bytes)) as ServerMessage
      if (message.type === 'presence') return resolve()
      if (message.version <= cursor) return
      if (message.page?.from === cursor) apply(message.page)
      else void pull()
      largest = Math.max(largest, (bytes as Buffer).length)
    })
  })
  await once(socket, 'open')
  socket.send(JSON.stringify({ type: 'hello', ...question, program: '0.1.0' }))
  await ready
  return {
    /** Bytes of the largest poke. */
    largest: () => largest,
    close: () => {
      socket.close()
      connection.close()
    },
  }
}

/** Gathers when what was written came to each machine. */
const createWatch = () => {
  let begun = 0
  let key = ''
  let missing = new Set<number>()
  let done = () => {}
  let times: number[] = []
  return {
    heard: (machine: number, told: string) => {
      if (told !== key || !missing.delete(machine)) return
      times.push((performance.now() - begun) / 1000)
      if (missing.size === 0) done()
    },
    /** Writes, and waits until all machines have it. Seconds of each, the writer's not among them. */
    tell: async (told: string, write: () => unknown): Promise<readonly number[]> => {
      key = told
      missing = new Set(Array.from({ length: machines }, (_, at) => at))
      times = []
      const all = new Promise<void>((resolve) => {
        done = resolve
      })
      begun = performance.now()
      await Promise.all([write(), all])
      return times
    },
  }
}

interface Side {
  readonly tell: (change: number) => Promise<readonly number[]>
  readonly close: () => Promise<void>
}

const openOurs = async (databaseUrl: string | null, storeTimes: number[]): Promise<Side & { readonly bytes: () => number }> => {
  const ids: string[] = []
  const team = await startBenchTeam({
    databaseUrl,
    people: machines + 2,
    rows: function* (memberIds) {
      for (const change of teamRows(contacts, memberIds)) {
        if (change.kind.name === contactKind.name && change.after.document.stage === 'client') ids.push(change.id)
        yield change
      }
    },
  })
  const watch = createWatch()
  const writer = team.agents[machines] as Agent
  const real = team.agents[machines + 1] as Agent
  let wanted = ''
  let begun = 0
  const client = openBenchClient(team.server.url, real.token, (rows) => {
    if (rows.some(({ id }) => id === wanted)) storeTimes.push((performance.now() - begun) / 1000)
  })
  await client.bring()
  const listeners: Awaited<ReturnType<typeof openListener>>[] = []
  for (let machine = 0; machine < machines; machine++) {
    listeners.push(await openListener(team, team.agents[machine] as Agent, machine, watch.heard))
  }
  const connection: KeepAlive = keepAlive(team.server.port, writer.token)
  let number = 0
  return {
    bytes: () => listeners[0]?.largest() ?? 0,
    tell: (change) => {
      wanted = ids[change % ids.length] as string
      number += 1
      const args = JSON.stringify({ id: wanted, patch: { fields: { comment: `Zmiana ${change}: proszę oddzwonić po południu` } } })
      const mutation = { number, name: 'contact.patch', args, batch: newId(), at: Date.now() }
      return watch.tell(wanted, () => {
        begun = performance.now()
        const input = { versions: ownVersions, clientId: writer.clientId, epoch: null, mutations: [mutation] }
        return connection.call<PushOutput>('sync/push', input).then(({ results }) => {
          if (results[0]?.outcome !== 'done') throw new Error(`The change was answered with ${JSON.stringify(results)}`)
        })
      })
    },
    close: async () => {
      for (const listener of listeners) listener.close()
      connection.close()
      await client.close()
      await team.close()
    },
  }
}

/** As many sockets on a process that does nothing but commit and broadcast. */
const openPeer = async (databaseUrl: string, bytes: number): Promise<Side> => {
  const child = spawn(process.execPath, [fileURLToPath(new URL('team/broadcast-peer.ts', import.meta.url)), databaseUrl], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const port = Number(String((await once(child.stdout, 'data'))[0]))
  const watch = createWatch()
  const sockets: WebSocket[] = []
  for (let machine = 0; machine <= machines; machine++) {
    const socket = new WebSocket(`ws://127.0.0.1:${port}`)
    socket.on('message', (message) => watch.heard(machine, (JSON.parse(String(message)) as { readonly id: string }).id))
    await once(socket, 'open')
    sockets.push(socket)
  }
  return {
    tell: (change) => {
      const id = `change ${change}`
      const text = JSON.stringify({ id, filling: 'x'.repeat(Math.max(0, bytes - id.length - 24)) })
      return watch.tell(id, () => sockets[machines]?.send(text))
    },
    close: async () => {
      for (const socket of sockets) socket.close()
      const gone = once(child, 'exit')
      child.kill()
      await gone
    },
  }
}

export const toldChanges: Bench = {
  id: 'P7',
  title: `a change seen by ${machines} other machines, from the push to each of them, against one commit and a bare broadcast to as many sockets`,
  unit: 's',
  line: `p95: ratio <= ${mostRatio}, ours < ${mostSeconds} s`,
  run: async ({ size, say }) => {
    const postgres = await startPostgres()
    const storeTimes: number[] = []
    say(`opening ${machines} sockets, three times`)
    const warm = async <Opened extends Side>(side: Opened): Promise<Opened> => {
      for (let change = 0; change < 20; change++) await side.tell(change)
      return side
    }
    const SQLite = await warm(await openOurs(null, []))
    const PostgreSQL = await warm(await openOurs(postgres.url, storeTimes))
    const peerBytes = PostgreSQL.bytes()
    const sides: Record<StoreName | 'peer', Side> = {
      SQLite,
      PostgreSQL,
      peer: await warm(await openPeer(postgres.createDatabase('peer'), peerBytes)),
    }
    storeTimes.length = 0
    try {
      const names = ['SQLite', 'PostgreSQL', 'peer'] as const
      const found: Record<(typeof names)[number], number>[] = []
      for (let turn = 1; turn <= turns; turn++) {
        const p95 = async (name: (typeof names)[number]) => {
          const times: number[] = []
          for (let change = 0; change < sizes[size]; change++) {
            times.push(...(await sides[name].tell(turn * 1000 + change)))
            await wait(pause)
          }
          return percentile(times, 0.95)
        }
        const one = { SQLite: await p95('SQLite'), PostgreSQL: await p95('PostgreSQL'), peer: await p95('peer') }
        found.push(one)
        say(`turn ${turn}: PostgreSQL ${figure(one.PostgreSQL)} s, SQLite ${figure(one.SQLite)} s, bare ${figure(one.peer)} s`)
      }
      const of = (name: (typeof names)[number]) => median(found.map((one) => one[name]))
      const [ours, peer] = [of('PostgreSQL'), of('peer')]
      return {
        ours,
        peer,
        ratio: ours / peer,
        pass: ours / peer <= mostRatio && ours < mostSeconds,
        spread: found.map((one) => one.PostgreSQL / one.peer),
        note: [
          `${sizes[size]} changes a turn, ${peerBytes} bytes each, to ${machines} sockets of as many accounts; p95 over all of them;`,
          `on SQLite ${figure(of('SQLite'))} s; in the store of a real client among them, on the disk, p95 ${figure(percentile(storeTimes, 0.95))} s;`,
          'all sockets end in one process on the same processors as the server',
        ].join(' '),
      }
    } finally {
      for (const side of Object.values(sides)) await side.close()
      await postgres.close()
    }
  },
}
