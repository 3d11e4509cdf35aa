import { Button, Select, TextInput } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { v7 as newId } from 'uuid'
import type { PropertyOption } from '../../src-shared/catalogue/catalogue-kinds.ts'
import { explainProblem } from '../i18n/explain.ts'
import { useFormat } from '../i18n/format.ts'
import { IconButton } from '../ui/icon-button.tsx'
import classes from './catalogue.module.css'
import { addOption, livingOptions, moveOption, removeOption, renameOption } from './property-options.ts'

interface Props {
  readonly options: readonly PropertyOption[]
  /** Ids of those that are saved: contacts may hold them. */
  readonly saved: ReadonlySet<string>
  readonly counts: Readonly<Record<string, number>> | undefined
  readonly wrong: ReadonlyMap<string, 'required' | 'name_taken'>
  readonly onChange: (options: readonly PropertyOption[]) => void
}

const nothing = 'nothing'

/** The values of a list: their names, their order, and what becomes of contacts whose value goes. */
export const OptionList = ({ options, saved, counts, wrong, onChange }: Props) => {
  const { t } = useTranslation('catalogue')
  const format = useFormat()
  const [leaving, setLeaving] = useState<string | null>(null)
  const list = useRef<HTMLUListElement>(null)
  const added = useRef(false)
  const living = livingOptions(options)

  // The new one is written at once.
  useEffect(() => {
    if (added.current) list.current?.querySelector<HTMLInputElement>('li:last-child input')?.focus()
    added.current = false
  })

  const take = (id: string) => {
    if (saved.has(id) && (counts?.[id] ?? 0) > 0) setLeaving(id)
    else onChange(removeOption(options, id, null, saved.has(id)))
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a column of rows
    <div className={classes.options} role="group" aria-label={t('property.options')}>
      <span className={classes.label}>{t('property.options')}</span>
      <ul ref={list} className={classes.optionRows}>
        {living.map(({ id, name }, place) => {
          const problem = wrong.get(id)
          const count = counts?.[id] ?? 0
          return (
            <li key={id} className={classes.option}>
              <TextInput
                className={classes.optionName}
                aria-label={t('property.option', { number: place + 1 })}
                maxLength={200}
                value={name}
                error={problem && explainProblem({ rule: problem })}
                onChange={(event) => onChange(renameOption(options, id, event.currentTarget.value))}
              />
              <span className={classes.number}>{count > 0 && t('hangs_on', { count, shown: format.number(count) })}</span>
              <IconButton label={t('property.up', { name })} disabled={place === 0} onClick={() => onChange(moveOption(options, id, -1))}>
                <IconArrowUp />
              </IconButton>
              <IconButton
                label={t('property.down', { name })}
                disabled={place === living.length - 1}
                onClick={() => onChange(moveOption(options, id, 1))}
              >
                <IconArrowDown />
              </IconButton>
              <IconButton label={t('property.remove_option', { name })} onClick={() => take(id)}>
                <IconTrash />
              </IconButton>
              {leaving === id && (
                <Select
                  className={classes.instead}
                  label={t('property.instead', { count, shown: format.number(count), name })}
                  placeholder={t('property.choose_instead')}
                  data={[
                    { value: nothing, label: t('property.nothing_instead') },
                    ...living.filter((one) => one.id !== id).map((one) => ({ value: one.id, label: one.name })),
                  ]}
                  value={null}
                  onChange={(chosen) => {
                    setLeaving(null)
                    onChange(removeOption(options, id, chosen === nothing ? null : chosen, true))
                  }}
                />
              )}
            </li>
          )
        })}
      </ul>
      <Button
        size="xs"
        leftSection={<IconPlus />}
        onClick={() => {
          added.current = true
          onChange(addOption(options, newId(), ''))
        }}
      >
        {t('property.add_option')}
      </Button>
    </div>
  )
}
