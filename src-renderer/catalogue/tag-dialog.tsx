import { Radio } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { v7 as newId } from 'uuid'
import type { Tag } from '../../src-shared/catalogue/catalogue-kinds.ts'
import classes from './catalogue.module.css'
import { ItemForm } from './item-form.tsx'
import { TagChip } from './tag-chip.tsx'
import { useCatalogueActs } from './use-catalogue-acts.ts'

/** Hues that can be told apart, in degrees. */
const hues = { red: 25, orange: 55, yellow: 95, green: 150, teal: 195, blue: 250, violet: 300, pink: 350 } as const
type Colour = keyof typeof hues

/** Another program may have given a hue of its own: then none of these is chosen, and it stays. */
const colourOf = (hue: number | null): string =>
  hue === null ? 'none' : ((Object.keys(hues) as Colour[]).find((colour) => hues[colour] === hue) ?? 'own')

/** A new tag, or another name and colour for one that there is. */
export const TagDialog = ({ tag, onClose }: { readonly tag: Tag | null; readonly onClose: () => void }) => {
  const { t } = useTranslation('catalogue')
  const { save } = useCatalogueActs('tag')
  const [id] = useState(() => tag?.id ?? newId())
  const [name, setName] = useState(tag?.name ?? '')
  const [hue, setHue] = useState(tag?.colour ?? null)
  return (
    <ItemForm
      title={t(tag ? 'tag.edit' : 'tag.new')}
      isNew={tag === null}
      name={name}
      onName={setName}
      onSave={(checked) => save({ kind: 'tag', id, name: checked, colour: hue }, tag === null)}
      onClose={onClose}
    >
      <Radio.Group
        label={t('tag.colour')}
        value={colourOf(hue)}
        onChange={(value) => setHue(value === 'none' ? null : hues[value as Colour])}
      >
        <div className={classes.colours}>
          {(['none', ...(Object.keys(hues) as Colour[])] as const).map((colour) => (
            <Radio
              key={colour}
              value={colour}
              label={<TagChip tag={{ name: t(`tag.colours.${colour}`), colour: colour === 'none' ? null : hues[colour] }} />}
            />
          ))}
        </div>
      </Radio.Group>
    </ItemForm>
  )
}
