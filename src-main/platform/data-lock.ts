import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, rmSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import Sqlite from 'better-sqlite3'

/** A data folder that is this process's alone, until it ends, however it ends. */
export interface DataLock {
  /** Answers every later start that asks for the same folder. */
  readonly serve: (answer: () => string) => Promise<void>
  readonly release: () => void
}

/** The socket under which the first process is met: in a folder that is the user's own, for it hands out the address with its token. */
const meetingPoint = (dataFolder: string): string => {
  const name = createHash('sha256').update(resolve(dataFolder)).digest('hex').slice(0, 24)
  if (process.platform === 'win32') return `\\\\.\\pipe\\leadline-${name}`
  const folder = process.env.XDG_RUNTIME_DIR ?? join(tmpdir(), `leadline-${process.getuid?.() ?? 0}`)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (!process.env.XDG_RUNTIME_DIR) chmodSync(folder, 0o700)
  return join(folder, `leadline-${name}.sock`)
}

/** Takes the folder, or answers null where another process has it. The system gives a killed process's lock back. */
export const lockData = (dataFolder: string): DataLock | null => {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  const database = new Sqlite(join(dataFolder, 'lock.sqlite'), { timeout: 0 })
  try {
    database.pragma('journal_mode = DELETE')
    database.exec('begin exclusive')
  } catch {
    database.close()
    return null
  }
  let server: Server | null = null
  return {
    serve: (answer) =>
      new Promise((done, fail) => {
        const path = meetingPoint(dataFolder)
        // The folder is ours, so a socket that lies here is a dead process's.
        if (process.platform !== 'win32') rmSync(path, { force: true })
        server = createServer((socket) => socket.on('error', () => {}).end(answer()))
        server.once('error', fail)
        server.listen(path, () => {
          server?.unref()
          done()
        })
      }),
    release: () => {
      server?.close()
      database.close()
    },
  }
}

/** Asks the process that has the folder for its answer; null where it does not give one in time. */
export const askHolder = (dataFolder: string): Promise<string | null> =>
  new Promise((resolveAnswer) => {
    const socket = connect(meetingPoint(dataFolder)).setTimeout(3000)
    let text = ''
    socket.on('data', (piece) => {
      text += piece.toString('utf8')
    })
    socket.on('end', () => resolveAnswer(text))
    socket.on('timeout', () => {
      socket.destroy()
      resolveAnswer(null)
    })
    socket.on('error', () => resolveAnswer(null))
  })
