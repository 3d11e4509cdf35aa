import { Button } from '@mantine/core'
import { IconAppWindow, IconPhone, IconSettings, IconX } from '@tabler/icons-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isLive } from '../../src-shared/telephony/call-machine.ts'
import { useApi } from '../api/api-context.tsx'
import { go, useRoute } from '../app/navigation.ts'
import { useSession } from '../app/use-session.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { Pill } from '../ui/pill.tsx'
import classes from './call-widget.module.css'
import { DemoInvitation } from './demo-invitation.tsx'
import { showDialer } from './dial.ts'
import { Notice } from './notice.tsx'
import { PhonePanel } from './phone-panel.tsx'
import { useEscape } from './use-escape.ts'
import { useTelephone } from './use-telephone.tsx'
import { useTelephoneWords } from './use-telephone-words.ts'

interface PanelProps {
  readonly onClose: () => void
  /** Shows the telephone's own window. */
  readonly onShow: () => void
}

const Head = ({ onClose, onShow }: PanelProps) => {
  const { t } = useTranslation('telephony')
  const words = useTelephoneWords()
  return (
    <>
      <Pill tone={words.tone}>{words.short}</Pill>
      <span className={classes.tools}>
        <IconButton label={t('own_window')} onClick={onShow}>
          <IconAppWindow />
        </IconButton>
        <IconButton
          label={t('settings')}
          onClick={() => {
            onClose()
            go({ screen: 'settings', page: 'telephony' })
          }}
        >
          <IconSettings />
        </IconButton>
        <IconButton label={t('close')} shortcut="Esc" onClick={onClose}>
          <IconX />
        </IconButton>
      </span>
    </>
  )
}

/** No window carries calls: said at once, not when a call fails. */
const Absent = ({ onShow }: Pick<PanelProps, 'onShow'>) => {
  const { t } = useTranslation('telephony')
  const words = useTelephoneWords()
  return (
    <Notice
      action={
        <Button variant="filled" onClick={onShow}>
          {t('open_telephone')}
        </Button>
      }
    >
      <strong>{words.long}</strong> {words.advice}
    </Notice>
  )
}

const Panel = ({ onClose, onShow }: PanelProps) => {
  const { t } = useTranslation('telephony')
  const { call, isAttached } = useTelephone()
  const panel = useRef<HTMLDivElement>(null)
  // A call that begins has the bar, and the card of whoever it is with must be seen.
  const callId = isLive(call) ? call.id : null
  const before = useRef(callId)
  useEffect(() => {
    if (callId !== null && callId !== before.current) onClose()
    before.current = callId
  }, [callId, onClose])
  // Escape in another part of the page belongs to that part.
  useEscape(true, () => {
    const focused = document.activeElement
    if (focused === null || focused === document.body || panel.current?.contains(focused)) onClose()
  })
  return (
    <div ref={panel} role="dialog" aria-label={t('telephone')} className={classes.panel}>
      {!isAttached && <Absent onShow={onShow} />}
      <PhonePanel head={<Head onClose={onClose} onShow={onShow} />} autoFocus />
    </div>
  )
}

/** The button in the corner of the page, and the telephone that it opens: keypad, people, one search. The sound is in another window. */
export const CallWidget = () => {
  const { t } = useTranslation('telephony')
  const api = useApi()
  const { device } = useSession()
  const { call } = useTelephone()
  const route = useRoute()
  const besideCard =
    ('contactId' in route && route.screen !== 'contact' && route.contactId !== null) || ('memberId' in route && route.memberId !== null)
  const [opened, setOpened] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const wasOpened = useRef(false)
  useEffect(() => {
    if (wasOpened.current && !opened) button.current?.focus({ preventScroll: true })
    wasOpened.current = opened
  }, [opened])
  const close = useCallback(() => setOpened(false), [])
  const show = () => {
    close()
    showDialer(api)
  }
  return (
    <div
      className={classes.corner}
      data-side={device.widgetSide}
      data-wide={device.railWide || undefined}
      data-beside-card={besideCard || undefined}
    >
      {opened ? (
        <Panel onClose={close} onShow={show} />
      ) : (
        <>
          <DemoInvitation />
          <button
            ref={button}
            type="button"
            className={classes.button}
            data-live={isLive(call) || undefined}
            aria-label={t('open_widget')}
            title={t('open_widget')}
            aria-haspopup="dialog"
            onClick={() => setOpened(true)}
          >
            <IconPhone />
          </button>
        </>
      )}
    </div>
  )
}
