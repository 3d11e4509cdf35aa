import { Button, Modal, Select, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type SubmitEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { v7 as newId } from 'uuid'
import { fold } from '../../src-shared/lib/fold.ts'
import { nameSchema } from '../../src-shared/lib/schemas.ts'
import { groupIds } from '../../src-shared/team/group-kind.ts'
import { useApi } from '../api/api-context.tsx'
import { queryKeys } from '../app/refresh.ts'
import { explain, explainProblem } from '../i18n/explain.ts'
import { FormProblem } from '../team/form-problem.tsx'
import forms from '../team/team-forms.module.css'
import { toast } from '../ui/toasts.tsx'
import { type ListedGroup, useGroupName, useGroups } from './use-groups.ts'

interface Props {
  /** The group to be renamed; null for a new one. */
  readonly group: ListedGroup | null
  /** Like which group a new one begins. */
  readonly like?: string
  /** Told the group that was made. */
  readonly onMade?: (groupId: string) => void
  readonly onClose: () => void
}

/** A new group that begins with the rights of another one, or another name for one that there is. */
export const GroupDialog = ({ group, like = groupIds.trainee, onMade, onClose }: Props) => {
  const { t } = useTranslation('groups')
  const { client } = useApi()
  const queries = useQueryClient()
  const groups = useGroups()
  const nameOf = useGroupName()
  const [id] = useState(() => group?.id ?? newId())
  const [name, setName] = useState(group?.name ?? '')
  const [begins, setBegins] = useState(like)
  const [problem, setProblem] = useState<string | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const field = useRef<HTMLInputElement>(null)

  const refuse = (words: string) => {
    setProblem(words)
    field.current?.focus()
  }
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (busy) return
    const parsed = nameSchema.safeParse(name)
    if (!parsed.success) return refuse(explainProblem({ rule: name.trim() === '' ? 'required' : 'too_big', limit: 200 }))
    // Those that every CRM has have no name of their own: the server cannot know what a language calls them.
    const folded = fold(parsed.data)
    if (groups.some((one) => one.id !== id && fold(nameOf(one)) === folded)) return refuse(t('dialog.name_taken'))
    const permissions = (group ?? groups.find((one) => one.id === begins))?.permissions ?? []
    setBusy(true)
    setError(null)
    try {
      await client.team.saveGroup({ id, name: parsed.data, permissions: [...permissions] })
      await queries.invalidateQueries({ queryKey: queryKeys.groups })
      toast(t('saved', { group: parsed.data }))
      if (!group) onMade?.(id)
      onClose()
    } catch (failed) {
      setBusy(false)
      const [about] = explain(failed).problems.filter(({ path }) => path === 'name')
      if (about) refuse(about.rule === 'taken' ? t('dialog.name_taken') : about.text)
      else setError(failed)
    }
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(group ? 'dialog.rename' : 'dialog.add')}
      size="var(--dialog)"
      closeButtonProps={{ 'aria-label': t('dialog.cancel') }}
    >
      <form className={forms.form} noValidate onSubmit={(event) => void submit(event)}>
        <TextInput
          ref={field}
          label={t('dialog.name')}
          placeholder={t('dialog.name_hint')}
          autoComplete="off"
          data-autofocus
          value={name}
          error={problem}
          onChange={(event) => {
            setName(event.currentTarget.value)
            setProblem(null)
          }}
        />
        {!group && (
          <Select
            label={t('dialog.like')}
            value={begins}
            data={groups.map((one) => ({ value: one.id, label: nameOf(one) }))}
            onChange={(value) => value && setBegins(value)}
          />
        )}
        <FormProblem error={error} />
        <div className={`${forms.buttons} ${forms.end}`}>
          <Button variant="subtle" onClick={onClose}>
            {t('dialog.cancel')}
          </Button>
          <Button type="submit" variant="filled" loading={busy}>
            {t(group ? 'dialog.save' : 'dialog.create')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
