import { v7 as newId } from 'uuid'
import { describe, expect, it, vi } from 'vitest'
import type { Api } from '../../src-renderer/api/api.ts'
import type { CallSnapshot, DialerCommand } from '../../src-shared/telephony/telephony-contract.ts'
import { type Desktop, openDesktop, until } from './desktop.ts'

const newCall = (changes: Partial<CallSnapshot> = {}): CallSnapshot => ({
  id: newId(),
  direction: 'incoming',
  phase: 'active',
  number: '+48601234567',
  displayName: '',
  contactId: null,
  startedAt: Date.now(),
  answeredAt: Date.now(),
  endedAt: null,
  muted: false,
  held: false,
  heldByThem: false,
  sipCallId: null,
  result: null,
  sipStatus: null,
  sipReason: '',
  trouble: null,
  revision: 1,
  ...changes,
})

const ended = (call: CallSnapshot): CallSnapshot => ({
  ...call,
  phase: 'ended',
  endedAt: Date.now(),
  result: 'answer',
  revision: call.revision + 1,
})

/** The telephone as its page has it: attached to the core, with what the core asks of it. */
const attach = async ({ api, window }: Desktop, alive: CallSnapshot[] = []) => {
  const page = await api(window('dialer.html'))
  const asked: DialerCommand[] = []
  const listen = async () => {
    for await (const command of await page.client.telephony.attach({ dialerId: newId(), alive, takeOver: true })) asked.push(command)
  }
  listen().catch(() => asked.push({ type: 'replaced' }))
  await until(() => expect(asked[0]).toEqual({ type: 'granted' }))
  return { page, asked }
}

const report = async (page: Api, call: CallSnapshot) => {
  await page.client.telephony.report(call)
  return call
}

/** A call on the line that the main process has heard of. */
const onCall = async (desktop: Desktop) => {
  const { page } = await attach(desktop)
  // Its window shows itself as soon as the main process has heard that it rings.
  const call = await report(page, newCall({ phase: 'ringing', answeredAt: null }))
  await until(() => expect(desktop.window('dialer.html').isVisible()).toBe(true))
  const answered = await report(page, { ...call, phase: 'active', answeredAt: Date.now(), revision: 2 })
  desktop.window('dialer.html').hide()
  return { page, call: answered }
}

describe('a call that comes in', () => {
  it('S11.2 shows the telephone, and leaves the keyboard to whoever is typing', async () => {
    const desktop = await openDesktop()
    const { page } = await attach(desktop)
    await report(page, newCall({ phase: 'ringing', answeredAt: null }))
    await until(() => expect(desktop.window('dialer.html').isVisible()).toBe(true))
    expect(desktop.window('dialer.html').focused).toBe(0)
  })

  it('S11.5 goes on, and is seen, when the window of the CRM is closed', async () => {
    const desktop = await openDesktop()
    const { page, call } = await onCall(desktop)
    desktop.window('index.html').close()
    expect(desktop.isOpen('index.html')).toBe(false)
    expect(desktop.window('dialer.html').isVisible()).toBe(true)
    expect(desktop.window('dialer.html').loads).toBe(1)
    expect((await page.client.telephony.state()).calls).toMatchObject([{ id: call.id, phase: 'active' }])
    expect(desktop.state.exitCode).toBeNull()
  })

  it('S11.5 goes on when the window of the telephone is closed, and when every window is', async () => {
    const desktop = await openDesktop()
    const { page, call } = await onCall(desktop)
    const dialer = desktop.window('dialer.html')
    desktop.window('index.html').close()
    dialer.close()
    expect([dialer.isVisible(), dialer.isDestroyed()]).toEqual([false, false])
    expect((await page.client.telephony.state()).calls).toMatchObject([{ id: call.id, phase: 'active' }])
    await report(page, ended(call))
    expect(await desktop.ended()).toBe(0)
  })

  it('S11.5 goes on while the core is killed and comes back, though every window is closed', async () => {
    const desktop = await openDesktop()
    const { page, call } = await onCall(desktop)
    desktop.window('index.html').close()
    desktop.window('dialer.html').close()
    desktop.state.forked[0]?.child.kill('SIGKILL')
    await until(() => expect(desktop.state.forked).toHaveLength(2))
    expect((await page.client.telephony.state()).calls).toEqual([])
    expect(desktop.state.exitCode).toBeNull()
    const again = await attach(desktop, [{ ...call, revision: 3 }])
    expect((await again.page.client.telephony.state()).calls).toMatchObject([{ id: call.id, phase: 'active' }])
    expect(desktop.state.exitCode).toBeNull()
    await report(again.page, ended({ ...call, revision: 3 }))
    expect(await desktop.ended()).toBe(0)
  })

  it('is not ended by the end of the program without a question', async () => {
    const desktop = await openDesktop()
    const { page, call } = await onCall(desktop)
    const dialer = desktop.window('dialer.html')
    dialer.asksBeforeUnload = true
    const quit = async () => {
      desktop.double.electron.app.quit()
      await until(() => expect(desktop.state.questions).toHaveLength(1))
      return desktop.state.questions[0]
    }
    const question = await quit()
    expect(question).toMatchObject({ message: expect.stringContaining('Trwa połączenie'), defaultId: 0, cancelId: 0 })
    question?.answer(0)
    expect((await page.client.telephony.state()).calls).toMatchObject([{ id: call.id, phase: 'active' }])
    expect(desktop.state.exitCode).toBeNull()
    expect(dialer.isDestroyed()).toBe(false)
    const again = await quit()
    again?.answer(1)
    expect(await desktop.ended()).toBe(0)
  })

  it('goes on where the core cannot be started any more, and can be ended with the program', async () => {
    const desktop = await openDesktop()
    await onCall(desktop)
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    for (let core = 0; core < 6; core++) {
      desktop.state.forked[core]?.child.kill('SIGKILL')
      await desktop.state.forked[core]?.ended
      vi.advanceTimersByTime(5000)
    }
    vi.useRealTimers()
    const dialer = desktop.window('dialer.html')
    expect(desktop.state.errorBoxes).toEqual([expect.stringContaining('raz po raz kończy pracę')])
    expect([desktop.state.exitCode, dialer.isVisible(), dialer.loads]).toEqual([null, true, 1])
    desktop.window('index.html').close()
    dialer.close()
    await until(() => expect(desktop.state.questions).toHaveLength(1))
    desktop.state.questions[0]?.answer(1)
    expect(await desktop.ended()).toBe(0)
  })

  it('does not keep a program alive that is told twice to end', async () => {
    const desktop = await openDesktop()
    await onCall(desktop)
    desktop.double.electron.app.quit()
    await until(() => expect(desktop.state.questions).toHaveLength(1))
    desktop.double.electron.app.quit()
    expect(await desktop.ended()).toBe(0)
  })
})

