import { Button } from '@mantine/core'
import { IconFileExport } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { demandEverything } from '../../src-shared/team/rights.ts'
import type { Viewer } from '../../src-shared/team/viewer.ts'
import { useViewer } from '../app/use-viewer.ts'
import { Section } from '../settings/section.tsx'
import forms from '../team/team-forms.module.css'
import { useTeam } from '../team/team-store.ts'
import { useRunningWorks } from '../work/work-store.ts'
import { BringBackSection } from './bring-back-section.tsx'
import { useStartExport } from './use-start-export.ts'

const mayTakeEverything = (viewer: Viewer): boolean => {
  try {
    demandEverything(viewer)
    return true
  } catch {
    return false
  }
}

/** Takes everything out, any day, and brings it back. */
export const ExportPage = () => {
  const { t } = useTranslation('exports')
  const viewer = useViewer()
  const isTeam = useTeam((state) => state?.mode === 'team')
  const start = useStartExport()
  const isRunning = useRunningWorks().some(({ kind }) => kind === 'export')
  const allowed = mayTakeEverything(viewer)
  return (
    <>
      <Section title={t('everything.title')} text={t('everything.text')}>
        {isTeam && <p className={forms.text}>{t('everything.team')}</p>}
        <p className={forms.text}>{t('everything.tables')}</p>
        {allowed ? (
          <div className={forms.buttons}>
            <Button
              variant="filled"
              leftSection={<IconFileExport />}
              disabled={isRunning}
              onClick={() => start({ what: 'everything', format: 'json' })}
            >
              {t('everything.start')}
            </Button>
          </div>
        ) : (
          <p className={forms.text}>{t('everything.not_allowed')}</p>
        )}
      </Section>
      <BringBackSection isTeam={isTeam} />
    </>
  )
}
