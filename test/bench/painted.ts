import type { Page } from '@playwright/test'

/** What a page shows when the answer to a key is there. */
export type Shown =
  /** Rows of the grid from one on: names, and the digits that stand beside them, for many bear the same name. */
  | { readonly type: 'rows'; readonly from: number; readonly people: readonly { readonly name: string; readonly digits: string }[] }
  /** An element that holds a text. */
  | { readonly type: 'text'; readonly selector: string; readonly text: string }

interface Watched extends Window {
  shows?: (wanted: Shown) => boolean
  painted?: Promise<number>
}

/** Milliseconds after which a page is taken to show nothing of the kind. */
const patience = 20_000

const prepare = () => {
  const watched: Watched = window
  watched.shows = (wanted) => {
    if (wanted.type === 'text') {
      const found = document.querySelectorAll(wanted.selector)
      return [...found].some((element) => element.textContent?.includes(wanted.text))
    }
    return wanted.people.every(({ name, digits }, at) => {
      const row = document.querySelector(`[role=grid] [role=row][aria-rowindex="${wanted.from + at + 2}"]`)
      const text = row?.textContent ?? ''
      return text.includes(name) && text.replace(/\D/g, '').includes(digits)
    })
  }
}

const watch = ({ wanted, longest }: { readonly wanted: Shown; readonly longest: number }) => {
  const watched: Watched = window
  watched.painted = new Promise((resolve, reject) => {
    const hear = ({ timeStamp }: KeyboardEvent) => {
      const look = () => {
        if (watched.shows?.(wanted)) {
          // What runs after the callbacks of a frame runs after it was drawn.
          const { port1, port2 } = new MessageChannel()
          port1.onmessage = () => resolve(performance.now() - timeStamp)
          port2.postMessage(null)
        } else if (performance.now() - timeStamp > longest) reject(new Error(`The page does not show ${JSON.stringify(wanted)}`))
        else requestAnimationFrame(look)
      }
      requestAnimationFrame(look)
    }
    window.addEventListener('keydown', hear, { once: true, capture: true })
  })
  // Whoever asks for it later hears of it too.
  watched.painted.catch(() => {})
}

/** Presses keys in a page and measures, in the page itself, from each key to the frame that shows its answer. */
export const watchPage = async (page: Page) => {
  await page.evaluate(prepare)
  return {
    /** Seconds; undefined where the page shows it already, so that nothing can be seen of the key. */
    press: async (key: string, wanted: Shown): Promise<number | undefined> => {
      const before = await page.evaluate((shown) => (window as Watched).shows?.(shown), wanted)
      if (before) {
        await page.keyboard.press(key)
        return undefined
      }
      await page.evaluate(watch, { wanted, longest: patience })
      await page.keyboard.press(key)
      return (await page.evaluate(() => (window as Watched).painted as Promise<number>)) / 1000
    },
  }
}

export type WatchedPage = Awaited<ReturnType<typeof watchPage>>
