import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Contact } from '../../src-shared/contacts/contact-kind.ts'
import { may } from '../../src-shared/team/viewer.ts'
import { useViewer } from '../app/use-viewer.ts'
import { openAdd } from '../app/view-store.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import type { ContactListView } from './contact-list-view.ts'
import { mayAdd, mayImport } from './contact-offers.ts'
import { useTabCount } from './use-contacts.ts'

interface Props {
  readonly stage: Contact['stage']
  readonly tab: ContactListView['tab']
  readonly onShowAll: () => void
}

/** A list with nobody in it: what belongs there, and how to begin, as far as it is allowed. */
export const EmptyList = ({ stage, tab, onShowAll }: Props) => {
  const { t } = useTranslation('clients')
  const viewer = useViewer()
  const everybody = useTabCount(stage, 'all') ?? 0
  if (stage === 'client' && tab === 'mine' && everybody > 0) {
    return (
      <EmptyState drawing="people" action={<Button onClick={onShowAll}>{t('clear_search')}</Button>}>
        {t('client.none_mine')}
      </EmptyState>
    )
  }
  const isPartly = stage === 'client' && tab === 'all' && !may(viewer, 'customers_view_all')
  const what = isPartly ? t('client.empty_seen') : t(`${stage}.empty_${tab}`)
  // What is nobody's is not begun with a client, and one's own leads are taken.
  const begins = (stage === 'client' ? tab !== 'unsorted' : tab !== 'mine') && mayAdd(viewer, stage)
  return (
    <EmptyState
      drawing="people"
      action={
        mayAdd(viewer, stage) && (
          <Button
            variant="filled"
            leftSection={<IconPlus />}
            onClick={() => openAdd({ stage, unsorted: stage === 'lead' && tab === 'unsorted' })}
          >
            {t(`${stage}.add`)}
          </Button>
        )
      }
    >
      {begins ? `${what} ${t(mayImport(viewer, stage) ? 'begin.add_import' : 'begin.add')}` : what}
    </EmptyState>
  )
}
