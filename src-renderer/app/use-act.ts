import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../api/api-context.tsx'
import { explain } from '../i18n/explain.ts'
import { toast, toastFailure, toastWithUndo } from '../ui/toasts.tsx'

/** Says in a toast what failed. */
export const tellFailure = (error: unknown): void => {
  const { title, details, problems } = explain(error)
  toastFailure(title, problems[0]?.text ?? details)
}

/** Tells of acts that write, with a way to take each back. */
export const useAct = () => {
  const { client } = useApi()
  const { t } = useTranslation('ui')

  const undo = useCallback(
    async (batch: string) => {
      try {
        const { kept } = await client.history.undo({ batch })
        toast(kept.length > 0 ? t('undone_but_kept', { count: kept.length }) : t('undone'))
      } catch (error) {
        tellFailure(error)
      }
    },
    [client, t],
  )

  /** Says that an act is done, and offers to take it back. */
  const tellDone = useCallback(
    (batch: string, text: string) => toastWithUndo({ text, undoLabel: t('undo'), onUndo: () => void undo(batch) }),
    [t, undo],
  )

  /** Does something that writes and tells of it. Answers false where it failed, having said why. */
  const act = useCallback(
    async (work: () => Promise<{ readonly batch: string }>, text: string): Promise<boolean> => {
      try {
        const { batch } = await work()
        tellDone(batch, text)
        return true
      } catch (error) {
        tellFailure(error)
        return false
      }
    },
    [tellDone],
  )

  return { act, tellDone, undo }
}
