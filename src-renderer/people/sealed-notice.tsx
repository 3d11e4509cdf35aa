import { useTranslation } from 'react-i18next'
import { useMembers } from '../app/use-session.ts'
import { useFormat } from '../i18n/format.ts'
import classes from './sealed.module.css'
import { useSealed } from './use-sealed.ts'

interface Props {
  readonly connected: boolean
  readonly onOpen: (memberId: string) => void
}

/** One line that says whose calls and notes wait to be accepted, and opens them. Nothing where none do. */
export const SealedNotice = ({ connected, onOpen }: Props) => {
  const { t } = useTranslation('people')
  const format = useFormat()
  const members = useMembers()
  const facts = useSealed(connected)
  const authors = members.filter(({ id }) => facts.some(({ last }) => last.memberId === id))
  if (authors.length === 0) return null
  return (
    <p className={classes.notice}>
      {t('sealed.waiting', { shown: format.number(facts.length) })}
      {authors.map(({ id, name }) => (
        <button key={id} type="button" className={classes.author} aria-label={t('sealed.open', { name })} onClick={() => onOpen(id)}>
          {name}
        </button>
      ))}
    </p>
  )
}
