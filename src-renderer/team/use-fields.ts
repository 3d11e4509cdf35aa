import { type ChangeEvent, useCallback, useRef, useState } from 'react'
import { useDraft } from './form-drafts.tsx'

type Words = Readonly<Record<string, string>>

/** The fields of a form, as they are typed, and what is wrong with each in words. Under the name of a `draft` they outlive the form. */
export const useFields = <Fields extends Readonly<Record<string, string>>>(first: Fields, draft?: string) => {
  const [values, setValues] = useDraft(draft, first)
  const [problems, setProblems] = useState<Words>({})
  const form = useRef<HTMLFormElement>(null)

  const change = useCallback(
    (part: Partial<Fields>) => {
      setValues((known) => ({ ...known, ...part }))
      setProblems((known) => Object.fromEntries(Object.entries(known).filter(([name]) => !(name in part))))
    },
    [setValues],
  )

  /** Shows what is wrong and goes to the first field of it, once that has been drawn as such. */
  const show = (found: Words) => {
    setProblems(found)
    requestAnimationFrame(() => form.current?.querySelector<HTMLInputElement>('input[data-error], [data-error] input')?.focus())
  }

  const field = (name: keyof Fields & string) => ({
    name,
    value: values[name],
    error: problems[name],
    onChange: (event: ChangeEvent<HTMLInputElement>) => change({ [name]: event.currentTarget.value } as Partial<Fields>),
  })

  return { values, problems, form, change, show, field }
}
