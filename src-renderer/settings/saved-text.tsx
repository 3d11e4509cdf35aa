import { TextInput } from '@mantine/core'
import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toastFailure } from '../ui/toasts.tsx'
import { useUnsavedGuard } from './use-unsaved-guard.ts'

interface Props {
  readonly label: string
  readonly value: string
  readonly description?: string
  readonly type?: 'text' | 'email'
  readonly inputMode?: 'numeric' | 'text'
  readonly autoComplete?: string
  /** The words for what is wrong with a text, or null. */
  readonly check: (value: string) => string | null
  /** Saves; answers the words for what was refused, or null. */
  readonly onSave: (value: string) => Promise<string | null>
}

/** A field that is saved as it is left, or by Enter; Escape takes the typing back. What is wrong stays in it, with the reason. */
export const SavedText = ({ label, value, description, check, onSave, ...input }: Props) => {
  const { t } = useTranslation('settings')
  const [draft, setDraft] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [saved, setSaved] = useState(false)
  const unsaved = draft !== null && draft.trim() !== value
  useUnsavedGuard(unsaved)

  const save = useCallback(
    async (text: string): Promise<string | null> => {
      const wrong = check(text) ?? (await onSave(text))
      setProblem(wrong)
      if (wrong !== null) return wrong
      setDraft(null)
      setSaved(true)
      return null
    },
    [check, onSave],
  )

  const leave = () => {
    if (unsaved) void save(draft.trim())
    else {
      setDraft(null)
      setProblem(null)
    }
  }

  // A field can go away under the fingers, by the address or a shortcut: then it is saved, or it is said that it was not.
  const latest = useRef({ draft, unsaved, label, save })
  latest.current = { draft, unsaved, label, save }
  useEffect(
    () => () => {
      const { draft: left, unsaved: isUnsaved, label: name, save: saveLeft } = latest.current
      if (!isUnsaved || left === null) return
      void saveLeft(left.trim()).then((wrong) => wrong !== null && toastFailure(t('field_not_saved', { field: name }), wrong))
    },
    [t],
  )

  const hearKey = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Escape' && unsaved) {
      setDraft(null)
      setProblem(null)
    } else if (event.key === 'Enter') leave()
    else return
    event.preventDefault()
  }

  return (
    <TextInput
      {...input}
      label={label}
      description={saved && problem === null && draft === null ? <span role="status">{t('saved')}</span> : description}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      value={draft ?? value}
      error={problem}
      onChange={(event) => {
        setDraft(event.currentTarget.value)
        setSaved(false)
      }}
      onBlur={leave}
      onKeyDown={hearKey}
    />
  )
}
