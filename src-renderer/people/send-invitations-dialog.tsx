import { Button, Modal, Select, Textarea } from '@mantine/core'
import { type SubmitEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type InvitationResult, mostInvited } from '../../src-shared/sync/server-contract.ts'
import { useApi } from '../api/api-context.tsx'
import { useFormat } from '../i18n/format.ts'
import { FormProblem } from '../team/form-problem.tsx'
import { isEmptyRow, type PersonRow, peopleOf, type RowProblems, rowProblems } from '../team/people-draft.ts'
import { PeopleRows } from '../team/people-rows.tsx'
import forms from '../team/team-forms.module.css'
import { InvitationResults } from './invitation-results.tsx'
import classes from './invitations.module.css'
import { readInvited, refusedField } from './invited-people.ts'
import { useGroupChoices } from './use-group-choices.ts'
import { useInvitationsChanged } from './use-invitations.ts'

type Problems = Readonly<Record<string, RowProblems>>

const nobodysFields = { email: '', extension: '' }

/** Invites people by e-mail, several at once. Whoever could not be invited stays in the list, with the reason at its field. */
export const SendInvitationsDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const { t } = useTranslation('people')
  const { client } = useApi()
  const format = useFormat()
  const { choices, usual } = useGroupChoices()
  const changed = useInvitationsChanged()
  const [groupId, setGroupId] = useState(usual)
  const [text, setText] = useState('')
  const [rows, setRows] = useState<readonly PersonRow[]>([])
  const [problems, setProblems] = useState<Problems>({})
  const [results, setResults] = useState<readonly InvitationResult[]>([])
  const [problem, setProblem] = useState<string | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const form = useRef<HTMLFormElement>(null)

  const withTyped = (typed: string) => [...rows.filter((row) => !isEmptyRow(row)), ...readInvited(typed, groupId)]
  const takeIn = (typed: string) => {
    if (typed.trim() === '') return
    setRows(withTyped(typed))
    setText('')
    setProblem(null)
  }

  /** Puts each answer where it belongs: into the results, or back to the row that it is about. */
  const hear = (sent: readonly PersonRow[], answers: readonly InvitationResult[]) => {
    const answerTo = new Map(sent.map((row, at) => [row.key, answers[at]]))
    const refusedOf = (key: string) => {
      const answer = answerTo.get(key)
      return answer && refusedField(answer) !== null ? answer : undefined
    }
    setResults((known) => [...known, ...answers.filter((answer) => refusedField(answer) === null)])
    setRows((known) => known.filter(({ key }) => !answerTo.has(key) || refusedOf(key)))
    const told = sent.flatMap(({ key }) => {
      const answer = refusedOf(key)
      return answer ? [[key, { [refusedField(answer) ?? 'email']: t(`invite.outcome.${answer.outcome}`, { problem: '' }) }] as const] : []
    })
    setProblems((known) => ({ ...known, ...Object.fromEntries(told) }))
  }

  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (busy) return
    const typed = withTyped(text)
    const wrong = rowProblems(typed, nobodysFields)
    const sound = typed.filter(({ key }) => !(key in wrong))
    setRows(typed)
    setText('')
    setProblems(wrong)
    setProblem(
      typed.length === 0 ? t('invite.nobody') : sound.length > mostInvited ? t('invite.most', { shown: format.number(mostInvited) }) : null,
    )
    if (typed.length === 0) field.current?.focus()
    if (sound.length === 0 || sound.length > mostInvited) return
    setBusy(true)
    setError(null)
    try {
      const { results: answers } = await client.team.invite({ people: peopleOf(sound) })
      hear(sound, answers)
      void changed()
    } catch (failed) {
      setError(failed)
    }
    setBusy(false)
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[data-error] input, input[data-error]')?.focus())
  }

  const change = (next: readonly PersonRow[]) => {
    // What is corrected is no longer wrong; what is wrong with others stays told.
    const touched = new Set(next.filter((row) => !rows.includes(row)).map(({ key }) => key))
    setProblems(Object.fromEntries(Object.entries(problems).filter(([key]) => !touched.has(key))))
    setRows(next)
  }

  const waiting = rows.filter((row) => !isEmptyRow(row)).length
  const isDone = waiting === 0 && text.trim() === '' && results.length > 0
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('invite.title')}
      size="var(--dialog-wide)"
      closeButtonProps={{ 'aria-label': t('invite.close') }}
      // What was typed, and links that are seen only now, are not lost by a press beside the window.
      closeOnClickOutside={false}
    >
      <form ref={form} className={forms.form} noValidate onSubmit={(event) => void submit(event)}>
        <div role="status">{results.length > 0 && <InvitationResults results={results} />}</div>
        <div className={classes.typing}>
          <Textarea
            ref={field}
            label={t('invite.addresses')}
            description={t('invite.addresses_hint')}
            inputWrapperOrder={['label', 'input', 'error', 'description']}
            autosize
            minRows={2}
            maxRows={6}
            data-autofocus
            spellCheck={false}
            value={text}
            error={problem}
            onChange={(event) => {
              setText(event.currentTarget.value)
              setProblem(null)
            }}
            onPaste={(event) => {
              const pasted = event.clipboardData.getData('text')
              if (!pasted.includes('@')) return
              event.preventDefault()
              takeIn(`${text}\n${pasted}`)
            }}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.shiftKey || text.trim() === '') return
              event.preventDefault()
              takeIn(text)
            }}
          />
          <div className={classes.beside}>
            <Select label={t('invite.group_for_all')} value={groupId} data={choices} onChange={(value) => value && setGroupId(value)} />
            <Button disabled={text.trim() === ''} onClick={() => takeIn(text)}>
              {t('invite.take')}
            </Button>
          </div>
        </div>
        {rows.length > 0 && <PeopleRows rows={rows} problems={problems} groups={choices} onChange={change} />}
        <FormProblem error={error} />
        <div className={`${forms.buttons} ${forms.end} ${classes.foot}`}>
          <Button variant={isDone ? 'filled' : 'subtle'} onClick={onClose}>
            {t(results.length > 0 ? 'invite.close' : 'invite.cancel')}
          </Button>
          {!isDone && (
            <Button type="submit" variant="filled" loading={busy}>
              {waiting > 0 ? t('invite.go', { count: waiting, shown: format.number(waiting) }) : t('invite.go_none')}
            </Button>
          )}
        </div>
      </form>
    </Modal>
  )
}
