import { createHash } from 'node:crypto'
import { chmodSync, existsSync, lstatSync, mkdirSync, rmSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { holdExclusively } from '../../src-node/sqlite/exclusive-hold.ts'

/** A data folder that is this process's alone, until it ends, however it ends. */
export interface DataLock {
  /** Answers every later start that asks for the same folder; an empty answer says that there is none. */
  readonly serve: (answer: () => string) => Promise<void>
  readonly release: () => void
}

/** A folder for temporary files is everybody's: whoever made ours first could read what is said there. */
const demandOwn = (folder: string) => {
  const { uid, mode } = lstatSync(folder)
  if (uid !== process.getuid?.()) throw new Error(`${folder} belongs to somebody else`)
  if ((mode & 0o077) !== 0) chmodSync(folder, 0o700)
}

/** The socket under which the first process is met: in a folder that is the user's own, for it hands out the address with its token. */
const meetingPoint = (dataFolder: string): string => {
  const name = createHash('sha256').update(resolve(dataFolder)).digest('hex').slice(0, 24)
  if (process.platform === 'win32') return `\\\\.\\pipe\\leadline-${name}`
  const { XDG_RUNTIME_DIR: runtime } = process.env
  if (runtime && existsSync(runtime)) return join(runtime, `leadline-${name}.sock`)
  const folder = join(tmpdir(), `leadline-${process.getuid?.() ?? 0}`)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  demandOwn(folder)
  return join(folder, `leadline-${name}.sock`)
}

/**
 * Takes the folder, or answers null where another process has it. The system gives a killed process's lock back.
 * @throws where the folder cannot be used at all
 */
export const lockData = (dataFolder: string): DataLock | null => {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  const letGo = holdExclusively(join(dataFolder, 'lock.sqlite'))
  if (!letGo) return null
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
      letGo()
    },
  }
}

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))

/** Rejects where nobody listens; null where somebody does and says nothing. */
const ask = (path: string): Promise<string | null> =>
  new Promise((resolveAnswer, reject) => {
    const socket = connect(path).setTimeout(3000)
    let text = ''
    socket.on('data', (piece) => {
      text += piece.toString('utf8')
    })
    socket.on('end', () => resolveAnswer(text === '' ? null : text))
    socket.on('timeout', () => {
      socket.destroy()
      resolveAnswer(null)
    })
    socket.on('error', reject)
  })

/**
 * Asks the process that has the folder for its answer; null where it gives none. One that is still starting does not listen yet, so it is
 * asked for `patience` milliseconds.
 */
export const askHolder = async (dataFolder: string, patience = 10_000): Promise<string | null> => {
  const end = Date.now() + patience
  while (true) {
    try {
      return await ask(meetingPoint(dataFolder))
    } catch {
      if (Date.now() >= end) return null
      await pause(100)
    }
  }
}