describe('without a call', () => {
  it('closing the CRM ends the program, and the telephone that nobody has opened with it', async () => {
    const desktop = await openDesktop()
    await attach(desktop)
    desktop.window('index.html').close()
    expect(await desktop.ended()).toBe(0)
  })

  it('closing the telephone hides it, for somebody may call', async () => {
    const desktop = await openDesktop()
    const dialer = desktop.window('dialer.html')
    dialer.show()
    dialer.close()
    expect([dialer.isVisible(), dialer.isDestroyed()]).toEqual([false, false])
  })
})

describe('S17.2 a link that asks for a call', () => {
  const dialled = (asked: readonly DialerCommand[]) => asked.flatMap((command) => (command.type === 'dial' ? command.number : []))

  it('starts the program, which dials as soon as its telephone is there', async () => {
    const desktop = await openDesktop({ words: ['tel:+48-601-234-567'] })
    expect(desktop.window('dialer.html').isVisible()).toBe(true)
    const { asked } = await attach(desktop)
    await until(() => expect(dialled(asked)).toEqual(['+48601234567']))
  })

  it('is handed over by a second start', async () => {
    const desktop = await openDesktop()
    const { asked } = await attach(desktop)
    desktop.double.emit('second-instance', {}, ['/opt/leadline/leadline', 'sip:104@pbx.example.com'])
    expect(desktop.window('dialer.html').isVisible()).toBe(true)
    await until(() => expect(dialled(asked)).toEqual(['104']))
  })

  it('comes from macOS as an event, also before the program is ready', async () => {
    const event = { preventDefault: () => {} }
    const desktop = await openDesktop({ beforeReady: (double) => double.emit('open-url', event, 'tel:601234567') })
    const { asked } = await attach(desktop)
    await until(() => expect(dialled(asked)).toEqual(['601234567']))
    desktop.double.emit('open-url', event, 'callto:602987654')
    await until(() => expect(dialled(asked)).toEqual(['601234567', '602987654']))
  })

  it('and is a code of the network shows the program and dials nothing', async () => {
    const desktop = await openDesktop()
    const { page, asked } = await attach(desktop)
    desktop.double.emit('second-instance', {}, ['tel:**21*601234567%23'])
    expect(desktop.window('index.html').focused).toBe(2)
    desktop.double.navigate(desktop.window('index.html'), 'tel:601234567')
    await until(() => expect(dialled(asked)).toEqual(['601234567']))
    expect((await page.client.telephony.state()).calls).toEqual([])
  })

  it('is dialled once the core is back, where it was away', async () => {
    const desktop = await openDesktop()
    const { connection } = await desktop.api(desktop.window('index.html'))
    await until(() => expect(connection.getState().connected).toBe(true))
    desktop.state.forked[0]?.child.kill('SIGKILL')
    await until(() => expect(connection.getState().connected).toBe(false))
    desktop.double.emit('second-instance', {}, ['tel:601234567'])
    const { asked } = await attach(desktop)
    await until(() => expect(dialled(asked)).toEqual(['601234567']))
  })
})
