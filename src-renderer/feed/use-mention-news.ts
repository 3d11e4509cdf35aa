import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../api/api-context.tsx'
import { go } from '../app/navigation.ts'
import { useMembers } from '../app/use-session.ts'
import { toast, toastWithUndo } from '../ui/toasts.tsx'

/** Says so when a colleague names whoever works here in a note; the card is one press away. */
export const useMentionNews = (): void => {
  const api = useApi()
  const { t } = useTranslation('feed')
  const everybody = useMembers()
  const members = useRef(everybody)
  members.current = everybody
  useEffect(
    () =>
      api.onEvent((event) => {
        if (event.type !== 'mention') return
        const { contactId } = event
        const name = members.current.find(({ id }) => id === event.memberId)?.name ?? ''
        if (contactId === null) return toast(t('mention.news_unknown', { name }))
        const tell = async () => {
          // The card may have gone again before it could be read.
          const contact = await api.client.contacts.get({ id: contactId }).catch(() => null)
          if (!contact) return toast(t('mention.news_unknown', { name }))
          toastWithUndo({
            text: t('mention.news', { name, contact: contact.name }),
            undoLabel: t('mention.open'),
            onUndo: () => go({ screen: contact.stage === 'lead' ? 'leads' : 'clients', contactId }),
          })
        }
        void tell()
      }),
    [api, t],
  )
}
