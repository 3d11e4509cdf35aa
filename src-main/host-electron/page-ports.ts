import type { IpcMainEvent, MessagePortMain } from 'electron'
import { portChannel } from '../../src-shared/system/port-pipe.ts'
import { isOwnPage } from './own-pages.ts'

/** Whether a page may have a port to the core: one of ours, and the page itself, not a frame inside it. */
const mayHavePort = (frame: { readonly url: string; readonly parent: unknown } | null): boolean =>
  frame !== null && frame.parent === null && isOwnPage(frame.url)

/** Answers a page's request for a port: with one that leads to the core, into the very frame that asked. */
export const answerPortRequest = (
  event: Pick<IpcMainEvent, 'senderFrame'>,
  connect: (deliver: (port: MessagePortMain) => void) => void,
): void => {
  const frame = event.senderFrame
  if (!mayHavePort(frame)) return
  connect((port) => {
    // It may have waited for the core; meanwhile the page may have gone, or gone elsewhere.
    if (frame && !frame.isDestroyed() && !frame.detached && mayHavePort(frame)) frame.postMessage(portChannel, null, [port])
    else port.close()
  })
}
