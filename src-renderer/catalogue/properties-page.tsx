import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { Property } from '../../src-shared/catalogue/catalogue-kinds.ts'
import { useSession } from '../app/use-session.ts'
import { useViewer } from '../app/use-viewer.ts'
import { Choice } from '../settings/choice.tsx'
import { useSaveWorkspace } from '../settings/use-save-settings.ts'
import { useTeam } from '../team/team-store.ts'
import { CataloguePage } from './catalogue-page.tsx'
import { orderAt } from './place-between.ts'
import { PropertyDialog } from './property-dialog.tsx'
import { livingOptions } from './property-options.ts'
import { useCatalogue } from './use-catalogue.ts'
import { useCatalogueActs } from './use-catalogue-acts.ts'
import { useShownItems } from './use-shown-items.ts'

/** Who may add properties from a card: it is the whole team that sees them. */
const WhoAdds = () => {
  const { t } = useTranslation('catalogue')
  const { workspace } = useSession()
  const save = useSaveWorkspace()
  return (
    <Choice
      label={t('property.who_adds')}
      value={workspace.propertiesBy}
      values={[
        { value: 'everyone', label: t('property.everyone') },
        { value: 'administrators', label: t('property.administrators') },
      ]}
      onChange={(propertiesBy) => void save({ propertiesBy })}
    />
  )
}

/** Custom properties: the fields that this workspace has added to its cards, in their order. */
export const PropertiesPage = () => {
  const { t } = useTranslation('catalogue')
  const { all, properties } = useCatalogue()
  const { administrator, addsProperties } = useViewer()
  const isTeam = useTeam((state) => state?.mode === 'team')
  const { move } = useCatalogueActs('property')
  const looks = useCallback(
    ({ type, options }: Property) => {
      const names = livingOptions(options).map(({ name }) => name)
      return { details: names.length > 0 ? `${t(`property.types.${type}`)}: ${names.join(', ')}` : t(`property.types.${type}`) }
    },
    [t],
  )
  const items = useShownItems('property', all.properties, looks)
  const moveTo = (id: string, place: number) => {
    const property = properties.find((one) => one.id === id)
    const order = orderAt(properties, id, place)
    if (property && order !== null)
      void move({ kind: 'property', id, name: property.name, type: property.type, options: property.options, order })
  }
  return (
    <CataloguePage
      kind="property"
      items={items}
      detailsLabel={t('property.type')}
      mayAdd={addsProperties}
      mergeable={false}
      onMove={moveTo}
      dialog={(id, close) => <PropertyDialog property={properties.find((one) => one.id === id) ?? null} onClose={close} />}
    >
      {administrator && isTeam && <WhoAdds />}
    </CataloguePage>
  )
}
