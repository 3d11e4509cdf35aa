import { useEffect, useState } from 'react'

/** The time, UTC milliseconds, renewed each second while `running`. */
export const useNow = (running: boolean): number => {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    if (!running) return
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [running])
  return now
}

const pad = (value: number) => String(value).padStart(2, '0')

/** Milliseconds as a running call shows them: `02:14`, `1:02:14`. */
export const timerText = (milliseconds: number): string => {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  const hours = Math.floor(seconds / 3600)
  const text = `${pad(Math.floor((seconds % 3600) / 60))}:${pad(seconds % 60)}`
  return hours > 0 ? `${hours}:${text}` : text
}
