import { Button, Modal } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../api/api-context.tsx'
import { useRoute } from '../app/navigation.ts'
import { tellFailure } from '../app/use-act.ts'
import { useFormat } from '../i18n/format.ts'
import { CheckStep } from './check-step.tsx'
import { ChooseFile } from './choose-file.tsx'
import { cancelImport, leaveCheck } from './import-acts.ts'
import classes from './import-dialog.module.css'
import { ImportEnded } from './import-ended.tsx'
import { choose, type ImportPhase, startOver, useImport } from './import-store.ts'
import { ImportUndone } from './import-undone.tsx'
import { MapColumns } from './map-columns.tsx'
import { PlanStep } from './plan-step.tsx'
import { ProgressBar } from './progress-bar.tsx'

const steps = ['file', 'columns', 'plan', 'check', 'run'] as const

const stepOf: Readonly<Record<ImportPhase['type'], (typeof steps)[number]>> = {
  choose: 'file',
  reading: 'file',
  columns: 'columns',
  plan: 'plan',
  checking: 'check',
  checked: 'check',
  running: 'run',
  ended: 'run',
  undone: 'run',
}

const Steps = ({ phase }: { readonly phase: ImportPhase['type'] }) => {
  const { t } = useTranslation('imports')
  const at = steps.indexOf(stepOf[phase])
  return (
    <ol className={classes.steps} aria-label={t('steps.label')}>
      {steps.map((step, index) => (
        <li key={step} className={classes.step} data-past={index < at || undefined} aria-current={index === at ? 'step' : undefined}>
          <span className={classes.number} aria-hidden="true">
            {index + 1}
          </span>
          {t(`steps.${step}`)}
        </li>
      ))}
    </ol>
  )
}

interface WorkingProps {
  /** What is going on, with how far it is. */
  readonly text: string
  readonly share: number
  readonly stopLabel: string
  readonly onStop: () => void
  readonly onClose: () => void
}

/** Work that goes on without this window. */
const Working = ({ text, share, stopLabel, onStop, onClose }: WorkingProps) => {
  const { t } = useTranslation('imports')
  return (
    <>
      <p className={classes.text} role="status">
        {text}
      </p>
      <ProgressBar label={t('title')} share={share} />
      <div className={classes.buttons}>
        <Button color="red" onClick={onStop}>
          {stopLabel}
        </Button>
        <Button data-autofocus onClick={onClose}>
          {t('in_background')}
        </Button>
      </div>
    </>
  )
}

const share = (done: number, rows: number) => (rows === 0 ? 0 : Math.min(1, done / rows))

const Body = ({ phase, onClose }: { readonly phase: ImportPhase; readonly onClose: () => void }) => {
  const api = useApi()
  const { t } = useTranslation('imports')
  const format = useFormat()
  switch (phase.type) {
    case 'choose':
      return <ChooseFile error={phase.error} />
    case 'reading':
      return (
        <Working
          text={t('reading', { name: phase.name })}
          share={phase.share}
          stopLabel={t('another_file')}
          onStop={startOver}
          onClose={onClose}
        />
      )
    case 'columns':
      return <MapColumns phase={phase} />
    case 'plan':
      return <PlanStep phase={phase} />
    case 'checking':
      return (
        <Working
          text={t('checking', { done: format.number(phase.done), rows: format.number(phase.rows) })}
          share={share(phase.done, phase.rows)}
          stopLabel={t('cancel_check')}
          onStop={leaveCheck}
          onClose={onClose}
        />
      )
    case 'checked':
      return <CheckStep phase={phase} />
    case 'running': {
      const { done, rows, bad } = phase.progress
      const how = t('running', { done: format.number(done), rows: format.number(rows) })
      return (
        <Working
          text={bad > 0 ? `${how} · ${t('bad', { count: bad, shown: format.number(bad) })}` : how}
          share={share(done, rows)}
          stopLabel={t('cancel_running')}
          onStop={() => void cancelImport(api).catch(tellFailure)}
          onClose={onClose}
        />
      )
    }
    case 'ended':
      return <ImportEnded phase={phase} onClose={onClose} />
    case 'undone':
      return <ImportUndone name={phase.name} kept={phase.kept} more={phase.more} onClose={onClose} />
  }
}

/** Brings clients or leads from a file, step by step: the file, its columns, what is done with the rows, what would become of them, the way. */
export const ImportDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const { t } = useTranslation('imports')
  const { screen } = useRoute()
  const phase = useImport((state) => state.phase)
  const body = useRef<HTMLDivElement>(null)

  // Whoever comes from the leads brings leads.
  const isNew = useRef(phase.type === 'choose')
  useEffect(() => {
    if (isNew.current && (screen === 'leads' || screen === 'clients')) choose({ stage: screen === 'leads' ? 'lead' : 'client' })
    isNew.current = false
  }, [screen])

  // What had the keyboard has gone with its step: it goes on at the beginning of the next one.
  const shown = useRef(phase.type)
  useEffect(() => {
    if (shown.current === phase.type) return
    shown.current = phase.type
    body.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus()
  }, [phase.type])

  const close = () => {
    // What has been seen to its end does not wait for anybody.
    if (phase.type === 'ended' || phase.type === 'undone') startOver()
    onClose()
  }

  return (
    <Modal
      opened
      onClose={close}
      title={t('title')}
      size="var(--dialog-wide)"
      closeButtonProps={{ 'aria-label': t('close') }}
      closeOnClickOutside={false}
    >
      <div ref={body} className={classes.body}>
        <Steps phase={phase.type} />
        <Body phase={phase} onClose={close} />
      </div>
    </Modal>
  )
}
