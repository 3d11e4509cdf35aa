import { Select, Textarea, TextInput } from '@mantine/core'
import { type FocusEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import classes from './inline-input.module.css'

const inputClasses = { input: classes.input, root: classes.root, section: classes.section }

interface TextProps {
  readonly label: string
  readonly value: string
  readonly placeholder?: string
  readonly multiline?: boolean
  readonly autoFocus?: boolean
  readonly readOnly?: boolean
  readonly inputMode?: 'tel' | 'email' | 'url' | 'text' | 'decimal'
  /** Hears what is typed as it is typed. */
  readonly onDraft?: (draft: string) => void
  /** Saves; answers the words for what is wrong with it, or null. */
  readonly onSave: (value: string) => Promise<string | null>
  /** The field was left as it was, or given up. */
  readonly onLeave?: () => void
}

/** A text edited where it stands: saved by Enter or as it is left, given up by Escape. What was refused stays in the field, with the reason. */
export const InlineText = ({
  label,
  value,
  placeholder,
  multiline = false,
  autoFocus,
  readOnly = false,
  inputMode,
  onDraft,
  onSave,
  onLeave,
}: TextProps) => {
  const [draft, setDraft] = useState(value)
  const [problem, setProblem] = useState<string | null>(null)
  const [changed, setChanged] = useState(false)
  const abandoned = useRef(false)

  // What others changed shows at once, but never under the fingers.
  useEffect(() => {
    if (!changed) setDraft(value)
  }, [value, changed])

  // A card that goes away takes nothing typed along.
  const latest = useRef({ draft, value, changed, onSave })
  latest.current = { draft, value, changed, onSave }
  useEffect(
    () => () => {
      const left = latest.current
      if (left.changed && left.draft.trim() !== left.value.trim()) void left.onSave(left.draft.trim())
    },
    [],
  )

  /** Nothing is left to be saved: the field may go away with the same stroke, before it is drawn anew. */
  const settle = () => {
    latest.current = { ...latest.current, changed: false }
    setChanged(false)
  }

  const leave = async () => {
    if (abandoned.current) {
      abandoned.current = false
      settle()
      return onLeave?.()
    }
    if (draft.trim() === value.trim()) {
      setDraft(value)
      settle()
      setProblem(null)
      return onLeave?.()
    }
    const refused = await onSave(draft.trim())
    setProblem(refused)
    if (refused !== null) return
    settle()
    onLeave?.()
  }

  const hearKey = (event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>) => {
    if (event.key === 'Escape') {
      abandoned.current = true
      setDraft(value)
      setChanged(false)
      setProblem(null)
    } else if (event.key !== 'Enter' || (multiline && !event.ctrlKey && !event.metaKey)) return
    event.preventDefault()
    event.stopPropagation()
    event.currentTarget.blur()
  }

  const common = {
    classNames: inputClasses,
    'aria-label': label,
    placeholder: readOnly ? undefined : placeholder,
    autoFocus,
    readOnly,
    value: draft,
    error: problem,
    title: multiline ? undefined : draft,
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => {
      setDraft(event.currentTarget.value)
      setChanged(true)
      onDraft?.(event.currentTarget.value)
    },
    onBlur: () => void leave(),
    onKeyDown: hearKey,
  }
  if (multiline) return <Textarea {...common} autosize minRows={1} maxRows={12} resize="none" />
  return <TextInput {...common} inputMode={inputMode} autoComplete="off" spellCheck={false} />
}

interface ChoiceProps {
  readonly label: string
  readonly value: string | null
  readonly placeholder?: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly searchable?: boolean
  /** Whether nothing may be chosen. */
  readonly clearable?: boolean
  readonly readOnly?: boolean
  readonly onSave: (value: string | null) => Promise<string | null>
}

/** A choice edited where it stands: saved as it is made. */
export const InlineChoice = ({
  label,
  value,
  placeholder,
  options,
  searchable = false,
  clearable = false,
  readOnly = false,
  onSave,
}: ChoiceProps) => {
  if (readOnly) {
    const words = options.find((option) => option.value === value)?.label ?? ''
    return (
      <TextInput
        classNames={inputClasses}
        aria-label={label}
        placeholder={value === null ? placeholder : undefined}
        value={words}
        title={words}
        readOnly
      />
    )
  }
  return (
    <Select
      classNames={inputClasses}
      aria-label={label}
      placeholder={placeholder}
      data={[...options]}
      value={value}
      searchable={searchable}
      clearable={clearable}
      rightSectionWidth="var(--control-small)"
      onFocus={(event: FocusEvent<HTMLInputElement>) => {
        if (searchable) event.currentTarget.select()
      }}
      onChange={(chosen) => {
        if (chosen !== value) void onSave(chosen)
      }}
    />
  )
}
