import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { memberFieldsSchema } from '../../src-shared/team/member-kind.ts'
import { useChangeDevice, useSession } from '../app/use-session.ts'
import { useTelephoneAccount } from '../telephony/use-telephone-account.ts'
import { AccountSection } from './account-section.tsx'
import { Choice } from './choice.tsx'
import { problemsIn, problemWords } from './field-problems.ts'
import { SavedText } from './saved-text.tsx'
import { Section } from './section.tsx'
import { TelephoneState } from './telephone-state.tsx'
import { useSaveMe } from './use-save-settings.ts'

const checkExtension = (value: string): string | null => {
  const problem = problemsIn(memberFieldsSchema, { extension: value || null }).extension
  return problem ? problemWords(problem) : null
}

/** The telephone: how it is, its account, and where its button stands. */
export const TelephonyPage = () => {
  const { t } = useTranslation('settings')
  const { me, device } = useSession()
  const account = useTelephoneAccount()
  const changeDevice = useChangeDevice()
  const save = useSaveMe()
  const saveExtension = useCallback((extension: string) => save({ extension: extension || null }), [save])
  return (
    <>
      <Section title={t('telephony.state')}>
        <TelephoneState />
      </Section>
      {account !== undefined && <AccountSection account={account} />}
      <Section title={t('telephony.me')}>
        <SavedText
          label={t('telephony.extension')}
          description={t('telephony.extension_hint')}
          inputMode="numeric"
          value={me.extension ?? ''}
          autoComplete="off"
          check={checkExtension}
          onSave={saveExtension}
        />
        <Choice
          label={t('telephony.widget_side')}
          value={device.widgetSide}
          values={[
            { value: 'left', label: t('telephony.left') },
            { value: 'right', label: t('telephony.right') },
          ]}
          onChange={(widgetSide) => void changeDevice({ widgetSide })}
        />
      </Section>
    </>
  )
}
