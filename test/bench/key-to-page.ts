import { fileURLToPath } from 'node:url'
import type { Browser, Page } from '@playwright/test'
import { buildSync } from 'esbuild'
import type { ContactQuery } from '../../src-shared/contacts/contact-contract.ts'
import { fold } from '../../src-shared/lib/fold.ts'
import { type Client, startCore } from '../core/core-process.ts'
import { words } from '../e2e/model/words.ts'
import { launchChromium } from '../servers/chromium.ts'
import { type Bench, figure, median, percentile, turns } from './bench.ts'
import { createChance } from './chance.ts'
import { tagIds } from './choices.ts'
import { copyOf, dataOf } from './data.ts'
import { type Shown, type WatchedPage, watchPage } from './painted.ts'
import { chosenPersonAt } from './people.ts'

/** Rows of a list that are looked at. */
const looked = 8
/** Milliseconds between a page that is painted and the next key: a quick hand. */
const pause = 100
/** Names and phones that are typed in a turn, letter by letter. */
const typed = 4
const nobody = '0193c3a0-0000-7000-8000-000000000000'

type Asked = Partial<Omit<ContactQuery, 'filters'>> & { readonly filters?: Partial<ContactQuery['filters']> }
type Base = Asked & { readonly stage: 'client' | 'lead' }

const word = (feature: string, key: string) => words('pl', feature, key)

