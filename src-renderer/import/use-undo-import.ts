import { useCallback, useState } from 'react'
import { useApi } from '../api/api-context.tsx'
import { tellFailure } from '../app/use-act.ts'
import type { KeptContact } from './import-store.ts'

export interface Undone {
  readonly kept: readonly KeptContact[]
  readonly more: number
}

/** Takes an import back. `busy` is the import that is on its way back; answers null where it could not be, having said why. */
export const useUndoImport = () => {
  const { client } = useApi()
  const [busy, setBusy] = useState<string | null>(null)
  const undo = useCallback(
    async (importId: string): Promise<Undone | null> => {
      setBusy(importId)
      try {
        return await client.imports.undo({ importId })
      } catch (error) {
        tellFailure(error)
        return null
      } finally {
        setBusy(null)
      }
    },
    [client],
  )
  return { busy, undo }
}
