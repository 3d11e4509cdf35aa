import { IconUserQuestion, IconUsers } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CallerMatch, LiveCall } from '../../src-shared/telephony/telephony-contract.ts'
import { useFormat } from '../i18n/format.ts'
import { Avatar } from '../ui/avatar.tsx'
import classes from './caller-lines.module.css'
import { idOf, titleOf, whoOf } from './who.ts'

/** Type of a contact in a word; a lead is a lead, whatever it may become. */
export const useTypeWord = () => {
  const { t } = useTranslation('telephony')
  return ({ stage, type }: Pick<CallerMatch, 'stage' | 'type'>) => t(stage === 'lead' ? 'lead' : `type.${type}`)
}

/** A number is not torn apart at the end of a line. */
const unbroken = (text: string) => text.replaceAll(' ', '\u00a0')

/** What stands under the name: company and type, number; of a stranger the country and earlier calls. */
export const useCallerDetails = (call: LiveCall): readonly string[] => {
  const { t } = useTranslation('telephony')
  const format = useFormat()
  const typeWord = useTypeWord()
  const { caller, displayName } = call
  const who = whoOf(caller)
  const known = caller.known.length > 0
  const { count, lastAt } = caller.earlierCalls
  const earlier = count > 0 && lastAt !== null ? [t('earlier_calls', { count, when: format.nearWithTime(lastAt) })] : []
  const country = caller.country ? [format.country(caller.country)] : []
  switch (who.type) {
    case 'contact': {
      const place = who.match.personName ? who.match.name : who.match.company
      return [...(place ? [place] : []), typeWord(who.match), unbroken(caller.spoken)]
    }
    case 'colleague':
      return [t('colleague'), t('extension', { number: who.extension })]
    case 'several':
      return [t('several', { count: who.matches.length })]
    case 'unknown':
      return [...(known ? [] : [t('unknown_number')]), ...(displayName ? [displayName] : []), ...country, ...earlier]
    case 'withheld':
      return displayName ? [displayName] : []
  }
}

/** The initials of whoever it is; a sign for strangers and for several. */
export const CallerFace = ({ call, size = 'large' }: { readonly call: LiveCall; readonly size?: 'normal' | 'large' }) => {
  const who = whoOf(call.caller)
  if (who.type === 'contact' || who.type === 'colleague') return <Avatar id={idOf(call)} name={titleOf(call)} size={size} />
  return (
    <span className={classes.stranger} data-size={size} aria-hidden="true">
      {who.type === 'several' ? <IconUsers /> : <IconUserQuestion />}
    </span>
  )
}

/** Who of the team knows this number: their cards are out of reach here, and whom to ask is all there is. */
const useKnownWords = (call: LiveCall): readonly { readonly id: string; readonly text: string }[] => {
  const { t } = useTranslation('telephony')
  return call.caller.known.map(({ id, name, company, responsible }) => {
    const person = company && company !== name ? `${name}, ${company}` : name
    return { id, text: responsible ? t('known_with', { person, name: responsible.name }) : t('known_as', { person }) }
  })
}

/** The same where there is one line: the name comes first, so that it is what remains of it. */
export const useKnownBriefly = (call: LiveCall): readonly string[] => {
  const { t } = useTranslation('telephony')
  return call.caller.known.map(
    ({ name, responsible }) => `${name}, ${responsible ? t('with', { name: responsible.name }) : t('known_to_team')}`,
  )
}

export const KnownAs = ({ call }: { readonly call: LiveCall }) =>
  useKnownWords(call).map(({ id, text }) => (
    <p key={id} className={classes.known} title={text}>
      {text}
    </p>
  ))

/** Face, name and what is known, the way a call is announced. */
export const CallerLines = ({ call }: { readonly call: LiveCall }) => {
  const { t } = useTranslation('telephony')
  const details = useCallerDetails(call)
  return (
    <div className={classes.lines}>
      <CallerFace call={call} />
      <div className={classes.words}>
        <h2 className={classes.name} title={titleOf(call)}>
          {titleOf(call) || t('withheld')}
        </h2>
        <p className={classes.details}>{details.join(' · ')}</p>
        <KnownAs call={call} />
      </div>
    </div>
  )
}
