import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { LeadStatus } from '../../src-shared/catalogue/catalogue-kinds.ts'
import { isClosingStatus, isFixedStatus } from '../../src-shared/catalogue/lead-statuses.ts'
import { useViewer } from '../app/use-viewer.ts'
import { CataloguePage } from './catalogue-page.tsx'
import { useStatusName } from './catalogue-words.ts'
import { lastOrder, orderAt } from './place-between.ts'
import { StatusDialog } from './status-dialog.tsx'
import { useCatalogue } from './use-catalogue.ts'
import { useCatalogueActs } from './use-catalogue-acts.ts'
import { useShownItems } from './use-shown-items.ts'

/** A new status comes after the others on which leads are worked, before those in which they end. */
const orderOfNew = (statuses: readonly LeadStatus[]): number => {
  const end = statuses.findIndex(({ category }) => category === 'won' || category === 'lost')
  const [before, after] = [statuses[end - 1], statuses[end]]
  return before && after && before.order < after.order ? (before.order + after.order) / 2 : lastOrder(statuses)
}

/** Statuses of leads: the columns of the board, from new to ended. */
export const StatusesPage = () => {
  const { t } = useTranslation('catalogue')
  const { administrator } = useViewer()
  const { all, statuses } = useCatalogue()
  const { move } = useCatalogueActs('status')
  const nameOf = useStatusName()
  const looks = useCallback(
    (status: LeadStatus) => ({
      name: nameOf(status),
      details: t(`status.categories.${status.category}`),
      fixed: isFixedStatus(status),
      alone: isClosingStatus(status),
    }),
    [t, nameOf],
  )
  const items = useShownItems('status', all.statuses, looks)
  const moveTo = (id: string, place: number) => {
    const status = statuses.find((one) => one.id === id)
    const order = orderAt(statuses, id, place)
    if (status && order !== null) void move({ kind: 'status', id, key: status.key, name: status.name, category: status.category, order })
  }
  return (
    <CataloguePage
      kind="status"
      items={items}
      detailsLabel={t('status.category')}
      mayAdd={administrator}
      onMove={moveTo}
      dialog={(id, close) => (
        <StatusDialog status={statuses.find((one) => one.id === id) ?? null} order={orderOfNew(statuses)} onClose={close} />
      )}
    />
  )
}
