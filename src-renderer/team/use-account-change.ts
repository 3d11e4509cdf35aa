import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { explain } from '../i18n/explain.ts'
import { refusedFields } from './team-problems.ts'

interface Options {
  /** Names of the form's fields. */
  readonly fields: readonly string[]
  /** The field with the present password, which shows who it is. */
  readonly passwordField?: string
  readonly onRefused: (problems: Readonly<Record<string, string>>) => void
}

/** Runs a change of one's own account; what is refused goes to its field, else it is the problem of the form. */
export const useAccountChange = ({ fields, passwordField = 'password', onRefused }: Options) => {
  const { t } = useTranslation('account')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const run = async (work: () => Promise<void>): Promise<void> => {
    if (busy) return
    setBusy(true)
    setError(null)
    try {
      await work()
    } catch (refused) {
      const isWrongPassword = fields.includes(passwordField) && explain(refused).code === 'wrong_password'
      const problems = isWrongPassword ? { [passwordField]: t('own_password_wrong') } : refusedFields(refused, fields)
      if (problems) onRefused(problems)
      else setError(refused)
    } finally {
      setBusy(false)
    }
  }
  return { run, busy, error }
}
