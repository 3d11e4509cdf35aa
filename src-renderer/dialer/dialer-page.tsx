import { Button } from '@mantine/core'
import { IconSettings } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { isLive } from '../../src-shared/telephony/call-machine.ts'
import type { Route } from '../app/routes.ts'
import { explain } from '../i18n/explain.ts'
import { CallView } from '../telephony/call-view.tsx'
import { IncomingForm } from '../telephony/incoming-form.tsx'
import { openInMainWindow } from '../telephony/open-card.ts'
import { PhonePanel } from '../telephony/phone-panel.tsx'
import { useTelephony } from '../telephony/telephony-store.ts'
import { useCallKeys } from '../telephony/use-call-keys.ts'
import { callToShow, useTelephone } from '../telephony/use-telephone.tsx'
import { useTelephoneWords } from '../telephony/use-telephone-words.ts'
import { titleOf } from '../telephony/who.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Pill } from '../ui/pill.tsx'
import type { Dialer } from './create-dialer.ts'
import { DialerNotices } from './dialer-notices.tsx'
import classes from './dialer-page.module.css'
import { titleKey } from './dialer-title.ts'
import { PracticeButton } from './practice-button.tsx'
import { useWrittenCall } from './use-written-call.ts'

const settings: Route = { screen: 'settings', page: 'telephony' }

const Head = ({ dialer }: { readonly dialer: Dialer }) => {
  const { t } = useTranslation('telephony')
  const words = useTelephoneWords()
  const account = useStore(dialer.session.view, (view) => view.account)
  return (
    <>
      <span className={classes.state} title={`${words.long} ${words.advice}`}>
        <Pill tone={words.tone}>{words.short}</Pill>
      </span>
      <span className={classes.tools}>
        {account === 'practice' && <PracticeButton onRing={dialer.ring} />}
        <IconButton label={t('settings')} onClick={() => openInMainWindow(settings, true)}>
          <IconSettings />
        </IconButton>
      </span>
    </>
  )
}

const Elsewhere = ({ onTake }: { readonly onTake: () => void }) => {
  const { t } = useTranslation('telephony')
  const isOnCall = useTelephony((state) => isLive(callToShow(state?.calls ?? [])))
  return (
    <EmptyState
      drawing="calls"
      action={
        <Button variant="filled" onClick={onTake}>
          {t('elsewhere.take')}
        </Button>
      }
    >
      {t(isOnCall ? 'elsewhere.on_call' : 'elsewhere.text')}
    </EmptyState>
  )
}

const NoAccount = () => {
  const { t } = useTranslation('telephony')
  return (
    <EmptyState
      drawing="calls"
      action={
        <Button variant="filled" onClick={() => openInMainWindow(settings, true)}>
          {t('set_up')}
        </Button>
      }
    >
      {t('no_account_text')}
    </EmptyState>
  )
}

/** The account could not be read, or its telephone not be started: said, and tried again meanwhile. */
const Failed = ({ failure }: { readonly failure: unknown }) => {
  const { title, details } = explain(failure)
  return (
    <div className={classes.middle} role="alert">
      <EmptyState drawing="calls">{`${title} ${details}`}</EmptyState>
    </div>
  )
}

const Content = ({ dialer }: { readonly dialer: Dialer }) => {
  const { t } = useTranslation('telephony')
  const { place, account, failure } = useStore(dialer.session.view)
  const { call } = useTelephone()
  const { earlier, onFocus, onBlur, letGo } = useWrittenCall(call)
  const [closed, setClosed] = useState<string | null>(null)
  if (place === 'elsewhere') {
    return (
      <div className={classes.middle}>
        <Elsewhere onTake={dialer.session.takeOver} />
      </div>
    )
  }
  const isRinging = call?.phase === 'ringing'
  const shown = earlier ?? (isRinging || call?.id === closed ? null : call)
  if (isRinging || shown) {
    return (
      <>
        {isRinging && (
          <div className={classes.middle}>
            <IncomingForm key={call.id} call={call} />
          </div>
        )}
        {shown && (
          <CallView
            key={shown.id}
            call={shown}
            onFocus={(event) => onFocus(event, shown)}
            onBlur={onBlur}
            onClose={() => {
              letGo()
              setClosed(shown.id)
            }}
          />
        )}
      </>
    )
  }
  if (failure !== null && account === 'unknown') return <Failed failure={failure} />
  if (place === 'starting' || account === 'unknown') return <p className={classes.starting}>{t('starting')}</p>
  if (account !== 'none') return <PhonePanel head={<Head dialer={dialer} />} autoFocus />
  return (
    <div className={classes.middle}>
      <NoAccount />
    </div>
  )
}

/** The telephone's own window. */
export const DialerPage = ({ dialer }: { readonly dialer: Dialer }) => {
  const { t } = useTranslation('telephony')
  const { call } = useTelephone()
  const words = useTelephoneWords()
  useCallKeys(call)
  const name = call ? titleOf(call) || t('withheld') : ''
  const title = t(`title.${titleKey(call)}`, { name, state: words.short })
  useEffect(() => {
    document.title = title
  }, [title])
  return (
    <main className={classes.page} data-phase={call?.phase}>
      <h1 className="visually-hidden">{t('telephone')}</h1>
      <div className={classes.notices}>
        <DialerNotices dialer={dialer} />
      </div>
      <Content dialer={dialer} />
    </main>
  )
}
