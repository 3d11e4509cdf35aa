import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from '@playwright/test'
import { formatPhoneNumber, parsePhoneNumber } from '../../src-shared/lib/phone-numbers.ts'
import { type CoreProcess, startCore } from '../core/core-process.ts'
import { launchChromium } from '../servers/chromium.ts'
import { sipDomain, sipPassword } from '../servers/kamailio.ts'
import { startTelephone, type Telephone } from '../servers/telephone.ts'
import { type Bench, figure, median, turns } from './bench.ts'
import { copyOf, dataOf } from './data.ts'
import { personAt } from './people.ts'

const contacts = 1_000_000
/** Calls of one turn: a single one is as quick as the machine happens to be. */
const calls = 4

const nobody = '0193c3a0-0000-7000-8000-000000000000'

/** People who call in a turn; in the empty store they are the only ones. */
const callersOf = (turn: number) =>
  Array.from({ length: calls }, (_, index) => {
    const { name, phones } = personAt((turn * 104_729 + index * 7919) % contacts, nobody)
    return { name, number: parsePhoneNumber(phones[0]?.typed ?? '', 'PL')?.e164 ?? '' }
  })

interface Station {
  readonly core: CoreProcess
  readonly dialer: Page
  readonly user: string
}

/** A core with its telephone in a browser, registered. */
const openStation = async (browser: Browser, telephone: Telephone, dataFolder: string, user: string): Promise<Station> => {
  const core = await startCore({ dataFolder })
  const { client, close } = await core.connect()
  await client.telephony.saveAccount({ type: 'sip', webSocketUrl: telephone.wsUrl, domain: sipDomain, user, password: sipPassword })
  const context = await browser.newContext({ permissions: ['microphone'] })
  const dialer = await context.newPage()
  await dialer.goto(core.address)
  await dialer.goto(new URL('dialer.html', core.address).href)
  while ((await client.telephony.state()).registration.state !== 'registered') await dialer.waitForTimeout(50)
  close()
  return { core, dialer, user }
}

/** Settles with the moment, UTC milliseconds, at which a heading with the name has been painted. */
const nextPaint = (dialer: Page, name: string) =>
  dialer.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const isThere = () => [...document.querySelectorAll('h1, h2')].some((heading) => heading.textContent === wanted)
        const look = () => {
          if (!isThere()) return
          observer.disconnect()
          // The frame that shows it has been made when the next one begins.
          requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now())))
        }
        const observer = new MutationObserver(look)
        observer.observe(document.body, { subtree: true, childList: true, characterData: true })
      }),
    name,
  )

/** Seconds from the INVITE at the exchange to the painted name. */
const timeOfCall = async (telephone: Telephone, { dialer, user }: Station, caller: { name: string; number: string }): Promise<number> => {
  const painted = nextPaint(dialer, caller.name)
  const call = await telephone.callFrom(caller.number, user)
  const at = await painted
  const invite = telephone.requests().find((request) => request.callId === call.callId && request.method === 'INVITE')
  await call.waitForEvent('ringing')
  await call.hangUp()
  if (!invite) throw new Error('The exchange has seen no INVITE')
  return (at - invite.at) / 1000
}

export const incomingCall: Bench = {
  id: 'P14',
  title: 'incoming INVITE to the painted name of the caller with 1,000,000 contacts, against a store that holds the callers alone',
  unit: 's',
  line: 'ratio <= 1.2',
  run: async ({ say }) => {
    const full = copyOf(dataOf(contacts, say))
    const empty = mkdtempSync(join(tmpdir(), 'leadline-bench-'))
    const telephone = await startTelephone()
    const browser = await launchChromium()
    const stations: Station[] = []
    try {
      stations.push(await openStation(browser, telephone, full.folder, '101'), await openStation(browser, telephone, empty, '102'))
      const [large, small] = stations as [Station, Station]
      const found: { ours: number; peer: number }[] = []
      // The first turn warms up.
      for (let turn = 0; turn <= turns; turn++) {
        const ours: number[] = []
        const peers: number[] = []
        for (const { name, number } of callersOf(turn)) {
          await small.core.post('/contacts', {
            stage: 'client',
            name,
            phones: [{ typed: formatPhoneNumber({ e164: number, typed: number }) }],
          })
          ours.push(await timeOfCall(telephone, large, { name, number }))
          peers.push(await timeOfCall(telephone, small, { name, number }))
        }
        if (turn === 0) continue
        found.push({ ours: median(ours), peer: median(peers) })
        say(`turn ${turn}: ${figure(median(ours))} s, with an empty store ${figure(median(peers))} s`)
      }
      const [ours, peer] = [median(found.map((one) => one.ours)), median(found.map((one) => one.peer))]
      return {
        ours,
        peer,
        ratio: ours / peer,
        pass: ours / peer <= 1.2,
        spread: found.map((one) => one.ours / one.peer),
        note: `from Kamailio's log of the INVITE to the frame behind the one that shows the name; median of ${turns} turns of ${calls} calls`,
      }
    } finally {
      await browser.close()
      for (const { core } of stations) await core.stop()
      await telephone.close()
      full.remove()
      rmSync(empty, { recursive: true, force: true })
    }
  },
}
