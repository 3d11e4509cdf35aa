import { Button, Popover } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconGridDots, IconMicrophone, IconMicrophoneOff, IconPhoneOff, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LiveCall } from '../../src-shared/telephony/telephony-contract.ts'
import { IconButton } from '../ui/icon-button.tsx'
import classes from './call-controls.module.css'
import { Keypad } from './keypad.tsx'
import { isTyping } from './use-call-keys.ts'
import { useTelephone } from './use-telephone.tsx'

/** Mute, hold and keypad of a call on the line. */
export const CallControls = ({ call }: { readonly call: LiveCall }) => {
  const { t } = useTranslation('telephony')
  const { act } = useTelephone()
  const active = call.phase === 'active'
  return (
    <div className={classes.controls}>
      <IconButton
        label={call.muted ? t('unmute') : t('mute')}
        shortcut="M"
        aria-keyshortcuts="M"
        aria-pressed={call.muted}
        data-on={call.muted || undefined}
        className={classes.toggle}
        disabled={!active}
        onClick={() => act(call.id, { type: 'mute', muted: !call.muted })}
      >
        {call.muted ? <IconMicrophoneOff /> : <IconMicrophone />}
      </IconButton>
      <IconButton
        label={call.held ? t('resume') : t('hold')}
        shortcut="H"
        aria-keyshortcuts="H"
        aria-pressed={call.held}
        data-on={call.held || undefined}
        className={classes.toggle}
        disabled={!active}
        onClick={() => act(call.id, { type: 'hold', held: !call.held })}
      >
        {call.held ? <IconPlayerPlay /> : <IconPlayerPause />}
      </IconButton>
      <TonesButton call={call} />
    </div>
  )
}

const TonesButton = ({ call }: { readonly call: LiveCall }) => {
  const { t } = useTranslation('telephony')
  const { act, keySound } = useTelephone()
  const [opened, { toggle, close }] = useDisclosure(false)
  const [sent, setSent] = useState('')
  const press = (key: string) => {
    setSent((before) => `${before}${key}`.slice(-16))
    act(call.id, { type: 'tones', tones: key })
  }
  const latest = useRef(press)
  latest.current = (key) => {
    keySound(key)
    press(key)
  }
  // Heard wherever the focus is: the first digit must not be lost on its way into the keypad.
  useEffect(() => {
    if (!opened) return
    const hear = (event: KeyboardEvent) => {
      if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return
      if (/^[0-9*#]$/.test(event.key)) latest.current(event.key)
    }
    window.addEventListener('keydown', hear)
    return () => window.removeEventListener('keydown', hear)
  }, [opened])
  return (
    <Popover opened={opened} onDismiss={close} position="bottom" width="var(--keypad)" trapFocus returnFocus withRoles>
      <Popover.Target>
        <IconButton
          label={t('tones')}
          className={classes.toggle}
          data-on={opened || undefined}
          disabled={call.phase !== 'active' && call.phase !== 'remote-ringing'}
          onClick={toggle}
        >
          <IconGridDots />
        </IconButton>
      </Popover.Target>
      <Popover.Dropdown className={classes.tones} aria-label={t('tones')}>
        <output className={classes.sent} aria-label={t('tones_sent')}>
          {sent}
        </output>
        <Keypad onKey={press} />
      </Popover.Dropdown>
    </Popover>
  )
}

export const EndButton = ({ call }: { readonly call: LiveCall }) => {
  const { t } = useTranslation('telephony')
  const { act } = useTelephone()
  return (
    <Button variant="filled" color="red" leftSection={<IconPhoneOff />} onClick={() => act(call.id, { type: 'end' })}>
      {t('end')}
    </Button>
  )
}
