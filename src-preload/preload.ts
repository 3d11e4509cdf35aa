import { contextBridge, ipcRenderer } from 'electron'
import { type PortPipe, pipeName, portChannel, portMessage, requestPortChannel } from '../src-shared/system/port-pipe.ts'

// A pipe that hands over a message port, and nothing else: the page meets neither Electron nor Node.

contextBridge.exposeInMainWorld(pipeName, {
  requestPort: () => ipcRenderer.send(requestPortChannel),
} satisfies PortPipe)

ipcRenderer.on(portChannel, (event) => window.postMessage(portMessage, location.origin, [...event.ports]))
