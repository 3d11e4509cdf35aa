import { Button } from '@mantine/core'
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react'
import { type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../ui/icon-button.tsx'
import { InlineChoice, InlineText } from '../ui/inline-input.tsx'
import classes from './fact.module.css'
import { Fact } from './fact.tsx'

/** One of several values of a contact: a phone, an e-mail, a messenger. */
export interface FactElement {
  readonly id: string
  readonly type: string
  readonly text: string
}

interface Props {
  readonly label: string
  readonly elements: readonly FactElement[]
  readonly types: readonly { readonly value: string; readonly label: string }[]
  readonly addLabel: string
  readonly inputMode: 'tel' | 'email' | 'text'
  /** Shown only: nothing is added, changed or removed. */
  readonly readOnly: boolean
  readonly show: (element: FactElement) => ReactNode
  /** Adds or replaces; answers the words for what is wrong, or null. */
  readonly onPut: (element: Omit<FactElement, 'id'> & { readonly id?: string }) => Promise<string | null>
  readonly onRemove: (id: string) => Promise<string | null>
  /** What is to be said about a value while it is typed; `letBe` makes that it is not saved. */
  readonly hint?: (draft: string, letBe: () => void) => ReactNode
}

interface FormProps extends Pick<Props, 'inputMode' | 'onPut' | 'hint'> {
  readonly label: string
  readonly element: Omit<FactElement, 'id'> & { readonly id?: string }
  readonly onDone: () => void
}

const ElementForm = ({ label, element, inputMode, onPut, onDone, hint }: FormProps) => {
  const [draft, setDraft] = useState(element.text)
  const isLeft = useRef(false)
  const letBe = () => {
    isLeft.current = true
  }
  return (
    <>
      <InlineText
        label={label}
        value={element.text}
        inputMode={inputMode}
        autoFocus
        onDraft={setDraft}
        onSave={(text) => (text === '' || isLeft.current ? Promise.resolve(null) : onPut({ ...element, text }))}
        onLeave={onDone}
      />
      {hint?.(draft, letBe)}
    </>
  )
}

/** Several values of one sort: each shown as what can be done with it, changed and removed by its tools. */
export const ElementsFact = ({ label, elements, types, addLabel, inputMode, readOnly, show, onPut, onRemove, hint }: Props) => {
  const { t } = useTranslation('clients')
  const [editing, setEditing] = useState<string | 'new' | null>(null)
  const done = () => setEditing(null)
  return (
    <Fact label={label}>
      {elements.map((element, index) =>
        editing === element.id ? (
          <ElementForm key={element.id} {...{ label, inputMode, onPut, element, hint }} onDone={done} />
        ) : (
          <div key={element.id} className={classes.element}>
            {show(element)}
            <span className={classes.kind}>
              <InlineChoice
                label={t('kind_of', { what: element.text })}
                value={element.type}
                options={types}
                readOnly={readOnly}
                onSave={(type) => onPut({ ...element, type: type ?? element.type })}
              />
            </span>
            {!readOnly && (
              <span className={classes.tools}>
                <IconButton size="var(--target)" label={t('edit', { what: element.text })} onClick={() => setEditing(element.id)}>
                  <IconPencil />
                </IconButton>
                <IconButton size="var(--target)" label={t('remove', { what: element.text })} onClick={() => void onRemove(element.id)}>
                  <IconTrash />
                </IconButton>
                {index === elements.length - 1 && (
                  <IconButton size="var(--target)" label={addLabel} onClick={() => setEditing('new')}>
                    <IconPlus />
                  </IconButton>
                )}
              </span>
            )}
          </div>
        ),
      )}
      {editing === 'new' ? (
        <ElementForm {...{ label, inputMode, onPut, hint }} element={{ type: types[0]?.value ?? '', text: '' }} onDone={done} />
      ) : (
        elements.length === 0 &&
        !readOnly && (
          <Button size="xs" variant="subtle" leftSection={<IconPlus />} onClick={() => setEditing('new')}>
            {addLabel}
          </Button>
        )
      )}
    </Fact>
  )
}
