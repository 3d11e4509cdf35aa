import { Button, Select, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { type ClipboardEvent, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../ui/icon-button.tsx'
import { emptyRow, type PersonField, type PersonRow, personFields, placePeople, type RowProblems } from './people-draft.ts'
import classes from './people-rows.module.css'
import { holdsPeople, readPeople } from './read-people.ts'

interface Props {
  readonly rows: readonly PersonRow[]
  readonly problems: Readonly<Record<string, RowProblems>>
  /** Into which groups people can be invited, the names in words. */
  readonly groups: readonly { readonly value: string; readonly label: string }[]
  readonly onChange: (rows: readonly PersonRow[]) => void
}

interface RowProps extends Omit<Props, 'rows' | 'problems' | 'onChange'> {
  readonly row: PersonRow
  readonly number: number
  readonly problems: RowProblems | undefined
  readonly onChange: (part: Partial<PersonRow>) => void
  readonly onPaste: (event: ClipboardEvent) => void
  readonly onRemove: () => void
}

const PersonFields = ({ row, number, problems, groups, onChange, onPaste, onRemove }: RowProps) => {
  const { t } = useTranslation('team')
  const id = useId()
  const words = personFields.flatMap((field) => problems?.[field] ?? [])
  const first = personFields.find((field) => problems?.[field] !== undefined)
  const field = (name: PersonField) => ({
    'aria-label': t(`form.person_${name}`, { row: number }),
    'aria-describedby': problems?.[name] ? id : undefined,
    value: row[name],
    error: problems?.[name] !== undefined,
    autoComplete: 'off',
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => onChange({ [name]: event.currentTarget.value }),
    onPaste,
  })
  return (
    <li className={classes.row}>
      <TextInput {...field('name')} />
      <TextInput {...field('email')} inputMode="email" spellCheck={false} />
      <TextInput {...field('extension')} inputMode="numeric" />
      <Select
        aria-label={t('form.person_group', { row: number })}
        value={row.groupId}
        data={groups}
        onChange={(groupId) => groupId && onChange({ groupId })}
      />
      <IconButton
        label={t('form.person_remove', { who: row.name || row.email || t('form.person_row', { row: number }) })}
        onClick={onRemove}
      >
        <IconX />
      </IconButton>
      {words.length > 0 && (
        <span id={id} className={classes.problem} data-field={first} role="alert">
          {words.join('. ')}
        </span>
      )}
    </li>
  )
}

/** People in rows, to be typed or pasted: several lines, or several addresses, fill as many rows. */
export const PeopleRows = ({ rows, problems, groups, onChange }: Props) => {
  const { t } = useTranslation('team')
  const list = useRef<HTMLUListElement>(null)
  const addButton = useRef<HTMLButtonElement>(null)
  const paste = (event: ClipboardEvent, key: string) => {
    const text = event.clipboardData.getData('text')
    if (!holdsPeople(text)) return
    event.preventDefault()
    onChange(placePeople(rows, key, readPeople(text)))
  }
  const add = () => {
    onChange([...rows, emptyRow(rows.at(-1)?.groupId)])
    // Once the row has been drawn.
    requestAnimationFrame(() => list.current?.lastElementChild?.querySelector('input')?.focus())
  }
  return (
    <div className={classes.people}>
      {rows.length > 0 && (
        <div>
          <div className={classes.row} data-head aria-hidden="true">
            {([...personFields, 'group'] as const).map((name) => (
              <span key={name}>{t(`form.people_${name}`)}</span>
            ))}
          </div>
          <ul ref={list} className={classes.list} aria-label={t('form.part_people')}>
            {rows.map((row, index) => (
              <PersonFields
                key={row.key}
                row={row}
                number={index + 1}
                problems={problems[row.key]}
                groups={groups}
                onChange={(part) => onChange(rows.map((one) => (one.key === row.key ? { ...one, ...part } : one)))}
                onPaste={(event) => paste(event, row.key)}
                onRemove={() => {
                  onChange(rows.filter(({ key }) => key !== row.key))
                  addButton.current?.focus()
                }}
              />
            ))}
          </ul>
        </div>
      )}
      <div>
        <Button ref={addButton} size="xs" leftSection={<IconPlus />} onClick={add}>
          {t('form.person_add')}
        </Button>
      </div>
    </div>
  )
}
