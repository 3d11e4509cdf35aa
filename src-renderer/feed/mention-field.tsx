import { Textarea, type TextareaProps } from '@mantine/core'
import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMembers, useSession } from '../app/use-session.ts'
import { Avatar } from '../ui/avatar.tsx'
import classes from './mention-field.module.css'
import { colleaguesFor, mentionAt, type TypedMention, withMention } from './mentions.ts'

interface Props extends Omit<TextareaProps, 'value' | 'onChange'> {
  readonly value: string
  readonly onText: (text: string) => void
  /** Takes the focus as it comes, the caret behind the text. */
  readonly takesFocus?: boolean
}

const mostShown = 6

/** A text in which `@` offers the colleagues: arrows choose, Enter or Tab takes, Escape lets it be. */
export const MentionField = ({ value, onText, takesFocus = false, onKeyDown, ...others }: Props) => {
  const { t } = useTranslation('feed')
  const { me } = useSession()
  const members = useMembers()
  const base = useId()
  const field = useRef<HTMLTextAreaElement>(null)
  const [typed, setTyped] = useState<TypedMention | null>(null)
  const [active, setActive] = useState(0)
  // Escape closes the list for this one `@`.
  const [letBe, setLetBe] = useState<number | null>(null)
  const caret = useRef<number | null>(takesFocus ? value.length : null)

  const offered =
    typed && typed.start !== letBe
      ? colleaguesFor(
          typed.text,
          members.filter(({ id, blocked }) => id !== me.id && !blocked),
        ).slice(0, mostShown)
      : []
  const isOpen = offered.length > 0
  const at = Math.min(active, offered.length - 1)

  const look = () => {
    const { current } = field
    if (!current) return
    const found = current.selectionStart === current.selectionEnd ? mentionAt(current.value, current.selectionStart) : null
    if (found?.start !== typed?.start || found?.text !== typed?.text) setActive(0)
    if (found?.start !== letBe) setLetBe(null)
    setTyped(found)
  }

  const take = (name: string | undefined) => {
    if (!typed || name === undefined) return
    const done = withMention(value, typed, name)
    caret.current = done.caret
    setTyped(null)
    onText(done.text)
  }

  // The caret follows the text that was put in for it.
  useLayoutEffect(() => {
    if (caret.current === null || field.current?.value !== value) return
    field.current.focus()
    field.current.setSelectionRange(caret.current, caret.current)
    caret.current = null
  }, [value])

  const hearKey = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (!isOpen || event.ctrlKey || event.metaKey) return onKeyDown?.(event)
    if (event.key === 'ArrowDown') setActive((at + 1) % offered.length)
    else if (event.key === 'ArrowUp') setActive((at + offered.length - 1) % offered.length)
    else if (event.key === 'Enter' || event.key === 'Tab') take(offered[at]?.name)
    else if (event.key === 'Escape') setLetBe(typed?.start ?? null)
    else return onKeyDown?.(event)
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div className={classes.box}>
      <Textarea
        {...others}
        ref={field}
        value={value}
        aria-autocomplete="list"
        aria-controls={isOpen ? base : undefined}
        aria-activedescendant={isOpen ? `${base}-${offered[at]?.id}` : undefined}
        onChange={(event) => {
          onText(event.currentTarget.value)
          look()
        }}
        onSelect={look}
        onBlur={() => setTyped(null)}
        onKeyDown={hearKey}
      />
      {isOpen && (
        <div id={base} role="listbox" aria-label={t('mention.list')} className={classes.list}>
          {offered.map((member, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are heard by the field
            // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus
            <div
              key={member.id}
              id={`${base}-${member.id}`}
              role="option"
              aria-selected={index === at}
              className={classes.option}
              // The field keeps the focus, so that typing goes on.
              onMouseDown={(event) => event.preventDefault()}
              onMouseMove={() => setActive(index)}
              onClick={() => take(member.name)}
            >
              <Avatar id={member.id} name={member.name} size="small" />
              {member.name}
            </div>
          ))}
        </div>
      )}
    </div>
  )
}
