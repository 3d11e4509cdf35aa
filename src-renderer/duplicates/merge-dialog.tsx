import { Button, Modal } from '@mantine/core'
import { useQueries } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Contact } from '../../src-shared/contacts/contact-kind.ts'
import { formatPhoneNumber } from '../../src-shared/lib/phone-numbers.ts'
import { contactRights } from '../../src-shared/team/rights.ts'
import type { Viewer } from '../../src-shared/team/viewer.ts'
import { useApi } from '../api/api-context.tsx'
import { queryKeys } from '../app/refresh.ts'
import { useAct } from '../app/use-act.ts'
import { useViewer } from '../app/use-viewer.ts'
import { useCatalogue } from '../catalogue/use-catalogue.ts'
import { ErrorState } from '../ui/error-state.tsx'
import { useFollow } from './follow-merger.ts'
import { comesTogether, mergeChoices, usualTarget } from './merge-choices.ts'
import classes from './merge-dialog.module.css'
import { MergeFinder } from './merge-finder.tsx'
import { closeMerge, useMerging } from './merge-store.ts'
import { MergeTable } from './merge-table.tsx'

/** The one that stays is changed, the others go. */
const mayMerge = (viewer: Viewer, contacts: readonly Contact[], into: string): boolean =>
  contacts.every((contact) => {
    const rights = contactRights(viewer, contact)
    return contact.id === into ? rights.edit : rights.delete
  })

/** What comes together of all of them, in words. */
const Together = ({ contacts }: { readonly contacts: readonly Contact[] }) => {
  const { t } = useTranslation(['duplicates', 'clients', 'card'])
  const { tagsOf, sourcesOf } = useCatalogue()
  const all = useMemo(() => comesTogether(contacts), [contacts])
  const lines = [
    [t('clients:fact.phones'), all.phones.map((phone) => formatPhoneNumber(phone))],
    [t('clients:fact.emails'), all.emails.map(({ address }) => address)],
    [t('clients:fact.messengers'), all.messengers.map(({ value }) => value)],
    [t('clients:card.persons'), all.persons.map(({ name }) => name)],
    [t('card:tags.label'), tagsOf(all.tags).map(({ name }) => name)],
    [t('card:sources.label'), sourcesOf(all.sources).map(({ name }) => name)],
    [t('clients:fact.comment'), all.comments],
  ] as const
  return (
    <section aria-label={t('together')}>
      <h3 className={classes.heading}>{t('together')}</h3>
      <dl className={classes.together}>
        {lines
          .filter(([, values]) => values.length > 0)
          .map(([label, values]) => (
            <div key={label} className={classes.line}>
              <dt>{label}</dt>
              <dd>{values.join(', ')}</dd>
            </div>
          ))}
      </dl>
      <p className={classes.text}>{t('nothing_lost')}</p>
    </section>
  )
}

const Merging = ({ ids, onMerged }: { readonly ids: readonly string[]; readonly onMerged: ((into: string) => void) | undefined }) => {
  const { client } = useApi()
  const { act } = useAct()
  const viewer = useViewer()
  const follow = useFollow()
  const { t } = useTranslation('duplicates')
  const [wanted, setInto] = useState<string | null>(null)
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({})
  const [busy, setBusy] = useState(false)
  const answers = useQueries({
    queries: ids.map((id) => ({
      queryKey: [...queryKeys.contacts, id],
      queryFn: ({ signal }: { signal: AbortSignal }) => client.contacts.get({ id }, { signal }),
    })),
  })
  const error = answers.find((answer) => answer.error)?.error
  const contacts = answers.flatMap(({ data }) => data ?? [])
  const into = contacts.find(({ id }) => id === wanted)?.id ?? usualTarget(contacts) ?? ''
  const target = contacts.find(({ id }) => id === into)
  const isReady = contacts.length === ids.length && contacts.length > 1
  const choices = isReady ? mergeChoices(contacts, into) : []
  const allowed = isReady && mayMerge(viewer, contacts, into)
  const change = (next: readonly string[]) => useMerging.setState({ ids: next })

  const merge = async () => {
    if (!isReady || !target || busy) return
    setBusy(true)
    const from = ids.filter((id) => id !== into)
    const fields = Object.fromEntries(
      Object.entries(chosen).filter(([field, id]) => ids.includes(id) && choices.some((one) => one.field === field)),
    )
    const merged = await act(() => client.contacts.merge({ into, from, fields }), t('merged', { count: ids.length, name: target.name }))
    setBusy(false)
    if (!merged) return
    closeMerge()
    follow(from, target)
    onMerged?.(into)
  }

  const [only] = contacts
  return (
    <Modal
      opened
      onClose={closeMerge}
      title={isReady ? t('dialog_title', { count: ids.length }) : t('merge')}
      size={isReady ? 'var(--dialog-wide)' : 'var(--dialog)'}
      closeButtonProps={{ 'aria-label': t('cancel') }}
      closeOnClickOutside={false}
    >
      <div className={classes.body}>
        {error && <ErrorState error={error} />}
        {ids.length === 1 && only && <MergeFinder contact={only} onFound={(id) => change([...ids, id])} />}
        {isReady && (
          <>
            <p className={classes.text}>{choices.length === 0 ? t('nothing_to_choose') : t('choose')}</p>
            <MergeTable
              contacts={contacts}
              choices={choices}
              chosen={chosen}
              into={into}
              onInto={setInto}
              onChoose={(field, id) => setChosen({ ...chosen, [field]: id })}
              onLeaveOut={(id) => change(ids.filter((one) => one !== id))}
            />
            <Together contacts={contacts} />
            {!allowed && (
              <p className={classes.refused} role="alert">
                {t('may_not')}
              </p>
            )}
          </>
        )}
        <div className={classes.buttons}>
          <Button variant="subtle" onClick={closeMerge}>
            {t('cancel')}
          </Button>
          {isReady && (
            <Button variant="filled" data-autofocus loading={busy} disabled={!allowed} onClick={() => void merge()}>
              {t('merge_count', { count: ids.length })}
            </Button>
          )}
        </div>
      </div>
    </Modal>
  )
}

/** The dialog in which contacts become one, while it is open. */
export const MergeDialog = () => {
  const { ids, onMerged } = useMerging()
  return ids && <Merging ids={ids} onMerged={onMerged} />
}
