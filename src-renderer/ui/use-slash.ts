import { type RefObject, useEffect } from 'react'

/** Where a key is a letter. */
const typing = 'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]'

/** `/` goes to the search field of the screen, wherever the keyboard stands, unless something is being typed. */
export const useSlash = (field: RefObject<HTMLInputElement | null>): void => {
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return
      if (event.target instanceof HTMLElement && event.target.matches(typing)) return
      event.preventDefault()
      field.current?.focus()
    }
    window.addEventListener('keydown', hear)
    return () => window.removeEventListener('keydown', hear)
  }, [field])
}
