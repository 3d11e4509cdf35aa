import { type ChildProcess, fork } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { existsSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createWire, type WireMessage } from './child-wire.ts'
import { takeEnds } from './ports.ts'

const bootstrap = fileURLToPath(new URL('./utility-child.ts', import.meta.url))

export interface ForkedProcess {
  readonly child: ChildProcess
  /** Everything it wrote on its standard error. */
  readonly errors: () => string
  readonly ended: Promise<void>
  /** Ends it with the program, which is no more and hears nothing of that. */
  readonly endWithProgram: () => void
}

/** A utility process is a real process here too: it can be killed, and its memory is its own. */
export const forkUtility = (modulePath: string, args: readonly string[], options: object, forked: ForkedProcess[]) => {
  if (!isAbsolute(modulePath) || !existsSync(modulePath)) throw new Error(`utilityProcess.fork: there is no file ${modulePath}`)
  for (const key of Object.keys(options))
    if (key !== 'serviceName') throw new Error(`utilityProcess.fork: the double does not know the option ${key}`)
  const child = fork(bootstrap, [modulePath, ...args], {
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  })
  const events = new EventEmitter()
  const wire = createWire(
    (message) => {
      if (child.connected) child.send(message, () => {})
    },
    (data) => events.emit('message', data),
  )
  let errors = ''
  let alive = true
  let orphaned = false
  child.stderr?.setEncoding('utf8').on('data', (text) => {
    errors += text
  })
  child.on('message', (message: WireMessage) => wire.read(message))
  child.on('spawn', () => events.emit('spawn'))
  const ended = new Promise<void>((resolve) => {
    child.on('exit', (code) => {
      alive = false
      if (!orphaned) {
        wire.cut()
        events.emit('exit', code ?? 15)
      }
      resolve()
    })
  })
  const endWithProgram = () => {
    orphaned = true
    child.kill('SIGKILL')
  }
  forked.push({ child, errors: () => errors, ended, endWithProgram })
  return Object.assign(events, {
    postMessage: (data: unknown, transfer: readonly unknown[] = []) => {
      const ends = takeEnds(transfer)
      if (alive) wire.send(data, ends)
      else for (const end of ends) end.close()
    },
    kill: () => child.kill('SIGTERM'),
    get pid() {
      return alive ? child.pid : undefined
    },
  })
}
