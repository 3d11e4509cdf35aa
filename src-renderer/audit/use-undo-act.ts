import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../api/api-context.tsx'
import { tellFailure } from '../app/use-act.ts'
import { toast } from '../ui/toasts.tsx'
import type { KeptRow } from './audit-kept-dialog.tsx'

/** Rows of an act whose names are asked for: what stays is named by them. */
const lookedAt = 200

/** Takes an act of the log back. `kept` is what stayed, until that was seen. */
export const useUndoAct = () => {
  const { client } = useApi()
  const { t } = useTranslation('ui')
  const [busy, setBusy] = useState<string | null>(null)
  const [kept, setKept] = useState<readonly KeptRow[]>([])
  const undo = async (batch: string) => {
    setBusy(batch)
    try {
      // An import is taken back as one, so that its history says so.
      const { imports } = await client.imports.history()
      const whole = imports.find((one) => one.batch === batch && one.canUndo && one.undoneAt === null)
      if (whole) {
        const answer = await client.imports.undo({ importId: whole.id })
        if (answer.kept.length === 0) toast(t('undone'))
        else setKept(answer.kept.map(({ contactId, name, fields }) => ({ kind: 'contact', id: contactId, name, fields })))
        return
      }
      const { kept: left } = await client.history.undo({ batch })
      if (left.length === 0) toast(t('undone'))
      else {
        const { rows } = await client.audit.rows({ batch, limit: lookedAt })
        const names = new Map(rows.map(({ kind, id, name }) => [`${kind} ${id}`, name]))
        setKept(left.map((row) => ({ ...row, name: names.get(`${row.kind} ${row.id}`) ?? '' })))
      }
    } catch (error) {
      tellFailure(error)
    } finally {
      setBusy(null)
    }
  }
  return { busy, undo, kept, seen: () => setKept([]) }
}
