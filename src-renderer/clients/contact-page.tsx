import { useElementSize } from '@mantine/hooks'
import { IconArrowLeft } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Contact } from '../../src-shared/contacts/contact-kind.ts'
import { go } from '../app/navigation.ts'
import { usePageTitle } from '../app/use-page-title.ts'
import { Feed } from '../feed/feed.tsx'
import { TaskList } from '../tasks/task-list.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Later } from '../ui/later.tsx'
import { tokenPixels } from '../ui/token.ts'
import { ContactFacts } from './contact-facts.tsx'
import { ContactHead } from './contact-head.tsx'
import classes from './contact-page.module.css'
import { ContactPersons } from './contact-persons.tsx'
import { GoneCard } from './gone-card.tsx'
import { isGone, useContact, useSaveContact } from './use-contacts.ts'

const screenOf = (contact: Contact | undefined) => (contact?.stage === 'lead' ? ('leads' as const) : ('clients' as const))

/** A card as a page: facts, feed, and what is to be done and the people of a company beside them where there is room. */
export const ContactPage = ({ id }: { readonly id: string }) => {
  const { t } = useTranslation(['clients', 'tasks'])
  const { data: contact, error, refetch } = useContact(id)
  const save = useSaveContact(id)
  const { ref, width } = useElementSize()
  const threeColumns = width >= tokenPixels('--panel') * 2.5
  usePageTitle(contact?.name ?? t('card.facts'))

  const backTo = (contactId: string | null) => go({ screen: screenOf(contact), contactId })
  const corner = (
    <IconButton label={t('card.back')} onClick={() => backTo(id)}>
      <IconArrowLeft />
    </IconButton>
  )
  if (isGone(error)) {
    return (
      <div className={classes.screen} ref={ref}>
        <div className={classes.corner}>
          <IconButton label={t('card.back')} onClick={() => backTo(null)}>
            <IconArrowLeft />
          </IconButton>
        </div>
        <GoneCard key={id} id={id} name={contact?.name} />
      </div>
    )
  }
  const beside = contact && (
    <>
      <section aria-label={t('tasks:heading')}>
        <h3 className={classes.heading}>{t('tasks:heading')}</h3>
        <TaskList contact={contact} />
      </section>
      <section aria-label={t('card.persons')}>
        <h3 className={classes.heading}>{t('card.persons')}</h3>
        <ContactPersons contact={contact} onSave={save} />
      </section>
    </>
  )
  return (
    <div className={classes.screen} ref={ref}>
      {error && !contact && <ErrorState error={error} onRetry={() => void refetch()} />}
      {contact && (
        <>
          <ContactHead contact={contact} onSave={save} onDeleted={() => backTo(null)} corner={corner} page />
          <div className={classes.columns}>
            <section className={classes.column} aria-label={t('card.facts')}>
              <ContactFacts contact={contact} onSave={save} />
              {!threeColumns && <div className={classes.beside}>{beside}</div>}
            </section>
            <section className={classes.column} aria-label={t('card.history')}>
              <Later>
                <Feed contact={contact} />
              </Later>
            </section>
            {threeColumns && (
              <div className={classes.column}>
                <div className={classes.beside}>{beside}</div>
              </div>
            )}
          </div>
        </>
      )}
    </div>
  )
}
