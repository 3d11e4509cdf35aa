import { type Kamailio, type KamailioOptions, startKamailio } from './kamailio.ts'
import { type Rtpengine, startRtpengine } from './rtpengine.ts'
import { type CallFromOptions, callFrom, type PlainCall, type SipParty, startSipParty } from './sip-party.ts'

/** A whole telephone exchange: SIP server, media proxy and the plain party that stands for the outside world. */
export type Telephone = Kamailio & {
  readonly rtpengine: Rtpengine
  readonly party: SipParty
  /** A call from outside to a web user. */
  callFrom(number: string, to: string, options?: Pick<CallFromOptions, 'displayName'>): Promise<PlainCall>
  /** Ends all of it, calls from outside included; `stop` and `start` are Kamailio's alone. */
  close(): Promise<void>
}

export async function startTelephone(options: Omit<KamailioOptions, 'plainParty'> = {}): Promise<Telephone> {
  const started: { stop(): Promise<void> }[] = []
  const close = async () => {
    await Promise.all(started.splice(0).map((server) => server.stop()))
  }
  try {
    const rtpengine = await startRtpengine()
    started.push(rtpengine)
    const party = await startSipParty()
    started.push(party)
    const kamailio = await startKamailio({ ...options, plainParty: { port: party.port, rtpengineControlPort: rtpengine.controlPort } })
    started.push(kamailio)
    return {
      ...kamailio,
      rtpengine,
      party,
      async callFrom(number, to, callOptions) {
        const call = await callFrom({ number, to, sipPort: kamailio.sipPort, ...callOptions })
        started.push(call)
        return call
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}
