import { Button } from '@mantine/core'
import type { SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../app/use-session.ts'
import { speak } from '../i18n/i18n.ts'
import { useSaveMe } from '../settings/use-save-settings.ts'
import classes from './steps.module.css'
import { WizardFrame } from './wizard-frame.tsx'

/** Each by its own name, whichever is spoken. */
const languages = [
  { value: 'pl', name: 'Polski' },
  { value: 'en', name: 'English' },
] as const

/** Each choice is heard at once: the page speaks it. */
export const LanguageStep = ({ onNext }: { readonly onNext: () => void }) => {
  const { t } = useTranslation('wizard')
  const { me } = useSession()
  const save = useSaveMe()
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    onNext()
  }
  return (
    <WizardFrame step="language" title={t('language.title')} text={t('language.text')}>
      <form className={classes.form} onSubmit={submit}>
        <fieldset className={classes.languages}>
          <legend className="visually-hidden">{t('language.label')}</legend>
          {languages.map(({ value, name }) => (
            <label key={value} className={classes.language} lang={value}>
              <input
                type="radio"
                name="language"
                value={value}
                checked={me.language === value}
                // biome-ignore lint/a11y/noAutofocus: each step begins at its first field
                autoFocus={me.language === value}
                onChange={() => {
                  speak(value)
                  void save({ language: value })
                }}
              />
              {name}
            </label>
          ))}
        </fieldset>
        <div>
          <Button type="submit" variant="filled">
            {t('continue')}
          </Button>
        </div>
      </form>
    </WizardFrame>
  )
}
