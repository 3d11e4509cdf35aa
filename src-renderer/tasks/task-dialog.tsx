import { Button, Modal, SegmentedControl, Select, TextInput } from '@mantine/core'
import { type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { v7 as newId } from 'uuid'
import { useApi } from '../api/api-context.tsx'
import { tellFailure, useAct } from '../app/use-act.ts'
import { useMembers, useSession } from '../app/use-session.ts'
import { explainFields } from '../i18n/explain.ts'
import { closeTask, useTaskForm } from './task-store.ts'
import { momentOf, type TaskTime, taskTimeOf, timeOfChoice, typedTime, type WhenChoice, whenChoices } from './task-times.ts'
import classes from './tasks.module.css'

interface Props {
  readonly form: NonNullable<ReturnType<typeof useTaskForm.getState>['form']>
}

const OpenTask = ({ form: { contactId, name, task } }: Props) => {
  const { client } = useApi()
  const { tellDone } = useAct()
  const { t } = useTranslation('tasks')
  const { me } = useSession()
  const { timeZone, firstDay } = me
  const members = useMembers().filter(({ id, blocked }) => !blocked || id === task?.responsible)
  const timeOf = (choice: WhenChoice) => timeOfChoice(choice, Date.now(), { timeZone, firstDay })
  // Kept until it is saved: pressed again after a lost answer, it is the same task.
  const [id] = useState(() => newId())
  const [title, setTitle] = useState(task?.title ?? '')
  const [when, setWhen] = useState<TaskTime>(() => (task ? taskTimeOf(task.startsAt, timeZone) : timeOf('tomorrow')))
  const [responsible, setResponsible] = useState(task?.responsible ?? me.id)
  const [problem, setProblem] = useState<string | null>(null)
  const [wrongTime, setWrongTime] = useState(false)
  const [saving, setSaving] = useState(false)
  const chosen = whenChoices.find((choice) => {
    const { date, time } = timeOf(choice)
    return date === when.date && time === when.time
  })

  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (saving) return
    const time = when.time.trim() === '' ? '' : typedTime(when.time)
    if (time === null) return setWrongTime(true)
    setSaving(true)
    const fields = { title, startsAt: momentOf({ date: when.date, time }, timeZone), responsible }
    try {
      const { batch } = task
        ? await client.tasks.update({ id: task.id, fields })
        : await client.tasks.create({ id, contactIds: [contactId], ...fields })
      closeTask()
      tellDone(batch, t(task ? 'changed' : 'created', { title: title.trim() }))
    } catch (error) {
      const told = explainFields(error) ?? {}
      const wrong = told.title ?? told['fields.title']
      setProblem(wrong ?? null)
      if (!wrong) tellFailure(error)
      setSaving(false)
    }
  }

  return (
    <Modal
      opened
      onClose={closeTask}
      title={t(task ? 'title_edit' : 'title_new', { name })}
      size="var(--dialog)"
      closeButtonProps={{ 'aria-label': t('cancel') }}
      closeOnClickOutside={false}
    >
      <form className={classes.form} noValidate onSubmit={(event) => void submit(event)}>
        <TextInput
          label={t('title')}
          placeholder={t('title_hint')}
          data-autofocus
          required
          value={title}
          error={problem}
          onChange={(event) => {
            setTitle(event.currentTarget.value)
            setProblem(null)
          }}
        />
        <SegmentedControl
          className={classes.choice}
          aria-label={t('when.label')}
          value={chosen ?? ''}
          onChange={(choice) => setWhen(timeOf(choice as WhenChoice))}
          data={whenChoices.map((choice) => ({ value: choice, label: t(`when.${choice}`) }))}
        />
        <div className={classes.pair}>
          <TextInput
            type="date"
            label={t('when.date')}
            value={when.date}
            onChange={(event) => setWhen({ ...when, date: event.currentTarget.value })}
          />
          <TextInput
            label={t('when.time')}
            inputMode="numeric"
            autoComplete="off"
            value={when.time}
            disabled={when.date === ''}
            error={wrongTime ? t('when.wrong_time') : null}
            onChange={(event) => {
              setWhen({ ...when, time: event.currentTarget.value })
              setWrongTime(false)
            }}
          />
        </div>
        <Select
          label={t('person')}
          value={responsible}
          searchable={members.length > 8}
          data={members.map((member) => ({ value: member.id, label: member.name }))}
          onChange={(member) => setResponsible(member ?? responsible)}
        />
        <div className={classes.buttons}>
          <Button variant="subtle" onClick={closeTask}>
            {t('cancel')}
          </Button>
          <Button type="submit" variant="filled" loading={saving}>
            {t(task ? 'save' : 'create')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}

/** A task about a contact, made or changed: what, when, who. */
export const TaskDialog = () => {
  const form = useTaskForm((state) => state.form)
  return form && <OpenTask form={form} />
}
