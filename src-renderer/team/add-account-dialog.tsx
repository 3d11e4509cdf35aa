import { Button, CopyButton, Modal, Select, TextInput } from '@mantine/core'
import { IconCheck, IconCopy, IconRefresh } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { emailSchema, nameSchema } from '../../src-shared/lib/schemas.ts'
import { passwordSchema } from '../../src-shared/sync/server-contract.ts'
import { type Member, memberGroups } from '../../src-shared/team/member-kind.ts'
import { useApi } from '../api/api-context.tsx'
import { queryKeys } from '../app/refresh.ts'
import { Pair } from '../settings/section.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { FormProblem } from './form-problem.tsx'
import { generatePassword, secretChance } from './generate-password.ts'
import classes from './team-forms.module.css'
import here from './team-here.module.css'
import { formProblems, refusedFields } from './team-problems.ts'
import { useFields } from './use-fields.ts'

const inputSchema = z.object({ personName: nameSchema, email: emailSchema, password: passwordSchema })

interface Made {
  readonly name: string
  readonly email: string
  readonly password: string
}

interface PassOnProps {
  readonly server: string
  readonly made: Made
  readonly onClose: () => void
}

/** What the new colleague needs, shown once. */
const PassOn = ({ server, made, onClose }: PassOnProps) => {
  const { t } = useTranslation('team')
  const rows = [
    [t('add.server'), server],
    [t('add.email'), made.email],
    [t('add.password'), made.password],
  ] as const
  return (
    <div className={classes.form}>
      <p className={classes.text}>{t('add.pass_on', { name: made.name })}</p>
      <dl className={here.facts}>
        {rows.map(([name, value]) => (
          <div key={name} className={here.row}>
            <dt>{name}</dt>
            <dd>
              <code>{value}</code>
            </dd>
          </div>
        ))}
      </dl>
      <div className={`${classes.buttons} ${classes.end}`}>
        <CopyButton value={rows.map(([name, value]) => `${name}: ${value}`).join('\n')}>
          {({ copied, copy }) => (
            <Button leftSection={copied ? <IconCheck /> : <IconCopy />} onClick={copy}>
              {t(copied ? 'add.copied' : 'add.copy')}
            </Button>
          )}
        </CopyButton>
        <Button variant="filled" onClick={onClose} data-autofocus>
          {t('add.done')}
        </Button>
      </div>
    </div>
  )
}

const isGroup = (value: string | null): value is Member['group'] => (memberGroups as readonly (string | null)[]).includes(value)

interface Props {
  readonly server: string
  readonly onClose: () => void
}

/** A second account made by hand: its password is made by chance, shown once, and passed on. */
export const AddAccountDialog = ({ server, onClose }: Props) => {
  const { t } = useTranslation('team')
  const { client } = useApi()
  const queries = useQueryClient()
  const fields = useFields({ personName: '', email: '', extension: '', password: generatePassword(secretChance) })
  const [group, setGroup] = useState<Member['group']>('manager')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const [made, setMade] = useState<Made | null>(null)
  const { values, field, show, change } = fields

  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (busy) return
    const { personName: name, email, password } = values
    const extension = values.extension.trim()
    const found = {
      ...formProblems(inputSchema, values),
      ...(/^\d{0,10}$/.test(extension) ? {} : { extension: t('add.extension_wrong') }),
    }
    if (Object.keys(found).length > 0) return show(found)
    setBusy(true)
    setError(null)
    try {
      await client.team.addAccount({ name, email, password, extension: extension || null, group })
      setMade({ name: name.trim(), email: email.trim(), password })
      await queries.invalidateQueries({ queryKey: queryKeys.members })
    } catch (refused) {
      const problems = refusedFields(refused, ['email', 'password', 'extension'])
      if (problems) show(problems)
      else setError(refused)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={t(made ? 'add.created' : 'add.title')}
      size="var(--dialog)"
      closeButtonProps={{ 'aria-label': t('form.cancel') }}
      closeOnClickOutside={false}
    >
      {made ? (
        <PassOn server={server} made={made} onClose={onClose} />
      ) : (
        <form ref={fields.form} className={classes.form} noValidate onSubmit={(event) => void submit(event)}>
          <Pair>
            <TextInput {...field('personName')} label={t('add.name')} autoComplete="off" data-autofocus />
            <TextInput {...field('email')} label={t('add.email')} type="email" autoComplete="off" />
          </Pair>
          <Pair>
            <Select
              label={t('add.group')}
              description={t(`add.group_text.${group}`)}
              inputWrapperOrder={['label', 'input', 'error', 'description']}
              value={group}
              data={memberGroups.map((value) => ({ value, label: t(`accounts.group.${value}`) }))}
              onChange={(value) => isGroup(value) && setGroup(value)}
            />
            <TextInput {...field('extension')} label={t('add.extension')} inputMode="numeric" autoComplete="off" />
          </Pair>
          <TextInput
            {...field('password')}
            label={t('add.password')}
            description={t('add.password_hint')}
            inputWrapperOrder={['label', 'input', 'error', 'description']}
            autoComplete="off"
            spellCheck={false}
            rightSection={
              <IconButton
                label={t('add.another')}
                size="var(--target)"
                onClick={() => change({ password: generatePassword(secretChance) })}
              >
                <IconRefresh />
              </IconButton>
            }
          />
          <FormProblem error={error} />
          <div className={`${classes.buttons} ${classes.end}`}>
            <Button variant="subtle" onClick={onClose}>
              {t('form.cancel')}
            </Button>
            <Button type="submit" variant="filled" loading={busy}>
              {t('add.create')}
            </Button>
          </div>
        </form>
      )}
    </Modal>
  )
}
