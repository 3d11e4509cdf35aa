import { useTranslation } from 'react-i18next'
import { useView } from '../app/view-store.ts'
import { useFormat } from '../i18n/format.ts'
import { PillButton } from '../ui/pill.tsx'
import { type ImportPhase, isAtWork, useImport } from './import-store.ts'

const shareOf = (phase: ImportPhase): number => {
  if (phase.type === 'reading') return phase.share
  const { done, rows } = phase.type === 'running' ? phase.progress : phase.type === 'checking' ? phase : { done: 0, rows: 0 }
  return rows === 0 ? 0 : Math.min(1, done / rows)
}

/** An import whose window was put aside: how far it is, that it waits, or that it has come to its end. It opens the window again. */
export const ImportPill = () => {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const phase = useImport((state) => state.phase)
  const { importOpen, set } = useView()
  if (importOpen || phase.type === 'choose' || phase.type === 'undone') return null
  const [tone, words] = isAtWork(phase)
    ? (['amber', t('pill.working', { percent: format.number(Math.floor(shareOf(phase) * 100)) })] as const)
    : phase.type === 'ended'
      ? (['green', t('pill.ended')] as const)
      : (['grey', t('pill.waiting')] as const)
  return (
    <PillButton tone={tone} onClick={() => set({ importOpen: true })}>
      {words}
    </PillButton>
  )
}
