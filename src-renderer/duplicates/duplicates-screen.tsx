import { Button, SegmentedControl } from '@mantine/core'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type DuplicateGroup, type DuplicateReason, duplicateReasons } from '../../src-shared/duplicates/duplicate-contract.ts'
import { formatPhoneNumber } from '../../src-shared/lib/phone-numbers.ts'
import { useApi } from '../api/api-context.tsx'
import { go } from '../app/navigation.ts'
import { useAct } from '../app/use-act.ts'
import { usePageTitle } from '../app/use-page-title.ts'
import { useFormat } from '../i18n/format.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Tag } from '../ui/chip.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { Kbd } from '../ui/kbd.tsx'
import classes from './duplicates.module.css'
import { openMerge } from './merge-store.ts'
import { useDuplicateCounts, useDuplicateGroups } from './use-duplicates.ts'

/** Goes to the group above or below. */
const moveBy = (from: HTMLElement, step: 1 | -1) => {
  const next = step === 1 ? from.nextElementSibling : from.previousElementSibling
  if (next instanceof HTMLElement) next.focus()
}

const Group = ({ group }: { readonly group: DuplicateGroup }) => {
  const { t } = useTranslation('duplicates')
  const { client } = useApi()
  const { act } = useAct()
  const format = useFormat()
  const ids = group.contacts.map(({ id }) => id)
  const merge = () => openMerge(ids)
  const { reason, key, total } = group
  const more = total - ids.length
  const dismiss = () => act(() => client.duplicates.dismiss(more > 0 ? { reason, key } : { ids }), t('dismissed', { count: total }))

  const hearKey = (event: KeyboardEvent<HTMLElement>) => {
    const { key, target, currentTarget } = event
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (key === 'j' || key === 'ArrowDown') moveBy(currentTarget, 1)
    else if (key === 'k' || key === 'ArrowUp') moveBy(currentTarget, -1)
    else if (key === 'd') {
      moveBy(currentTarget, 1)
      void dismiss()
    } else if (key === 'Enter' && target === currentTarget) merge()
    else return
    event.preventDefault()
  }

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys are heard here
    <li className={classes.group} tabIndex={0} aria-label={group.value} onKeyDown={hearKey}>
      <div className={classes.groupHead}>
        <h2 className={classes.value} title={group.value}>
          {group.value}
        </h2>
        <Button size="xs" variant="subtle" rightSection={<Kbd>D</Kbd>} onClick={() => void dismiss()}>
          {t('different', { count: total })}
        </Button>
        <Button size="xs" variant="filled" onClick={merge}>
          {t('merge_open')}
        </Button>
      </div>
      <ul className={classes.people}>
        {group.contacts.map((contact) => (
          <li key={contact.id} className={classes.person}>
            <Avatar id={contact.id} name={contact.name} />
            <button
              type="button"
              className={classes.name}
              title={contact.name}
              onClick={() => go({ screen: 'contact', contactId: contact.id })}
            >
              {contact.name} {contact.stage === 'lead' && <Tag>{t('lead')}</Tag>}{' '}
              {contact.company && <span className={classes.company}>{contact.company}</span>}
            </button>
            <span className={classes.cell}>
              {[contact.phone && formatPhoneNumber(contact.phone), contact.email].filter(Boolean).join(' · ')}
            </span>
            <span className={classes.cell}>{contact.city}</span>
            <span className={classes.cell} title={format.exact(contact.createdAt)}>
              {[t('added', { when: format.near(contact.createdAt) }), contact.responsible?.name].filter(Boolean).join(' · ')}
            </span>
          </li>
        ))}
        {more > 0 && <li className={classes.others}>{t('others', { count: more })}</li>}
      </ul>
    </li>
  )
}

const Groups = ({ reason }: { readonly reason: DuplicateReason }) => {
  const { t } = useTranslation('duplicates')
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useDuplicateGroups(reason)
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return null
  const groups = data.pages.flatMap((page) => page.groups)
  if (groups.length === 0) return <EmptyState drawing="done">{t(`none.${reason}`)}</EmptyState>
  return (
    <>
      <ul className={classes.groups} aria-label={t(`reason.${reason}`)}>
        {groups.map((group) => (
          <Group key={group.key} group={group} />
        ))}
      </ul>
      {hasNextPage && (
        <Button className={classes.more} size="xs" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </>
  )
}

/** Likely duplicates, by what they share: made one, or said to be different people. */
export const DuplicatesScreen = () => {
  const { t } = useTranslation('duplicates')
  const format = useFormat()
  const [chosen, setChosen] = useState<DuplicateReason | null>(null)
  const counts = useDuplicateCounts()
  // What there is to do stands first.
  const reason = chosen ?? duplicateReasons.find((one) => (counts?.[one] ?? 0) > 0) ?? 'phone'
  usePageTitle(t('title'))
  return (
    <div className={classes.screen}>
      <header className={classes.head}>
        <h1 className={classes.title}>{t('title')}</h1>
        <SegmentedControl
          aria-label={t('reasons')}
          value={reason}
          onChange={(value) => setChosen(value as DuplicateReason)}
          data={duplicateReasons.map((value) => ({
            value,
            label: (
              <span className={classes.tab}>
                {t(`reason.${value}`)} <span className={classes.count}>{counts ? format.number(counts[value]) : ''}</span>
              </span>
            ),
          }))}
        />
      </header>
      <p className={classes.intro}>{t('intro')}</p>
      <Groups key={reason} reason={reason} />
    </div>
  )
}
