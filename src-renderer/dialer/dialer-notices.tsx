import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useApi } from '../api/api-context.tsx'
import { Notice } from '../telephony/notice.tsx'
import { RefusedNotes } from '../telephony/refused-notes.tsx'
import type { Dialer } from './create-dialer.ts'
import { askForMicrophone } from './microphone.ts'

/** What a person at the telephone must know before it matters: the core is away, nothing can be heard, nobody would hear them. */
export const DialerNotices = ({ dialer }: { readonly dialer: Dialer }) => {
  const { t } = useTranslation('telephony')
  const { connected, lostAt } = useStore(useApi().connection)
  const { place, account } = useStore(dialer.session.view)
  const isSilent = useStore(dialer.sounds.blocked)
  const microphone = useStore(dialer.microphone)
  const isTelephone = place === 'here' && account === 'sip'
  return (
    <>
      {!connected && lostAt !== null && <Notice>{t('notice.core_lost')}</Notice>}
      {isSilent && place === 'here' && (
        <Notice action={<Button onClick={dialer.sounds.unlock}>{t('notice.hear')}</Button>}>{t('notice.silent')}</Notice>
      )}
      {isTelephone && microphone === 'ask' && (
        <Notice
          action={
            <Button
              onClick={() =>
                void askForMicrophone().catch(() => {
                  // The state of the permission tells what became of it.
                })
              }
            >
              {t('notice.allow_microphone')}
            </Button>
          }
        >
          {t('notice.microphone_asks')}
        </Notice>
      )}
      {isTelephone && microphone === 'denied' && <Notice>{t('notice.microphone_denied')}</Notice>}
      <RefusedNotes />
    </>
  )
}
