import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../app/use-session.ts'
import { toast } from '../ui/toasts.tsx'

/** Says so when somebody hands the CRM over to whoever works here. */
export const useOwnershipNews = (): void => {
  const { t } = useTranslation('people')
  const { me, workspace } = useSession()
  const { id, ownerId } = workspace
  const known = useRef({ id, ownerId })
  useEffect(() => {
    const before = known.current
    known.current = { id, ownerId }
    // Another CRM, or one whose owner was not known yet, has not been handed over.
    const isHandedOver = before.id === id && before.ownerId && before.ownerId !== ownerId
    if (isHandedOver && ownerId === me.id) toast(t('hand_over.received'))
  }, [t, id, ownerId, me.id])
}
