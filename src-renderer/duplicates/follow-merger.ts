import { useQuery } from '@tanstack/react-query'
import i18next from 'i18next'
import { useEffect, useRef } from 'react'
import type { Became } from '../../src-shared/contacts/contact-contract.ts'
import { useApi } from '../api/api-context.tsx'
import { go, useRoute } from '../app/navigation.ts'
import { queryKeys } from '../app/refresh.ts'
import { useSession } from '../app/use-session.ts'
import { moveDraft, readDraft } from '../feed/note-draft.ts'
import { moveAttachments } from '../files/attachments.ts'
import { toast } from '../ui/toasts.tsx'

/** Goes along where the card that one looks at went into another one; a note that was begun about it comes along. */
export const useFollow = () => {
  const route = useRoute()
  return (from: readonly string[], into: Became['contact'], isTypedOn = false): boolean => {
    if (!('contactId' in route) || route.contactId === null || !from.includes(route.contactId)) return false
    moveDraft(route.contactId, into.id, isTypedOn)
    moveAttachments(route.contactId, into.id)
    const screen = route.screen === 'contact' ? route.screen : into.stage === 'lead' ? ('leads' as const) : ('clients' as const)
    go({ screen, contactId: into.id }, { replace: true })
    return true
  }
}

/**
 * For a card that is gone: whether it is known yet that it went into no other one. Where somebody has merged it, their merger is followed as
 * one's own is, and a line says whose it was.
 */
export const useFollowedMerger = (id: string, name: string | undefined): { readonly isLookedFor: boolean } => {
  const { client } = useApi()
  const { me } = useSession()
  const route = useRoute()
  const follow = useFollow()
  const isTypedOn = useRef(false)
  const followed = useRef(false)
  // The field of the note went away under the fingers: what is typed on belongs to the card that stays.
  useEffect(() => {
    isTypedOn.current = readDraft(id) !== '' && (document.activeElement === null || document.activeElement === document.body)
  }, [id])
  const { data, isPending } = useQuery({
    queryKey: [...queryKeys.contacts, id, 'became'],
    queryFn: ({ signal }) => client.contacts.became({ id }, { signal }),
  })
  const became = 'contactId' in route && route.contactId === id ? (data?.became ?? null) : null
  useEffect(() => {
    if (!became || followed.current || !follow([id], became.contact, isTypedOn.current)) return
    followed.current = true
    if (became.memberId === me.id) return
    const words = { name: name ?? became.contact.name, into: became.contact.name, member: became.memberName }
    toast(i18next.t(became.memberName ? 'duplicates:followed_by' : 'duplicates:followed', words))
  })
  return { isLookedFor: isPending || became !== null }
}
