import type { Tag } from '../../src-shared/catalogue/catalogue-kinds.ts'
import { CataloguePage } from './catalogue-page.tsx'
import { TagChip } from './tag-chip.tsx'
import { TagDialog } from './tag-dialog.tsx'
import { useCatalogue } from './use-catalogue.ts'
import { useShownItems } from './use-shown-items.ts'

const looks = (tag: Tag) => ({ shown: <TagChip tag={tag} /> })

/** Tags: their names and colours, what hangs on them, and which stand for the same. */
export const TagsPage = () => {
  const { all, tags } = useCatalogue()
  const items = useShownItems('tag', all.tags, looks)
  return (
    <CataloguePage
      kind="tag"
      items={items}
      mayAdd
      dialog={(id, close) => <TagDialog tag={tags.find((tag) => tag.id === id) ?? null} onClose={close} />}
    />
  )
}
