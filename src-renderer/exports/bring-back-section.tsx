import { Button, FileButton } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { contactStages } from '../../src-shared/contacts/contact-kind.ts'
import { demandEverything, demandImport } from '../../src-shared/team/rights.ts'
import type { Viewer } from '../../src-shared/team/viewer.ts'
import { useApi } from '../api/api-context.tsx'
import { useAct } from '../app/use-act.ts'
import { useViewer } from '../app/use-viewer.ts'
import { Section } from '../settings/section.tsx'
import forms from '../team/team-forms.module.css'
import { useRunningWorks } from '../work/work-store.ts'
import { bringBack } from './bring-back.ts'

const mayBringBack = (viewer: Viewer): boolean => {
  try {
    demandEverything(viewer)
    for (const stage of contactStages) demandImport(viewer, stage)
    return true
  } catch {
    return false
  }
}

/** Brings back what was exported as JSON. */
export const BringBackSection = ({ isTeam }: { readonly isTeam: boolean }) => {
  const { t } = useTranslation('exports')
  const api = useApi()
  const { tellDone } = useAct()
  const allowed = mayBringBack(useViewer())
  const isRunning = useRunningWorks().some(({ kind }) => kind === 'bring_back')
  const [share, setShare] = useState<number | null>(null)
  const reset = useRef<() => void>(null)
  const take = (file: File | null) => {
    // The same file can be chosen again once it has been mended.
    reset.current?.()
    if (file) void bringBack(api, file, { told: setShare, tellDone })
  }
  return (
    <Section title={t('back.title')} text={t('back.text')}>
      {isTeam && <p className={forms.text}>{t('back.authors')}</p>}
      {allowed ? (
        <div className={forms.buttons}>
          <FileButton resetRef={reset} accept=".zip,application/zip" onChange={take} inputProps={{ 'aria-label': t('back.start') }}>
            {(props) => (
              <Button {...props} leftSection={<IconFileImport />} disabled={isRunning || share !== null}>
                {share === null ? t('back.start') : t('back.reading', { percent: Math.floor(share * 100) })}
              </Button>
            )}
          </FileButton>
        </div>
      ) : (
        <p className={forms.text}>{t('back.not_allowed')}</p>
      )}
    </Section>
  )
}
