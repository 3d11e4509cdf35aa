import { EventEmitter } from 'node:events'
import { pathToFileURL } from 'node:url'
import { createWire, type WireMessage } from './child-wire.ts'
import { createPort } from './ports.ts'

// What a utility process is made of: `process.parentPort`, and then the module it was forked with.

const events = new EventEmitter()
const early: unknown[] = []
const wire = createWire(
  (message) => process.send?.(message),
  (data, ends) => {
    const event = { data, ports: ends.map(createPort) }
    // As in Electron, messages wait for the first listener.
    if (events.listenerCount('message') > 0) events.emit('message', event)
    else early.push(event)
  },
)
events.on('newListener', (name) => {
  if (name !== 'message') return
  setImmediate(() => {
    for (const event of early.splice(0)) events.emit('message', event)
  })
})
const parentPort = Object.assign(events, { postMessage: (data: unknown) => wire.send(data) })
Object.defineProperty(process, 'parentPort', { value: parentPort })

process.on('message', (message: WireMessage) => wire.read(message))
process.on('disconnect', () => process.exit(0))

await import(pathToFileURL(process.argv[2] ?? '').href)
