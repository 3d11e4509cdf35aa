import { useCallback } from 'react'
import { useApi } from '../api/api-context.tsx'
import { dial } from '../telephony/dial.ts'

/** Calls a number; must be called straight from the gesture, for it may open the window of the telephone. */
export const useDial = () => {
  const api = useApi()
  return useCallback((number: string, contactId?: string) => void dial(api, number, contactId ?? null), [api])
}
