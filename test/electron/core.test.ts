import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { v7 as newId } from 'uuid'
import { beforeAll, describe, expect, it } from 'vitest'
import { lockData } from '../../src-main/platform/data-lock.ts'
import type { Api } from '../../src-renderer/api/api.ts'
import { requestPortChannel } from '../../src-shared/system/port-pipe.ts'
import { type Desktop, newFolder, openDesktop, startDesktop, until } from './desktop.ts'

const account = { type: 'sip' as const, webSocketUrl: 'wss://pbx.example.com/ws', domain: 'pbx.example.com', user: '104' }

describe('a page', () => {
  let desktop: Desktop
  let client: Api['client']
  beforeAll(async () => {
    desktop = await openDesktop({ shared: true })
    client = (await desktop.api(desktop.window('index.html'))).client
  })

  it('reaches the core over the port that its preload script hands over', async () => {
    const { id } = await client.contacts.create({ stage: 'client', name: 'Łucja Żółć', phones: [{ typed: '601 234 567' }] })
    expect(await client.contacts.get({ id })).toMatchObject({ name: 'Łucja Żółć' })
    expect((await client.settings.session()).version).toBe('1.2.3')
  })

  it('hears what another page has changed', async () => {
    const heard: string[] = []
    const dialer = await desktop.api(desktop.window('dialer.html'))
    dialer.onEvent((event) => heard.push(event.type === 'rows' ? event.kind : event.type))
    await until(() => expect(heard).toContain('hello'))
    await client.contacts.create({ stage: 'lead', name: 'Jan' })
    await until(() => expect(heard).toContain('contact'))
  })

  it('that searches is answered by the reading threads too', async () => {
    const { id } = await client.contacts.create({ stage: 'client', name: 'Anna Nowak', phones: [{ typed: '602 987 654' }] })
    const { rows } = await client.contacts.suggest({ text: '2 987 65' })
    expect(rows.map((row) => row.id)).toEqual([id])
  })

  it('is told plainly what the core refuses', async () => {
    await expect(client.contacts.get({ id: newId() })).rejects.toMatchObject({ data: { code: 'not_found' } })
  })

  it.each([
    ['of the web', { url: 'https://evil.example/' }],
    ['of another host of our scheme', { url: 'leadline://evil/index.html' }],
    ['in a frame of one of ours', { url: 'leadline://app/index.html', inside: true }],
    ['that has gone', null],
  ])('%s gets no port', async (_who, frame) => {
    const given = desktop.double.sendFrom(desktop.window('index.html'), frame, requestPortChannel)
    // What is asked for later is answered, so that has been too.
    await (await desktop.api(desktop.window('index.html'))).client.settings.session()
    expect(given.ports).toBe(0)
  })
})

describe('a core that is killed', () => {
  it('is there again, the pages get new ports, and all that was confirmed is kept', async () => {
    const { api, state, window } = await openDesktop()
    const pages = [await api(window('index.html')), await api(window('dialer.html'))]
    const { id } = (await pages[0]?.client.contacts.create({ stage: 'client', name: 'Przed awarią' })) ?? { id: '' }
    const hellos = pages.map((page) => {
      const heard: string[] = []
      page.onEvent(({ type }) => heard.push(type))
      return heard
    })
    const seen: boolean[] = []
    pages[0]?.connection.subscribe(({ connected }) => seen.push(connected))
    state.forked[0]?.child.kill('SIGKILL')
    await until(() => expect(seen).toEqual([false, true]))
    for (const page of pages) expect(await page.client.contacts.get({ id })).toMatchObject({ name: 'Przed awarią' })
    await until(() => expect(hellos.map((heard) => heard.includes('hello'))).toEqual([true, true]))
    expect(state.forked).toHaveLength(2)
    expect(state.errorBoxes).toEqual([])
  })

  it('answers a call that is made while it is away, once it is back', async () => {
    const { api, state, window } = await openDesktop()
    const { client, connection } = await api(window('index.html'))
    await client.settings.session()
    state.forked[0]?.child.kill('SIGKILL')
    await until(() => expect(connection.getState().connected).toBe(false))
    expect((await client.settings.session()).version).toBe('1.2.3')
  })

  it('in a terminal, by Ctrl+C, ends only with the program', async () => {
    const { api, state, window } = await openDesktop()
    const { client } = await api(window('index.html'))
    await client.settings.session()
    state.forked[0]?.child.kill('SIGINT')
    expect((await client.settings.session()).version).toBe('1.2.3')
    expect(state.forked).toHaveLength(1)
  })
})

describe('at the end', () => {
  it('the core closes in order and gives the data back', async () => {
    const dataFolder = newFolder()
    const { api, double, ended, state, window } = await openDesktop({ dataFolder })
    await (await api(window('index.html'))).client.contacts.create({ stage: 'client', name: 'Jan' })
    double.electron.app.quit()
    expect(await ended()).toBe(0)
    await state.forked[0]?.ended
    expect([state.forked.length, state.forked[0]?.child.exitCode, state.forked[0]?.errors()]).toEqual([1, 0, ''])
    const lock = lockData(dataFolder)
    expect(lock).not.toBeNull()
    lock?.release()
  })

  it('a program that is closed before its core has begun ends all the same', async () => {
    const { double, ended } = await startDesktop()
    double.electron.app.quit()
    expect(await ended()).toBe(0)
  })
})

describe('a password', () => {
  it('is sealed by the key store of the system, and comes back to the telephone alone', async () => {
    const dataFolder = newFolder()
    const { api, window } = await openDesktop({ dataFolder })
    const { client } = await api(window('dialer.html'))
    expect(await client.telephony.saveAccount({ ...account, password: 'tajne-haslo' })).not.toHaveProperty('password')
    expect(await client.telephony.dialerAccount()).toMatchObject({ user: '104', password: 'tajne-haslo' })
    const stored = ['device.sqlite', 'device.sqlite-wal'].map((name) => readFileSync(join(dataFolder, name))).join('')
    expect(stored).toContain('sealed by the key store:')
    expect(stored).not.toContain('tajne-haslo')
  })

  it.each([
    ['there is no key store', { available: false, backend: 'gnome_libsecret' }],
    ['the key store is open to all', { available: true, backend: 'basic_text' }],
  ])('is refused, and not kept as plain text, where %s', async (_what, keyStore) => {
    const dataFolder = newFolder()
    const given = ({ state }: { state: object }) => Object.assign(state, { keyStore })
    const { api, window } = await openDesktop({ dataFolder, given })
    const { client } = await api(window('index.html'))
    await expect(client.telephony.saveAccount({ ...account, password: 'tajne-haslo' })).rejects.toMatchObject({
      data: { code: 'no_key_store' },
    })
    expect(await client.telephony.account()).toBeNull()
  })
})
