import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { Source } from '../../src-shared/catalogue/catalogue-kinds.ts'
import { CataloguePage } from './catalogue-page.tsx'
import { SourceDialog } from './source-dialog.tsx'
import { useCatalogue } from './use-catalogue.ts'
import { useShownItems } from './use-shown-items.ts'

/** Sources: where contacts come from, and how that is known. */
export const SourcesPage = () => {
  const { t } = useTranslation('catalogue')
  const { all, sources } = useCatalogue()
  const looks = useCallback(
    ({ param, value }: Source) => ({ details: [t(`source.params.${param}`), value].filter((part) => part !== '').join(': ') }),
    [t],
  )
  const items = useShownItems('source', all.sources, looks)
  return (
    <CataloguePage
      kind="source"
      items={items}
      detailsLabel={t('source.known_by')}
      mayAdd
      dialog={(id, close) => <SourceDialog source={sources.find((source) => source.id === id) ?? null} onClose={close} />}
    />
  )
}
