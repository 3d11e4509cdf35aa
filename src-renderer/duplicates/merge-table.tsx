import { Radio } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { type Contact, contactStatuses, contactTypes, employeesCounts } from '../../src-shared/contacts/contact-kind.ts'
import { useMembers } from '../app/use-session.ts'
import { usePropertyWords } from '../catalogue/catalogue-words.ts'
import { useCatalogue } from '../catalogue/use-catalogue.ts'
import { useFormat } from '../i18n/format.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Tag } from '../ui/chip.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { isEmptyValue, type MergeChoice } from './merge-choices.ts'
import classes from './merge-dialog.module.css'

/** What a field holds, as a card shows it. */
const useValueWords = () => {
  const { t } = useTranslation(['duplicates', 'clients'])
  const members = useMembers()
  const format = useFormat()
  const { propertyOf } = useCatalogue()
  const propertyWords = usePropertyWords()
  return ({ field, isProperty }: MergeChoice, value: unknown): string => {
    if (isEmptyValue(value)) return ''
    if (isProperty) {
      const property = propertyOf(field)
      return property ? propertyWords(property, value) : ''
    }
    const known = <Value extends string>(values: readonly Value[]) => values.find((one) => one === value)
    const [type, status, count] = [known(contactTypes), known(contactStatuses), known(employeesCounts)]
    if (field === 'type' && type) return t(`clients:type.${type}`)
    if (field === 'status' && status) return t(`clients:status.${status}`)
    if (field === 'employeesCount' && count) return t(`clients:employees.${count}`)
    if (field === 'country') return format.country(String(value))
    if (field === 'responsible') return members.find(({ id }) => id === value)?.name ?? ''
    return String(value)
  }
}

const cardFields = [
  'name',
  'company',
  'status',
  'type',
  'website',
  'country',
  'city',
  'address',
  'zip',
  'employeesCount',
  'responsible',
] as const

interface Props {
  readonly contacts: readonly Contact[]
  readonly choices: readonly MergeChoice[]
  /** By field: the contact whose value is kept. */
  readonly chosen: Readonly<Record<string, string>>
  readonly into: string
  readonly onInto: (id: string) => void
  readonly onChoose: (field: string, id: string) => void
  readonly onLeaveOut: (id: string) => void
}

/** Contacts side by side: which one stays, and of each field in which they differ, whose value. */
export const MergeTable = ({ contacts, choices, chosen, into, onInto, onChoose, onLeaveOut }: Props) => {
  const { t } = useTranslation(['duplicates', 'clients'])
  const format = useFormat()
  const { propertyOf } = useCatalogue()
  const wordsOf = useValueWords()
  const labelOf = ({ field, isProperty }: MergeChoice): string => {
    const known = cardFields.find((one) => one === field)
    return isProperty || !known ? (propertyOf(field)?.name ?? '') : t(`clients:fact.${known}`)
  }
  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col" className={classes.label}>
              <span className="visually-hidden">{t('field')}</span>
            </th>
            {contacts.map((contact) => (
              <th key={contact.id} scope="col" className={classes.who}>
                <span className={classes.person}>
                  <Avatar id={contact.id} name={contact.name} />
                  <span className={classes.name} title={contact.name}>
                    {contact.name}
                  </span>
                  <Tag>{t(contact.stage)}</Tag>
                  {contacts.length > 2 && (
                    <IconButton size="var(--target)" label={t('leave_out', { name: contact.name })} onClick={() => onLeaveOut(contact.id)}>
                      <IconX />
                    </IconButton>
                  )}
                </span>
                <span className={classes.added}>{t('added', { when: format.near(contact.createdAt) })}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row" className={classes.label}>
              {t('stays')}
            </th>
            {contacts.map((contact) => (
              <td key={contact.id} className={classes.cell}>
                <Radio
                  size="xs"
                  name="merge-into"
                  checked={contact.id === into}
                  label={t('stays_this')}
                  aria-label={t('stays_name', { name: contact.name })}
                  onChange={() => onInto(contact.id)}
                />
              </td>
            ))}
          </tr>
          {choices.map((choice) => (
            <tr key={choice.field}>
              <th scope="row" className={classes.label}>
                {labelOf(choice)}
              </th>
              {contacts.map((contact, index) => {
                const words = wordsOf(choice, choice.values[index])
                const isKept = (chosen[choice.field] ?? choice.usual) === contact.id
                return (
                  <td key={contact.id} className={classes.cell} data-kept={isKept || undefined}>
                    {words === '' ? (
                      <span className={classes.nothing}>{t('nothing')}</span>
                    ) : (
                      <Radio
                        size="xs"
                        name={`merge-${choice.field}`}
                        checked={isKept}
                        label={words}
                        aria-label={`${labelOf(choice)}: ${words}`}
                        onChange={() => onChoose(choice.field, contact.id)}
                      />
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
