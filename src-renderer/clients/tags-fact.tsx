import { useTranslation } from 'react-i18next'
import { v7 as newId } from 'uuid'
import { heldAs } from '../../src-shared/catalogue/aliases.ts'
import type { Source } from '../../src-shared/catalogue/catalogue-kinds.ts'
import { type Contact, sourceParams } from '../../src-shared/contacts/contact-kind.ts'
import { useApi } from '../api/api-context.tsx'
import { tellFailure } from '../app/use-act.ts'
import { useCatalogue } from '../catalogue/use-catalogue.ts'
import { Fact } from './fact.tsx'
import { ItemsField } from './items-field.tsx'
import type { SaveContact } from './use-contacts.ts'

interface Props {
  readonly contact: Contact
  readonly readOnly: boolean
  readonly onSave: SaveContact
}

/** Takes an item away under every id by which the contact holds it. */
const idsHeld = (items: Parameters<typeof heldAs>[0], held: readonly string[], id: string): string[] => {
  const aliases = heldAs(items, id)
  return held.filter((one) => aliases.includes(one))
}

/** The tags of a contact; one that is not there yet is made as it is typed. */
export const TagsFact = ({ contact, readOnly, onSave }: Props) => {
  const { t } = useTranslation('card')
  const { client } = useApi()
  const { all, tags, tagsOf } = useCatalogue()
  const make = async (name: string) => {
    const id = newId()
    try {
      await client.catalogue.put({ kind: 'tag', id, name, colour: null })
      await onSave({ tags: { add: [id] } })
    } catch (error) {
      tellFailure(error)
    }
  }
  return (
    <Fact label={t('tags.label')}>
      <ItemsField
        label={t('tags.label')}
        items={tagsOf(contact.tags)}
        options={tags}
        readOnly={readOnly}
        onAdd={(id) => void onSave({ tags: { add: [id] } })}
        onRemove={(id) => void onSave({ tags: { remove: idsHeld(all.tags, contact.tags, id) } })}
        onMake={make}
      />
    </Fact>
  )
}

/** What `utm_source=google` says; a name alone is a source of one's own. */
const typedSource = (typed: string): Pick<Source, 'param' | 'value' | 'name'> => {
  const [left = '', ...rest] = typed.split(/[=:]/)
  const param = sourceParams.find((one) => one === left.trim().toLowerCase())
  const value = rest.join('=').trim()
  return param && value !== '' ? { param, value, name: value } : { param: 'custom', value: typed, name: typed }
}

/** Where a contact comes from. */
export const SourcesFact = ({ contact, readOnly, onSave }: Props) => {
  const { t } = useTranslation('card')
  const { client } = useApi()
  const { all, sources, sourcesOf } = useCatalogue()
  const shown = (source: Source) => ({
    id: source.id,
    name: source.name,
    second: source.param === 'custom' ? '' : `${source.param}${source.value === source.name ? '' : ` ${source.value}`}`,
  })
  const make = async (typed: string) => {
    const id = newId()
    try {
      await client.catalogue.put({ kind: 'source', id, ...typedSource(typed) })
      await onSave({ sources: { add: [id] } })
    } catch (error) {
      tellFailure(error)
    }
  }
  return (
    <Fact label={t('sources.label')}>
      <ItemsField
        label={t('sources.label')}
        items={sourcesOf(contact.sources).map(shown)}
        options={sources.map(shown)}
        readOnly={readOnly}
        onAdd={(id) => void onSave({ sources: { add: [id] } })}
        onRemove={(id) => void onSave({ sources: { remove: idsHeld(all.sources, contact.sources, id) } })}
        onMake={make}
      />
    </Fact>
  )
}
