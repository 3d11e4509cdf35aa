import { Select } from '@mantine/core'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { memberFieldsSchema } from '../../src-shared/team/member-kind.ts'
import { useSession } from '../app/use-session.ts'
import { createFormat } from '../i18n/format.ts'
import { speak } from '../i18n/i18n.ts'
import { MyAccount } from '../team/my-account.tsx'
import { useTeam } from '../team/team-store.ts'
import { Choice } from './choice.tsx'
import { problemsIn, problemWords } from './field-problems.ts'
import { SavedText } from './saved-text.tsx'
import { Pair, Section } from './section.tsx'
import { timeZones } from './time-zones.ts'
import { useSaveMe } from './use-save-settings.ts'

const checked = (name: 'name' | 'email' | 'position', value: string | null): string | null => {
  const problem = problemsIn(memberFieldsSchema, { [name]: value })[name]
  return problem ? problemWords(problem) : null
}

/** Who works here, and how they count days. */
export const ProfilePage = () => {
  const { t } = useTranslation('settings')
  const { me } = useSession()
  const save = useSaveMe()
  const team = useTeam((state) => state)
  const zones = useMemo(() => timeZones(me.timeZone), [me.timeZone])
  const now = createFormat(me.language, me.timeZone).hour(Date.now())
  const saveName = useCallback((name: string) => save({ name }), [save])
  const savePosition = useCallback((position: string) => save({ position }), [save])
  const saveEmail = useCallback((email: string) => save({ email: email || null }), [save])
  return (
    <>
      <Section title={t('profile.who')}>
        <SavedText
          label={t('profile.name')}
          value={me.name}
          autoComplete="name"
          check={(name) => checked('name', name)}
          onSave={saveName}
        />
        <Pair>
          {team?.mode === 'alone' && (
            <SavedText
              label={t('profile.email')}
              type="email"
              value={me.email ?? ''}
              autoComplete="email"
              check={(email) => checked('email', email || null)}
              onSave={saveEmail}
            />
          )}
          <SavedText
            label={t('profile.position')}
            value={me.position}
            autoComplete="organization-title"
            check={(position) => checked('position', position)}
            onSave={savePosition}
          />
        </Pair>
      </Section>
      {team?.mode === 'team' && <MyAccount team={team} />}
      <Section title={t('profile.language_and_time')}>
        <Choice
          label={t('profile.language')}
          value={me.language}
          values={[
            { value: 'pl', label: 'Polski' },
            { value: 'en', label: 'English' },
          ]}
          onChange={async (language) => {
            if ((await save({ language })) === null) speak(language)
          }}
        />
        <Select
          label={t('profile.time_zone')}
          description={t('profile.time_there', { time: now })}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          searchable
          limit={100}
          maxDropdownHeight="var(--list-tall)"
          nothingFoundMessage={t('profile.no_zone')}
          data={[...zones]}
          value={me.timeZone}
          onChange={(timeZone) => timeZone && void save({ timeZone })}
        />
        <Choice
          label={t('profile.first_day')}
          description={t('profile.first_day_hint')}
          value={me.firstDay === 1 ? 'monday' : 'sunday'}
          values={[
            { value: 'monday', label: t('profile.monday') },
            { value: 'sunday', label: t('profile.sunday') },
          ]}
          onChange={(day) => void save({ firstDay: day === 'monday' ? 1 : 0 })}
        />
      </Section>
    </>
  )
}
