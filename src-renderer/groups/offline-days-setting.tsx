import { useTranslation } from 'react-i18next'
import { useSession } from '../app/use-session.ts'
import { useFormat } from '../i18n/format.ts'
import { Choice } from '../settings/choice.tsx'
import { Section } from '../settings/section.tsx'
import { useSaveWorkspace } from '../settings/use-save-settings.ts'

const never = 'never'
const usualDays = [7, 14, 30, 90]

/** After how many days without contact the team's data goes from a computer that was lost, or kept; the administrators decide. */
export const OfflineDaysSetting = ({ editable }: { readonly editable: boolean }) => {
  const { t } = useTranslation('groups')
  const format = useFormat()
  const { workspace } = useSession()
  const save = useSaveWorkspace()
  const chosen = workspace.offlineDays
  const days = [...new Set([...usualDays, ...(chosen === null ? [] : [chosen])])].sort((one, other) => one - other)
  return (
    <Section title={t('offline.title')}>
      <Choice
        label={t('offline.label')}
        description={t('offline.text')}
        disabled={!editable}
        value={chosen === null ? never : String(chosen)}
        values={[
          { value: never, label: t('offline.never') },
          ...days.map((count) => ({ value: String(count), label: t('offline.days', { count, shown: format.number(count) }) })),
        ]}
        onChange={(value) => void save({ offlineDays: value === never ? null : Number(value) })}
      />
    </Section>
  )
}
