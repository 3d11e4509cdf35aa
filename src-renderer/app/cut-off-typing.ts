/** Milliseconds without a key after which whoever was typing has seen that the field is gone. */
const patience = 1500

export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input:not([type=checkbox]):not([type=radio]), textarea, select'))

/** Whether a key ends the typing: what comes after it was meant for what is there then. */
const isEnd = ({ key, ctrlKey, metaKey, target }: KeyboardEvent): boolean =>
  key === 'Escape' || key === 'Tab' || (key === 'Enter' && (ctrlKey || metaKey || !(target instanceof HTMLTextAreaElement)))

/**
 * Watches for a field that goes away under the fingers: what is typed on was meant for it, and is no shortcut. Until a press, a focus
 * elsewhere or a pause.
 */
export const watchTyping = () => {
  let field: HTMLElement | null = null
  let lostAt: number | null = null
  const look = () => {
    if (field === null || field.isConnected) return
    lostAt = performance.now()
    stop()
  }
  const removals = new MutationObserver(look)
  const stop = () => {
    field = null
    removals.disconnect()
  }
  const follow = (target: HTMLElement) => {
    if (field === null) removals.observe(document.body, { childList: true, subtree: true })
    field = target
  }
  const hearKey = (event: KeyboardEvent) => {
    if (!isTyping(event.target)) return
    if (isEnd(event)) stop()
    else follow(event.target as HTMLElement)
  }
  const hearDeliberate = () => {
    lostAt = null
    stop()
  }
  window.addEventListener('keydown', hearKey, true)
  window.addEventListener('pointerdown', hearDeliberate, true)
  window.addEventListener('focusin', hearDeliberate, true)
  return {
    /** Asked at a key that is in no field. */
    isCutOff: (): boolean => {
      // The observer speaks after the change, and a key may come before it.
      look()
      const now = performance.now()
      if (lostAt === null || now - lostAt > patience) return false
      lostAt = now
      return true
    },
    end: () => {
      stop()
      window.removeEventListener('keydown', hearKey, true)
      window.removeEventListener('pointerdown', hearDeliberate, true)
      window.removeEventListener('focusin', hearDeliberate, true)
    },
  }
}
