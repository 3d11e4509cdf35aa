import { Modal, Radio, Select } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/format.ts'
import forms from '../team/team-forms.module.css'
import { DialogButtons } from '../ui/dialog-buttons.tsx'
import type { ShownItem } from './item-table.tsx'

interface Props {
  /** Everything of this kind. */
  readonly items: readonly ShownItem[]
  /** What is to become one; of a single one the other is still to be chosen. */
  readonly ids: readonly string[]
  readonly onMerge: (items: readonly ShownItem[], into: ShownItem) => Promise<boolean>
  readonly onClose: () => void
}

const byCount = (items: readonly ShownItem[]) => items.toSorted((one, other) => (other.count ?? 0) - (one.count ?? 0))

/** Asks which of several stays; the contacts of all of them come to that one. */
export const MergeDialog = ({ items, ids, onMerge, onClose }: Props) => {
  const { t } = useTranslation('catalogue')
  const format = useFormat()
  const [other, setOther] = useState<string | null>(null)
  const [wanted, setWanted] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const isSingle = ids.length === 1
  const chosen = byCount(items.filter(({ id }) => ids.includes(id) || id === other))
  const fixed = chosen.filter((item) => item.fixed)
  const hasAlone = chosen.some((item) => item.alone)
  // One that carries what the program does by itself stays whatever is wished.
  const stays = fixed[0] ?? chosen.find(({ id }) => id === wanted) ?? chosen[0]
  const leaving = chosen.filter((item) => item !== stays)
  const moved = leaving.reduce((sum, { count }) => sum + (count ?? 0), 0)
  const submit = async () => {
    if (!stays || busy) return
    setBusy(true)
    if (await onMerge(chosen, stays)) onClose()
    else setBusy(false)
  }
  return (
    <Modal opened onClose={onClose} title={t('merge_title')} size="var(--dialog)" closeButtonProps={{ 'aria-label': t('cancel') }}>
      <div className={forms.form}>
        {isSingle && (
          <Select
            label={t('merge_with', { name: items.find(({ id }) => id === ids[0])?.name ?? '' })}
            data={items.filter(({ id, alone }) => id !== ids[0] && !alone).map(({ id, name }) => ({ value: id, label: name }))}
            value={other}
            searchable
            nothingFoundMessage={t('nothing_found')}
            data-autofocus
            onChange={setOther}
          />
        )}
        {chosen.length > 1 && (
          <Radio.Group label={t('stays')} value={stays?.id ?? ''} onChange={setWanted}>
            <div className={forms.ways}>
              {chosen.map(({ id, name, count }) => (
                <Radio
                  key={id}
                  value={id}
                  label={name}
                  disabled={fixed.length > 0 && id !== stays?.id}
                  description={count === undefined ? undefined : t('hangs_on', { count, shown: format.number(count) })}
                  data-autofocus={(!isSingle && id === stays?.id) || undefined}
                />
              ))}
            </div>
          </Radio.Group>
        )}
        {hasAlone || fixed.length > 1 ? (
          <p className={forms.warning}>{t(hasAlone ? 'merge_alone' : 'merge_fixed')}</p>
        ) : (
          stays &&
          leaving.length > 0 && (
            <p className={forms.text}>{t('merge_text', { count: moved, shown: format.number(moved), name: stays.name })}</p>
          )
        )}
        <DialogButtons
          cancel={t('cancel')}
          onCancel={onClose}
          go={t('merge')}
          onGo={() => void submit()}
          busy={busy}
          disabled={leaving.length === 0 || hasAlone || fixed.length > 1}
        />
      </div>
    </Modal>
  )
}
