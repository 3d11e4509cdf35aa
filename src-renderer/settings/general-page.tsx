import { CopyButton, Select, TextInput } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { workspaceSchema } from '../../src-shared/settings/workspace-kind.ts'
import { useChangeDevice, useSession } from '../app/use-session.ts'
import { useViewer } from '../app/use-viewer.ts'
import { useCountries } from '../i18n/countries.ts'
import { useTeam } from '../team/team-store.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { Choice } from './choice.tsx'
import { problemsIn, problemWords } from './field-problems.ts'
import classes from './general-page.module.css'
import { SavedText } from './saved-text.tsx'
import { Section } from './section.tsx'
import { useSaveWorkspace } from './use-save-settings.ts'

const nameSchema = workspaceSchema.pick({ name: true })

const checkName = (name: string): string | null => {
  const problem = problemsIn(nameSchema, { name }).name
  return problem ? problemWords(problem) : null
}

/** What all share, how it looks here, and where it lies. */
export const GeneralPage = () => {
  const { t } = useTranslation('settings')
  const { workspace, device, dataFolder, version } = useSession()
  const { administrator } = useViewer()
  const changeDevice = useChangeDevice()
  const save = useSaveWorkspace()
  const countries = useCountries()
  const isTeam = useTeam((state) => state?.mode === 'team')
  const saveName = useCallback((name: string) => save({ name }), [save])
  return (
    <>
      <Section title={t('general.workspace')}>
        {administrator ? (
          <SavedText label={t('general.name')} value={workspace.name} autoComplete="organization" check={checkName} onSave={saveName} />
        ) : (
          <TextInput label={t('general.name')} value={workspace.name} readOnly />
        )}
        <Select
          label={t('general.country')}
          description={t(administrator ? 'general.country_hint' : 'general.by_administrator')}
          readOnly={!administrator}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          searchable
          limit={300}
          maxDropdownHeight="var(--list-tall)"
          nothingFoundMessage={t('general.no_country')}
          data={countries.map(({ value, label, callingCode }) => ({ value, label: `${label} (+${callingCode})` }))}
          value={workspace.country}
          onChange={(country) => country && void save({ country })}
        />
      </Section>
      <Section title={t('general.looks')}>
        <Choice
          label={t('general.theme')}
          description={t('general.theme_hint')}
          value={device.theme}
          values={[
            { value: 'auto', label: t('general.auto') },
            { value: 'light', label: t('general.light') },
            { value: 'dark', label: t('general.dark') },
          ]}
          onChange={(theme) => void changeDevice({ theme })}
        />
      </Section>
      <Section title={t('general.data')} text={t(isTeam ? 'general.data_text_team' : 'general.data_text')}>
        <div className={classes.path}>
          <code>{dataFolder}</code>
          <CopyButton value={dataFolder}>
            {({ copied, copy }) => (
              <IconButton label={copied ? t('general.copied') : t('general.copy')} size="var(--control-small)" onClick={copy}>
                {copied ? <IconCheck /> : <IconCopy />}
              </IconButton>
            )}
          </CopyButton>
        </div>
        <p className={classes.version}>Leadline {version}</p>
      </Section>
    </>
  )
}
