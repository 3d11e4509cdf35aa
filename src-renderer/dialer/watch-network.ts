/** The little of a window that tells of its network. */
export interface NetworkScene {
  readonly window: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>
  readonly document: Pick<EventTarget, 'addEventListener' | 'removeEventListener'> & { readonly visibilityState: DocumentVisibilityState }
  /** The Network Information API, where the browser has it. Not every browser tells the type. */
  readonly connection: (Pick<EventTarget, 'addEventListener' | 'removeEventListener'> & { readonly type?: string }) | undefined
  readonly setInterval: (work: () => void, milliseconds: number) => unknown
  readonly clearInterval: (timer: never) => void
  /** UTC milliseconds. */
  readonly now: () => number
}

const beat = 5_000
/** A browser lets the timers of a hidden page beat once a minute; a longer silence is the sleep of the computer. */
const longestBeat = 90_000
/** Milliseconds without a beat after which a page that is looked at again asks how its network is. */
const doubt = 15_000

/** Tells that the network came back, became another one, or that the computer woke up; answers what stops it. */
export const watchNetwork =
  (scene: NetworkScene) =>
  (changed: () => void): (() => void) => {
    let last = scene.now()
    const check = (allowed: number) => {
      const silence = scene.now() - last
      last = scene.now()
      if (silence > allowed) changed()
    }
    const seen = () => {
      if (scene.document.visibilityState === 'visible') check(doubt)
    }
    let type = scene.connection?.type
    // It changes with every estimate of the speed; only another type is another network.
    const typeChanged = () => {
      if (scene.connection?.type === type) return
      type = scene.connection?.type
      changed()
    }
    const timer = scene.setInterval(() => check(longestBeat), beat)
    scene.window.addEventListener('online', changed)
    scene.document.addEventListener('visibilitychange', seen)
    scene.connection?.addEventListener('change', typeChanged)
    return () => {
      scene.clearInterval(timer as never)
      scene.window.removeEventListener('online', changed)
      scene.document.removeEventListener('visibilitychange', seen)
      scene.connection?.removeEventListener('change', typeChanged)
    }
  }

/** The network of this page. */
export const pageNetwork = (): NetworkScene => ({
  window,
  document,
  connection: 'connection' in navigator ? (navigator.connection as EventTarget) : undefined,
  setInterval: (work, milliseconds) => setInterval(work, milliseconds),
  clearInterval: (timer) => clearInterval(timer),
  now: Date.now,
})
