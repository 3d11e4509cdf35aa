import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CreateTeamForm } from '../team/create-team-form.tsx'
import { FormDrafts } from '../team/form-drafts.tsx'
import { putLinkAway, useJoinLink } from '../team/join-link.ts'
import { JoinTeamForm } from '../team/join-team-form.tsx'
import { AloneForm } from './alone-form.tsx'
import { LanguageStep } from './language-step.tsx'
import { WayStep } from './way-step.tsx'
import { WizardFrame } from './wizard-frame.tsx'
import { useWizardView, type Way } from './wizard-store.ts'

type Place =
  | { readonly step: 'language' }
  | { readonly step: 'way'; readonly left: Way | null }
  | { readonly step: 'details'; readonly way: Way }

const firstPlace = (way: Way | null): Place => (way === null ? { step: 'language' } : { step: 'details', way })

/** The first start: the language, how to work, and what that takes. */
export const Wizard = () => {
  const { t } = useTranslation(['wizard', 'team'])
  const link = useJoinLink((state) => state.link)
  const asked = useWizardView((state) => state.way)
  const [place, setPlace] = useState<Place>(() => firstPlace(asked))
  const [opened, setOpened] = useState<string | null>(null)
  if (link !== opened) {
    // Whoever opens the link of an invitation has said how they want to work.
    setOpened(link)
    if (link !== null) setPlace({ step: 'details', way: 'join' })
  }

  const details = (way: Way) => {
    const back = () => {
      putLinkAway()
      setPlace({ step: 'way', left: way })
    }
    if (way === 'create') {
      return (
        <WizardFrame step="details" title={t('wizard:way.create')} text={t('team:ways.create_text')}>
          <CreateTeamForm onBack={back} />
        </WizardFrame>
      )
    }
    if (way === 'join') {
      return (
        <WizardFrame step="details" title={t('wizard:way.join')} text={t('team:ways.join_text')}>
          <JoinTeamForm key={link} link={link} onBack={back} />
        </WizardFrame>
      )
    }
    return (
      <WizardFrame step="details" title={t('wizard:alone.title')} text={t('wizard:alone.text')}>
        <AloneForm onBack={back} />
      </WizardFrame>
    )
  }

  return (
    <FormDrafts>
      {place.step === 'language' && <LanguageStep onNext={() => setPlace({ step: 'way', left: null })} />}
      {place.step === 'way' && (
        <WayStep left={place.left} onChosen={(way) => setPlace({ step: 'details', way })} onBack={() => setPlace({ step: 'language' })} />
      )}
      {place.step === 'details' && details(place.way)}
    </FormDrafts>
  )
}
