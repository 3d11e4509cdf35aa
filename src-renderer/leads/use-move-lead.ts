import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContactLine } from '../../src-shared/contacts/contact-contract.ts'
import { contactRights } from '../../src-shared/team/rights.ts'
import { useApi } from '../api/api-context.tsx'
import { tellFailure, useAct } from '../app/use-act.ts'
import { useViewer } from '../app/use-viewer.ts'
import { toast, toastWithUndo } from '../ui/toasts.tsx'
import type { BoardColumn } from './board-columns.ts'

/** What became of a move: done, to be ended by a dialog, or not done. */
export type Moved = 'moved' | 'ends' | 'stays'

/** Moves a lead to another status, where that is allowed; one that was closed is opened again for it. The toast takes it back. */
export const useMoveLead = () => {
  const { client } = useApi()
  const { tellDone } = useAct()
  const viewer = useViewer()
  const { t } = useTranslation(['leads', 'ui'])
  return useCallback(
    async (lead: ContactLine, to: BoardColumn, word: string): Promise<Moved> => {
      const { id, name } = lead
      if (lead.leadStatus === to.held) return 'stays'
      if (!contactRights(viewer, { stage: lead.stage, responsible: lead.responsible?.memberId ?? null }).edit) {
        toast(lead.responsible ? t('leads:held_by', { name: lead.responsible.name }) : t('leads:held'))
        return 'stays'
      }
      const isClosed = lead.leadStatus === 'finished' || lead.leadStatus === 'unsuitable'
      if (to.ends !== null && !isClosed) return 'ends'
      // How it ended is changed by opening it again first.
      if (to.ends !== null) return 'stays'
      try {
        const said = t('leads:board.moved', { name, status: word })
        if (!isClosed) {
          const { batch } = await client.leads.setStatus({ id, status: to.held })
          tellDone(batch, said)
          return 'moved'
        }
        const batches = [(await client.leads.reopen({ id })).batch]
        if (to.held !== 'in_progress') batches.unshift((await client.leads.setStatus({ id, status: to.held })).batch)
        const undo = async () => {
          for (const batch of batches) await client.history.undo({ batch })
          toast(t('ui:undone'))
        }
        toastWithUndo({ text: said, undoLabel: t('ui:undo'), onUndo: () => void undo().catch(tellFailure) })
        return 'moved'
      } catch (error) {
        tellFailure(error)
        return 'stays'
      }
    },
    [client, tellDone, viewer, t],
  )
}
