import { TextInput } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Property } from '../../src-shared/catalogue/catalogue-kinds.ts'
import { optionsOf, type PropertyValue } from '../../src-shared/catalogue/property-values.ts'
import type { Contact } from '../../src-shared/contacts/contact-kind.ts'
import { usePropertyWords } from '../catalogue/catalogue-words.ts'
import inline from '../ui/inline-input.module.css'
import { InlineChoice, InlineText } from '../ui/inline-input.tsx'
import classes from './fact.module.css'
import { Fact } from './fact.tsx'
import { ItemsField } from './items-field.tsx'
import { linkOf, numberText, pageAt, typedNumber } from './property-text.ts'
import type { SaveContact } from './use-contacts.ts'

interface EditorProps {
  readonly property: Property
  readonly value: unknown
  readonly readOnly: boolean
  readonly onPut: (value: PropertyValue | null) => Promise<string | null>
}

/** A day, saved as the field is left. */
const InlineDate = ({ property, value, readOnly, onPut }: EditorProps) => {
  const { t } = useTranslation('clients')
  const known = typeof value === 'string' ? value : ''
  const [draft, setDraft] = useState(known)
  const [problem, setProblem] = useState<string | null>(null)
  const [isNear, setNear] = useState(false)
  const [changed, setChanged] = useState(false)
  const givenUp = useRef(false)
  const wordsOf = usePropertyWords()

  // What others changed shows at once, but never under the fingers.
  useEffect(() => {
    if (!changed) setDraft(known)
  }, [known, changed])

  const leave = async () => {
    setNear(false)
    const refused = givenUp.current || draft === known ? null : await onPut(draft === '' ? null : draft)
    givenUp.current = false
    setProblem(refused)
    if (refused === null) setChanged(false)
  }
  return (
    <TextInput
      // Read as the page says it; written as the browser does.
      type={isNear ? 'date' : 'text'}
      classNames={{ input: inline.input, root: inline.root }}
      aria-label={property.name}
      readOnly={readOnly}
      placeholder={readOnly ? undefined : t('empty_fact')}
      value={isNear ? draft : wordsOf(property, draft || null)}
      error={problem}
      onFocus={() => setNear(!readOnly)}
      onChange={(event) => {
        if (!isNear) return
        setDraft(event.currentTarget.value)
        setChanged(true)
      }}
      onBlur={() => void leave()}
      onKeyDown={(event) => {
        if (event.key === 'Escape') givenUp.current = true
        else if (event.key !== 'Enter') return
        event.preventDefault()
        event.stopPropagation()
        event.currentTarget.blur()
      }}
    />
  )
}

const Editor = ({ property, value, readOnly, onPut }: EditorProps) => {
  const { t, i18n } = useTranslation(['clients', 'card'])
  const common = { label: property.name, readOnly }
  const placeholder = t('clients:empty_fact')
  const options = property.options.filter(({ removed, mergedInto }) => !removed && mergedInto === null)
  const held = optionsOf(property, value ?? [])
  switch (property.type) {
    case 'number':
      return (
        <InlineText
          {...common}
          inputMode="decimal"
          placeholder={placeholder}
          value={typeof value === 'number' ? numberText(value, i18n.language) : ''}
          // What is no number is refused in words by the core.
          onSave={(text) => onPut(text === '' ? null : (typedNumber(text) ?? text))}
        />
      )
    case 'date':
      return <InlineDate {...{ property, value, readOnly, onPut }} />
    case 'boolean':
      return (
        <InlineChoice
          {...common}
          placeholder={t('clients:none')}
          clearable
          value={typeof value === 'boolean' ? String(value) : null}
          options={[
            { value: 'true', label: t('clients:yes') },
            { value: 'false', label: t('clients:no') },
          ]}
          onSave={(chosen) => onPut(chosen === null ? null : chosen === 'true')}
        />
      )
    case 'list':
      return (
        <InlineChoice
          {...common}
          placeholder={t('clients:none')}
          clearable
          searchable={options.length > 8}
          value={held[0]?.id ?? null}
          options={options.map(({ id, name }) => ({ value: id, label: name }))}
          onSave={onPut}
        />
      )
    case 'multi_list': {
      const ids = held.map(({ id }) => id)
      const put = (next: readonly string[]) => void onPut(next.length === 0 ? null : [...next])
      return (
        <ItemsField
          {...common}
          items={held}
          options={options}
          onAdd={(id) => put([...ids, id])}
          onRemove={(id) => put(ids.filter((one) => one !== id))}
        />
      )
    }
    case 'link': {
      const text = typeof value === 'string' ? value : ''
      return (
        <span className={classes.pair}>
          <InlineText
            {...common}
            inputMode="url"
            placeholder={placeholder}
            value={text}
            onSave={(typed) => onPut(typed === '' ? null : linkOf(typed))}
          />
          <OpenLink address={text} />
        </span>
      )
    }
    case 'text':
      return (
        <InlineText
          {...common}
          placeholder={placeholder}
          value={typeof value === 'string' ? value : ''}
          onSave={(text) => onPut(text === '' ? null : text)}
        />
      )
  }
}

/** Opens a page in a window of its own; nothing where there is none. */
export const OpenLink = ({ address }: { readonly address: string }) => {
  const { t } = useTranslation('card')
  const href = pageAt(address)
  if (href === null) return null
  return (
    <a
      className={classes.open}
      href={href}
      target="_blank"
      rel="noreferrer"
      aria-label={t('open_link', { address })}
      title={t('open_link', { address })}
    >
      <IconExternalLink aria-hidden="true" />
    </a>
  )
}

interface Props {
  readonly contact: Contact
  readonly property: Property
  readonly readOnly: boolean
  readonly onSave: SaveContact
}

/** A custom property of a contact, edited where it stands by what it is. */
export const PropertyFact = ({ contact, property, readOnly, onSave }: Props) => (
  <Fact label={property.name}>
    <Editor
      property={property}
      value={contact.properties[property.id]}
      readOnly={readOnly}
      onPut={(value) => onSave({ properties: { [property.id]: value } })}
    />
  </Fact>
)
