import { ORPCError } from '@orpc/client'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { BulkAction, Selection } from '../../src-shared/contacts/contact-contract.ts'
import type { Work } from '../../src-shared/work/work-contract.ts'
import { useApi } from '../api/api-context.tsx'
import { tellFailure, useAct } from '../app/use-act.ts'
import { explain } from '../i18n/explain.ts'
import { useFormat } from '../i18n/format.ts'
import { toastFailure } from '../ui/toasts.tsx'
import { untilEnded } from '../work/until-ended.ts'

/** Says what was done to how many. */
export type ChangeWords = (count: { readonly count: number; readonly shown: string }) => string

const whyOf = ({ error }: Pick<Work, 'error'>): string => {
  const { problems, title } = explain(new ORPCError('CONFLICT', { data: error }))
  return problems[0]?.text ?? title
}

/** Does something with many contacts as one act, and tells what became of it: how many, who was left and why, with a way back. */
export const useChangeContacts = () => {
  const api = useApi()
  const { tellDone } = useAct()
  const { t } = useTranslation('clients')
  const format = useFormat()
  return useCallback(
    async (selection: Selection, action: BulkAction, words: ChangeWords): Promise<boolean> => {
      try {
        const begun = await api.client.contacts.change({ selection, action })
        const work = begun.state === 'running' ? await untilEnded(api, begun) : begun
        const count = work.done
        const left =
          work.refused > 0 ? `${t('changed.refused', { count: work.refused, shown: format.number(work.refused) })} ${whyOf(work)}` : ''
        if (work.state === 'failed') throw new ORPCError('CONFLICT', { data: work.error })
        if (count <= 0 || work.batch === null) {
          if (left !== '') toastFailure(t('changed.nothing'), left)
          return false
        }
        const said = words({ count, shown: format.number(count) })
        const text = [work.state === 'cancelled' ? `${t('changed.cancelled')} ${said}.` : left === '' ? said : `${said}.`, left]
        tellDone(work.batch, text.filter(Boolean).join(' '))
        return true
      } catch (error) {
        tellFailure(error)
        return false
      }
    },
    [api, tellDone, t, format],
  )
}
