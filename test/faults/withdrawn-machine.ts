import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { createFileService } from '../../src-main/files/file-service.ts'
import { createHttpBlobTransport } from '../../src-main/files/http-blob-transport.ts'
import { createHttpTransport } from '../../src-main/sync/http-transport.ts'
import { type Socket, type SyncTransport, systemClock } from '../../src-main/sync/sync-transport.ts'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import { noteKind } from '../../src-shared/notes/note-kind.ts'
import type { AuthorityWorld } from './authority-world.ts'
import { openMachine } from './machine.ts'

/** Whose rights are withdrawn. */
export type Loser = 'supervisor' | 'manager' | 'trainee'

/** The way to the server, which can be cut. */
const cuttable = (transport: SyncTransport) => {
  const sockets = new Set<Socket>()
  let cut = false
  const through =
    <Input, Output>(call: (input: Input) => Promise<Output>) =>
    async (input: Input): Promise<Output> => {
      if (cut) throw new LeadlineError('unreachable', 'There is no network')
      return call(input)
    }
  const way: SyncTransport = {
    push: through(transport.push),
    pull: through(transport.pull),
    snapshot: through(transport.snapshot),
    take: through(transport.take),
    time: through<void, number>(transport.time),
    listen: (handlers) => {
      if (cut) {
        setImmediate(handlers.onClose)
        return { send: () => {}, close: () => {} }
      }
      const socket = transport.listen(handlers)
      sockets.add(socket)
      return socket
    },
  }
  return {
    way,
    setCut: (is: boolean) => {
      cut = is
      for (const socket of sockets) socket.close()
      sockets.clear()
    },
  }
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())

/** A machine of somebody with its files, put together as the core does it. */
export const openLosingMachine = async (world: AuthorityWorld, who: Loser, longestOffline: () => number | null = () => null) => {
  const folder = join(world.folder, `machine-${who}`)
  const { memberId, rows, token } = world.session(who)
  const { way, setCut } = cuttable(createHttpTransport(world.address, () => token, systemClock))
  const removed: string[] = []
  const machine = openMachine({
    folder,
    memberId,
    transport: way,
    firstRows: rows,
    longestOffline,
    onRemoved: (kind, document) => {
      if (kind === noteKind.name)
        removed.push(...((document as { files?: readonly { hash: string }[] }).files ?? []).map(({ hash }) => hash))
    },
  })
  const { database } = machine.store
  const isReadAnew = () => {
    const { cursor, isEmptied, snapshot } = machine.sync.state()
    return cursor === null && (!isEmptied || snapshot !== null)
  }
  const complaints: string[] = []
  const files = createFileService({
    folder,
    database,
    transport: createHttpBlobTransport({ url: world.address, token: () => token }),
    now: Date.now,
    log: { error: (message: string) => void complaints.push(message), info: () => {} } as never,
    tell: () => {},
    isNamedElsewhere: isReadAnew,
  })
  let forgetting = Promise.resolve()
  const forget = () => {
    if (removed.length === 0 || isReadAnew()) return
    const hashes = removed.splice(0)
    forgetting = forgetting.then(() => files.forget(hashes)).then(() => machine.sync.setState({ isToSweep: true, isLogToSweep: false }))
  }
  machine.store.onWritten(forget)
  await files.ready
  files.setOnline(true)
  machine.engine.start()
  return {
    ...machine,
    files,
    fileComplaints: complaints,
    setCut: (is: boolean) => {
      setCut(is)
      files.setOnline(!is)
    },
    /** Settles when the files of rows that have gone are gone too. */
    filesForgotten: (): Promise<void> => {
      forget()
      return forgetting
    },
    /** Everything that lies on the disk of it, as bytes that can be searched. */
    disk: (): string =>
      filesIn(folder)
        .map((path) => readFileSync(path, 'latin1'))
        .join('\n'),
    close: async () => {
      await forgetting
      await files.close()
      await machine.close()
    },
  }
}

export type LosingMachine = Awaited<ReturnType<typeof openLosingMachine>>
