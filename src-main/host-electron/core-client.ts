import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import type { MessagePortMain } from 'electron'
import type { apiContract } from '../../src-shared/api-contract.ts'
import type { TelephonyState } from '../../src-shared/telephony/telephony-contract.ts'
import type { Log } from '../platform/log.ts'
import type { CoreSupervisor } from './core-supervisor.ts'
import { reasonOf } from './reason.ts'

type Client = ContractRouterClient<typeof apiContract>

export interface CoreClient {
  /** Dials once the core is there. The pages tell what becomes of it; a core that fails meanwhile is logged. */
  readonly dial: (number: string) => Promise<void>
  readonly close: () => void
}

interface Dependencies {
  readonly connect: CoreSupervisor['connect']
  readonly onTelephony: (state: TelephonyState) => void
  readonly log: Log
}

/** Milliseconds that a call to the core may take; over a closed port it would never end. */
const deadline = 20_000
/** Milliseconds before another port is asked for: the last one may have closed before the core is known to have died. */
const retryDelay = 100

/** The main process as a client of the core, like any page: it gives commands and hears events. */
export const createCoreClient = ({ connect, onTelephony, log }: Dependencies): CoreClient => {
  let client: Promise<Client>
  let closed = false

  const listen = async (to: Client) => {
    for await (const event of await to.system.events()) {
      if (event.type === 'telephony') onTelephony(event.state)
      else if (event.type === 'hello') onTelephony(await to.telephony.state(undefined, { signal: AbortSignal.timeout(deadline) }))
    }
  }

  const serve = (port: MessagePortMain): Client => {
    const opened: Client = createORPCClient(new RPCLink({ port }))
    port.once('close', () => open(retryDelay))
    port.start()
    // It ends with its port; whatever else it is, the next port has a stream of its own.
    listen(opened).catch((error: unknown) => {
      if (!closed) log.info('The events of the core have ended', { reason: reasonOf(error) })
    })
    return opened
  }

  const open = (delay: number) => {
    client = new Promise((resolve) => {
      const ask = () => {
        if (!closed) connect((port) => resolve(serve(port)))
      }
      setTimeout(ask, delay)
    })
  }
  open(0)

  return {
    dial: async (number) => {
      try {
        await (await client).telephony.dial({ number }, { signal: AbortSignal.timeout(deadline) })
      } catch (error) {
        log.error('A number from a link could not be dialled', error)
      }
    },
    close: () => {
      closed = true
    },
  }
}