/** Presses keys on the screens, and keeps how long each kind of them took. */
const createHand = (page: Page, watched: WatchedPage, client: Client, contacts: number) => {
  const times = new Map<string, number[]>()

  const press = async (kind: string, key: string, wanted: Shown) => {
    const time = await watched.press(key, wanted)
    if (time !== undefined) times.set(kind, [...(times.get(kind) ?? []), time])
    await page.waitForTimeout(pause)
  }
  const rows = async (query: Base, from = 0): Promise<Shown> => {
    const found = await client.contacts.list({ ...query, offset: from, limit: looked })
    return { type: 'rows', from, people: found.rows.map(({ name, phone }) => ({ name, digits: phone?.digits ?? '' })) }
  }
  const total = async (query: Base) => (await client.contacts.count(query)).total
  const focusGrid = () => page.getByRole('grid').focus()
  const tick = async (kind: string, panel: string, name: string | RegExp, query: Base) => {
    const box = page.getByRole('complementary', { name: panel }).getByRole('checkbox', { name }).first()
    await box.focus()
    await press(kind, 'Space', await rows(query))
  }
  const without = async (kind: string, query: Base) => press(kind, 'Space', await rows(query))

  const goTo = async (name: string, wanted: Shown) => {
    await page.getByRole('navigation').getByRole('link', { name, exact: false }).first().focus()
    await press('another screen', 'Enter', wanted)
  }
  const title = (text: string): Shown => ({ type: 'text', selector: 'main h1', text })

  const type = async (text: string, base: Base) => {
    await page.getByRole('searchbox', { name: word('clients', 'search') }).focus()
    const letters = [...text]
    for (const [at, letter] of letters.entries()) {
      const wanted = await rows({ ...base, search: letters.slice(0, at + 1).join('') })
      if (wanted.type === 'rows' && wanted.people.length > 0) await press('a letter of a search', letter, wanted)
      else await page.keyboard.press(letter)
    }
    await press('a search left', 'Escape', await rows(base))
  }

  const through = async (base: Base) => {
    await focusGrid()
    const count = await total(base)
    await press('the end of a list', 'End', await rows(base, count - looked))
    await press('the beginning of a list', 'Home', await rows(base))
  }

  return {
    times,
    /** The list of clients, worked by keyboard alone. */
    clients: async (turn: number) => {
      const chance = createChance(turn)
      const base: Base = { stage: 'client', tab: 'mine' }
      const panel = word('clients', 'filters')
      await goTo(word('app', 'clients'), await rows(base))
      for (let text = 0; text < typed; text++) {
        const { name, phones } = chosenPersonAt(chance.below(contacts), nobody)
        await type(text % 2 === 0 ? fold(name).slice(0, 7) : (phones[0]?.typed.slice(-7) ?? ''), base)
      }
      await through(base)
      for (const value of ['partner', 'client'] as const) {
        await tick('a filter', panel, word('clients', `type.${value}`), { ...base, filters: { type: [value] } })
        await without('a filter', base)
      }
      for (const [at, name] of [/^Stali/, /^Newsletter/, /^Hurt/, /^Reklamacja/].entries()) {
        const query: Base = { ...base, filters: { tag: [tagIds[[0, 1, 3, 6][at] ?? 0] as string] } }
        await tick('a tag', panel, name, query)
        await through(query)
        await page.getByRole('complementary', { name: panel }).getByRole('checkbox', { name }).first().focus()
        await without('a tag', base)
      }
      const created = page.getByRole('columnheader').getByRole('button', { name: word('clients', 'column.created') })
      if (await created.isVisible()) {
        await created.focus()
        await press('another order', 'Enter', await rows({ ...base, sort: 'created_at', descending: true }))
        await press('another order', 'Enter', await rows({ ...base, sort: 'created_at' }))
        await page
          .getByRole('columnheader')
          .getByRole('button', { name: word('clients', 'column.name') })
          .focus()
        await press('another order', 'Enter', await rows(base))
      }
      const tabs = page.getByRole('radiogroup', { name: word('clients', 'tabs') })
      await tabs.getByRole('radio', { checked: true }).focus()
      await press('another tab', 'ArrowRight', await rows({ stage: 'client', tab: 'all' }))
      await press('another tab', 'ArrowLeft', await rows(base))
    },
    /** The card beside the list, and from it to the next. */
    cards: async () => {
      const base: Base = { stage: 'client', tab: 'mine' }
      const { rows: people } = await client.contacts.list({ ...base, limit: 6 })
      await focusGrid()
      await page.keyboard.press('Home')
      for (const [at, { name, phone }] of people.entries()) {
        const shown: Shown = { type: 'text', selector: `aside[aria-label*=${JSON.stringify(name)}]`, text: phone?.digits.slice(-3) ?? name }
        await press('a card', at === 0 ? 'Enter' : 'j', shown)
      }
      await page.keyboard.press('Escape')
    },
    leads: async () => {
      const base: Base = { stage: 'lead', tab: 'unsorted' }
      await goTo(word('app', 'leads'), await rows(base))
      await through(base)
      const tabs = page.getByRole('radiogroup', { name: word('clients', 'tabs') })
      await tabs.getByRole('radio', { checked: true }).focus()
      await press('another tab', 'ArrowRight', await rows({ stage: 'lead', tab: 'mine' }))
      const panel = word('clients', 'filters')
      const query: Base = { stage: 'lead', tab: 'mine', filters: { leadStatus: ['deferred'] } }
      await tick('a filter', panel, new RegExp(word('leads', 'status.deferred'), 'i'), query)
      await without('a filter', { stage: 'lead', tab: 'mine' })
      await tabs.getByRole('radio', { checked: true }).focus()
      await press('another tab', 'ArrowLeft', await rows(base))
      await page.getByRole('button', { name: word('clients', 'show_board') }).focus()
      const [first] = (await client.contacts.list({ ...base, filters: { leadStatus: ['not_processed'] }, limit: 1 })).rows
      await press('the board', 'Enter', { type: 'text', selector: '[data-board]', text: first?.name ?? '' })
      await page.getByRole('button', { name: word('clients', 'show_list') }).focus()
      await press('the board', 'Enter', await rows(base))
    },
    others: async () => {
      for (const screen of ['calls', 'team'] as const) await goTo(word('app', screen), title(word('app', screen)))
      // Its figures are counts of lists.
      const clients = new Intl.NumberFormat('pl').format(await total({ stage: 'client', tab: 'all' }))
      await goTo(word('app', 'general'), { type: 'text', selector: 'main', text: clients })
    },
  }
}

