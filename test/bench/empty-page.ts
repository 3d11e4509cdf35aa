import { createElement, useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'

/** A page with nothing in it but a number that each key raises. */
const EmptyPage = () => {
  const [count, setCount] = useState(0)
  useEffect(() => {
    const hear = () => setCount((known) => known + 1)
    window.addEventListener('keydown', hear)
    return () => window.removeEventListener('keydown', hear)
  }, [])
  return createElement('h1', null, `Key ${count}`)
}

createRoot(document.body.appendChild(document.createElement('main'))).render(createElement(EmptyPage))
