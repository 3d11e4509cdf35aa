import { Menu } from '@mantine/core'
import { IconDots, IconPencil, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Contact } from '../../src-shared/contacts/contact-kind.ts'
import type { SavedFilter } from '../../src-shared/filters/filter-kind.ts'
import { useChangeDevice, useSession } from '../app/use-session.ts'
import { FilterGroup } from '../ui/filter-frame.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { FilterNameDialog } from './filter-name-dialog.tsx'
import classes from './filter-panel.module.css'
import { useSavedFilters } from './use-saved-filters.ts'

/** The filters that somebody keeps under a name: pressed, the list shows what they find. */
export const SavedFilters = ({ stage }: { readonly stage: Contact['stage'] }) => {
  const { t } = useTranslation('clients')
  const { filters, current, show, rename, remove } = useSavedFilters(stage)
  const { device } = useSession()
  const changeDevice = useChangeDevice()
  const [renaming, setRenaming] = useState<SavedFilter | null>(null)
  if (filters.length === 0) return null
  return (
    <FilterGroup
      title={t('saved_filter.title')}
      open={device.filterGroups.saved ?? true}
      onOpen={(open) => void changeDevice({ filterGroups: { ...device.filterGroups, saved: open } })}
    >
      <ul className={classes.saved}>
        {filters.map((filter) => (
          <li key={filter.id} className={classes.savedLine}>
            <button
              type="button"
              className={classes.savedName}
              aria-pressed={filter.id === current?.id}
              title={filter.name}
              onClick={() => show(filter)}
            >
              {filter.name}
            </button>
            <Menu position="bottom-end">
              <Menu.Target>
                <IconButton label={t('saved_filter.more', { name: filter.name })} size="var(--target)">
                  <IconDots />
                </IconButton>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item leftSection={<IconPencil />} onClick={() => setRenaming(filter)}>
                  {t('saved_filter.rename')}
                </Menu.Item>
                <Menu.Item leftSection={<IconTrash />} data-danger onClick={() => void remove(filter)}>
                  {t('delete')}
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </li>
        ))}
      </ul>
      {renaming && (
        <FilterNameDialog
          title={t('saved_filter.rename')}
          name={renaming.name}
          onSave={(name) => rename(renaming, name)}
          onClose={() => setRenaming(null)}
        />
      )}
    </FilterGroup>
  )
}
