import { type BrowserContext, expect, type Page } from '@playwright/test'

/** What came and went on the connection of a page, from getStats (W3C webrtc-stats). */
export interface Sound {
  readonly packetsReceived: number
  readonly packetsSent: number
  /** `totalAudioEnergy` of what came. */
  readonly audioEnergy: number
}

/** Makes the connections of every page to come readable from outside; nothing else about them changes. */
export const watchConnections = async (context: BrowserContext): Promise<void> => {
  await context.addInitScript(() => {
    const connections: RTCPeerConnection[] = []
    Object.assign(window, { connectionsOfTest: connections })
    window.RTCPeerConnection = new Proxy(window.RTCPeerConnection, {
      construct: (Target, args) => {
        const connection = new Target(...(args as [RTCConfiguration?]))
        connections.push(connection)
        return connection
      },
    })
  })
}

export const readSound = (page: Page): Promise<Sound> =>
  page.evaluate(async () => {
    const sum = { packetsReceived: 0, packetsSent: 0, audioEnergy: 0 }
    const { connectionsOfTest } = window as unknown as { readonly connectionsOfTest: readonly RTCPeerConnection[] }
    const last = connectionsOfTest.at(-1)
    for (const report of (await last?.getStats())?.values() ?? []) {
      if (report.kind !== 'audio') continue
      if (report.type === 'outbound-rtp') sum.packetsSent += report.packetsSent ?? 0
      if (report.type !== 'inbound-rtp') continue
      sum.packetsReceived += report.packetsReceived ?? 0
      sum.audioEnergy += report.totalAudioEnergy ?? 0
    }
    return sum
  })

/** Waits until sound has come and gone since this was called. */
export const expectSound = async (page: Page): Promise<void> => {
  const before = await readSound(page)
  await expect
    .poll(async () => {
      const now = await readSound(page)
      return (
        now.packetsReceived - before.packetsReceived > 25 &&
        now.packetsSent - before.packetsSent > 25 &&
        now.audioEnergy > before.audioEnergy
      )
    })
    .toBe(true)
}

/** Waits until the echo of this side brings no sound any more, though packets go on coming. */
export const expectSilence = (page: Page): Promise<void> =>
  expect
    .poll(async () => {
      const before = await readSound(page)
      await expect.poll(async () => (await readSound(page)).packetsReceived - before.packetsReceived).toBeGreaterThan(50)
      return (await readSound(page)).audioEnergy - before.audioEnergy
    })
    .toBeLessThan(1e-6)
