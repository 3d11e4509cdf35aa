import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'

const Drafts = createContext<Map<string, unknown> | null>(null)

/** Remembers what is typed in the forms below while one goes back and forth between them, and no longer: there are passwords in it. */
export const FormDrafts = ({ children }: { readonly children: ReactNode }) => {
  const [drafts] = useState(() => new Map<string, unknown>())
  return <Drafts value={drafts}>{children}</Drafts>
}

/** A state that the nearest `FormDrafts` remembers under its name; without a name, or without one around, a plain state. */
export const useDraft = <Value,>(name: string | undefined, first: Value) => {
  const drafts = useContext(Drafts)
  const [value, setValue] = useState<Value>(() => (name !== undefined && drafts?.has(name) ? (drafts.get(name) as Value) : first))
  useEffect(() => {
    if (name !== undefined) drafts?.set(name, value)
  }, [drafts, name, value])
  return [value, setValue] as const
}
