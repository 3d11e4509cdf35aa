import { Checkbox } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useTabCount } from '../clients/use-contacts.ts'
import { useFormat } from '../i18n/format.ts'
import { useDraft } from './form-drafts.tsx'

interface Props {
  readonly clients: number
  readonly leads: number
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
}

/** Whether what was made alone moves along. `bring` is false where there is nothing that could. */
export const useBring = (): Props & { readonly bring: boolean } => {
  const clients = useTabCount('client', 'all') ?? 0
  const leads = useTabCount('lead', 'all') ?? 0
  const [checked, onChange] = useDraft('bring', true)
  return { clients, leads, checked, onChange, bring: checked && clients + leads > 0 }
}

/** Asks for it, with how much there is. */
export const BringField = ({ clients, leads, checked, onChange }: Props) => {
  const { t } = useTranslation('team')
  const format = useFormat()
  if (clients + leads === 0) return null
  const what = [
    ...(clients > 0 ? [t('form.clients', { count: clients, shown: format.number(clients) })] : []),
    ...(leads > 0 ? [t('form.leads', { count: leads, shown: format.number(leads) })] : []),
  ].join(', ')
  return (
    <Checkbox
      label={t('form.bring')}
      description={checked ? t('form.bring_text', { what }) : t('form.bring_off')}
      checked={checked}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  )
}
