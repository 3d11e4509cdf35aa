import { Button, TextInput } from '@mantine/core'
import { IconPlus, IconSearch } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CatalogueName } from '../../src-shared/catalogue/catalogue-kinds.ts'
import { fold } from '../../src-shared/lib/fold.ts'
import { useViewer } from '../app/use-viewer.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import classes from './catalogue.module.css'
import { DeleteDialog } from './delete-dialog.tsx'
import { ItemTable, type ShownItem } from './item-table.tsx'
import { MergeDialog } from './merge-dialog.tsx'
import { useCatalogueActs } from './use-catalogue-acts.ts'

type Open = { readonly type: 'edit'; readonly id: string | null } | { readonly type: 'merge' | 'delete'; readonly ids: readonly string[] }

interface Props {
  readonly kind: CatalogueName
  readonly items: readonly ShownItem[]
  readonly detailsLabel?: string
  /** Whether this person may make new ones. What there is already is everybody's, so administrators alone change it. */
  readonly mayAdd: boolean
  readonly mergeable?: boolean
  readonly onMove?: (id: string, place: number) => void
  /** The window in which one is made (null) or changed. */
  readonly dialog: (id: string | null, onClose: () => void) => ReactNode
  readonly children?: ReactNode
}

/** From how many on a list can be searched. */
const searchedFrom = 12

/** A page on which things are managed that everybody chooses from. */
export const CataloguePage = ({ kind, items, detailsLabel, mayAdd, mergeable = true, onMove, dialog, children }: Props) => {
  const { t } = useTranslation('catalogue')
  const { administrator } = useViewer()
  const { merge, remove } = useCatalogueActs(kind)
  const [search, setSearch] = useState('')
  const [open, setOpen] = useState<Open | null>(null)
  const close = () => setOpen(null)
  const wanted = fold(search)
  const found = items.filter(({ name, also = [] }) => [name, ...also].some((one) => fold(one).includes(wanted)))
  const byId = (ids: readonly string[]) => items.filter(({ id }) => ids.includes(id))

  // What hangs on nothing goes at once; undo stands in the toast.
  const askToDelete = (ids: readonly string[]) => {
    const leaving = byId(ids)
    if (leaving.every(({ count }) => count === 0)) void remove(leaving)
    else setOpen({ type: 'delete', ids })
  }
  const add = mayAdd && (
    <Button leftSection={<IconPlus />} onClick={() => setOpen({ type: 'edit', id: null })}>
      {t(`${kind}.add`)}
    </Button>
  )
  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <p className={classes.text}>
          {t(`${kind}.text`)}
          {!administrator && ` ${t(mayAdd ? 'read_only_but_add' : 'read_only')}`}
        </p>
        {items.length > 0 && add}
      </div>
      {children}
      {items.length >= searchedFrom && (
        <TextInput
          className={classes.search}
          type="search"
          aria-label={t('search')}
          placeholder={t('search')}
          leftSection={<IconSearch />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      )}
      {items.length === 0 ? (
        <EmptyState drawing="feed" action={add}>
          {t(`${kind}.empty`)}
        </EmptyState>
      ) : found.length === 0 ? (
        <EmptyState drawing="search">{t('nothing_found')}</EmptyState>
      ) : (
        <ItemTable
          label={t(`${kind}.list`)}
          items={found}
          {...(detailsLabel ? { detailsLabel } : {})}
          editable={administrator}
          onEdit={(id) => setOpen({ type: 'edit', id })}
          {...(mergeable ? { onMerge: (ids: readonly string[]) => setOpen({ type: 'merge', ids }) } : {})}
          {...(kind === 'status' ? {} : { onDelete: askToDelete })}
          {...(onMove && wanted === '' ? { onMove } : {})}
        />
      )}
      {onMove && administrator && items.length > 1 && <p className={classes.text}>{t('move_hint')}</p>}
      {open?.type === 'edit' && dialog(open.id, close)}
      {open?.type === 'merge' && <MergeDialog items={items} ids={open.ids} onMerge={merge} onClose={close} />}
      {open?.type === 'delete' && <DeleteDialog items={byId(open.ids)} onDelete={remove} onClose={close} />}
    </div>
  )
}