/** What the same browser takes for a page in which there is nothing. */
const openEmptyPage = async (browser: Browser) => {
  const page = await browser.newPage()
  const entry = fileURLToPath(new URL('empty-page.ts', import.meta.url))
  const { outputFiles } = buildSync({
    entryPoints: [entry],
    bundle: true,
    write: false,
    minify: true,
    define: { 'process.env.NODE_ENV': '"production"' },
  })
  await page.setContent('<!doctype html><title>Empty</title><body></body>')
  await page.addScriptTag({ content: outputFiles[0]?.text ?? '' })
  const watched = await watchPage(page)
  let keys = 0
  return async (count: number): Promise<number[]> => {
    const times: number[] = []
    await page.bringToFront()
    for (let at = 0; at < count; at++) {
      keys += 1
      const time = await watched.press('x', { type: 'text', selector: 'h1', text: `Key ${keys}` })
      if (time !== undefined) times.push(time)
      await page.waitForTimeout(pause / 4)
    }
    return times
  }
}

/** The screens of a core with so many contacts. */
export const measureKeys = async (contacts: number, say: (text: string) => void, rounds = turns) => {
  const data = copyOf(dataOf(contacts, say))
  const core = await startCore({ dataFolder: data.folder })
  const { client, close } = await core.connect()
  const browser = await launchChromium()
  try {
    await client.settings.endFirstStart()
    const context = await browser.newContext({ viewport: { width: 1600, height: 1000 }, locale: 'pl-PL' })
    const page = await context.newPage()
    await page.goto(core.address)
    await page.getByRole('main').waitFor()
    const hand = createHand(page, await watchPage(page), client, contacts)
    const empty = await openEmptyPage(browser)
    const found: { ours: number[]; peer: number[] }[] = []
    for (let turn = 0; turn <= rounds; turn++) {
      hand.times.clear()
      await page.bringToFront()
      await hand.clients(turn)
      await hand.cards()
      await hand.leads()
      await hand.others()
      const ours = [...hand.times.values()].flat()
      const peer = await empty(100)
      const kinds = [...hand.times].map(([kind, times]) => `${kind} ${figure(percentile(times, 0.95))} (${times.length})`)
      say(`turn ${turn}: p95 ${figure(percentile(ours, 0.95))} s against ${figure(percentile(peer, 0.95))} s; ${kinds.join(', ')}`)
      // The first one finds nothing where it will lie.
      if (turn > 0) found.push({ ours, peer })
    }
    return found
  } finally {
    await browser.close()
    close()
    await core.stop()
    data.remove()
  }
}

export const keyToPage: Bench = {
  id: 'P11',
  title: 'key press to painted page on every main screen, 1,000,000 contacts in the store, against an empty React page in the same browser',
  unit: 's',
  line: 'p95 <= 0.1, ratio <= 2.5',
  run: async ({ say }) => {
    const found = await measureKeys(1_000_000, say)
    const p95 = (times: readonly number[]) => percentile(times, 0.95)
    const [ours, peer] = [median(found.map((turn) => p95(turn.ours))), median(found.map((turn) => p95(turn.peer)))]
    const half = median(found.map((turn) => median(turn.ours)))
    return {
      ours,
      peer,
      ratio: ours / peer,
      pass: ours <= 0.1 && ours / peer <= 2.5,
      spread: found.map((turn) => p95(turn.ours) / p95(turn.peer)),
      note: [
        `measured in the page, from the key event to the frame that shows the rows or the card which the core has: p95 of`,
        `${found[0]?.ours.length} keys a turn (searches letter by letter, filters, tags, orders, tabs, ends of lists, cards, board, screens),`,
        `median of ${turns} turns; half of them within ${figure(half)} s`,
      ].join(' '),
    }
  },
}
