import { IconArrowsDiagonal, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { go } from '../app/navigation.ts'
import { Feed } from '../feed/feed.tsx'
import { TaskList } from '../tasks/task-list.tsx'
import { useTasks } from '../tasks/use-tasks.ts'
import { ErrorState } from '../ui/error-state.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Later } from '../ui/later.tsx'
import { ContactFacts } from './contact-facts.tsx'
import { ContactHead } from './contact-head.tsx'
import classes from './contact-panel.module.css'
import { ContactPersons } from './contact-persons.tsx'
import { GoneCard } from './gone-card.tsx'
import { isGone, useContact, useSaveContact } from './use-contacts.ts'

interface Props {
  readonly id: string
  readonly onClose: () => void
  readonly onDeleted: () => void
}

/** A card beside the list, so that the next row is one key away. */
export const ContactPanel = ({ id, onClose, onDeleted }: Props) => {
  const { t } = useTranslation(['clients', 'tasks'])
  const { data: contact, error, refetch } = useContact(id)
  const save = useSaveContact(id)
  const openTasks = useTasks(id).filter(({ completedAt }) => completedAt === null)
  const close = (
    <IconButton label={t('card.close')} shortcut="Esc" onClick={onClose}>
      <IconX />
    </IconButton>
  )
  const corner = (
    <>
      <IconButton label={t('card.open_page')} shortcut="Enter" onClick={() => go({ screen: 'contact', contactId: id })}>
        <IconArrowsDiagonal />
      </IconButton>
      {close}
    </>
  )
  const label = contact ? t('card.label', { name: contact.name }) : t('card.facts')
  if (isGone(error)) {
    return (
      <aside className={classes.panel} aria-label={label}>
        <div className={classes.corner}>{close}</div>
        <GoneCard key={id} id={id} name={contact?.name} />
      </aside>
    )
  }
  return (
    <aside className={classes.panel} aria-label={label}>
      {error && !contact ? (
        <>
          <div>{corner}</div>
          <ErrorState error={error} onRetry={() => void refetch()} />
        </>
      ) : (
        contact && (
          <>
            <ContactHead contact={contact} onSave={save} onDeleted={onDeleted} corner={corner} />
            <section className={classes.section} aria-label={t('card.facts')}>
              <ContactFacts contact={contact} onSave={save} />
            </section>
            {(contact.status === 'company' || contact.persons.length > 0) && (
              <section className={classes.section} aria-label={t('card.persons')}>
                <h3 className={classes.heading}>{t('card.persons')}</h3>
                <ContactPersons contact={contact} onSave={save} />
              </section>
            )}
            {/* The first one stands in the head. */}
            {openTasks.length > 1 && (
              <section className={classes.section} aria-label={t('tasks:heading')}>
                <h3 className={classes.heading}>{t('tasks:heading')}</h3>
                <TaskList contact={contact} />
              </section>
            )}
            <section className={classes.section} aria-label={t('card.history')}>
              <Later>
                <Feed contact={contact} />
              </Later>
            </section>
          </>
        )
      )}
    </aside>
  )
}
