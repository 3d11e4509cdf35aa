import { Button, CopyButton, Textarea } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { groupIds } from '../../src-shared/team/group-kind.ts'
import { useMembers, useSession } from '../app/use-session.ts'
import { useFollowedMerger } from '../duplicates/follow-merger.ts'
import { keepDraft, readDraft } from '../feed/note-draft.ts'
import classes from './gone-card.module.css'

interface Props {
  readonly id: string
  /** As far as it is known still. */
  readonly name: string | undefined
}

/** Whom to ask: the owner of the CRM, or another administrator; undefined where there is nobody else. */
const useAdministrator = () => {
  const { me, workspace } = useSession()
  const others = useMembers().filter(({ id, blocked, groupId }) => {
    const isAdministrator = id === workspace.ownerId || groupId === groupIds.administrator
    return id !== me.id && !blocked && isAdministrator
  })
  return others.find(({ id }) => id === workspace.ownerId) ?? others[0]
}

/** In place of a card that this account has no more: the one that it was merged into, or why it is gone. */
export const GoneCard = (props: Props) => {
  const { isLookedFor } = useFollowedMerger(props.id, props.name)
  return isLookedFor ? null : <Gone {...props} />
}

/** Why, whom to ask, and the note that was begun about it, which can be finished and copied. */
const Gone = ({ id, name }: Props) => {
  const { t } = useTranslation('clients')
  const [draft, setDraft] = useState(() => readDraft(id))
  const hasDraft = useRef(draft !== '')
  const field = useRef<HTMLTextAreaElement>(null)
  const administrator = useAdministrator()

  // The field of the note went away under the fingers: what is typed on belongs here.
  useEffect(() => {
    if (document.activeElement !== null && document.activeElement !== document.body) return
    field.current?.focus()
    field.current?.setSelectionRange(field.current.value.length, field.current.value.length)
  }, [])

  return (
    <div className={classes.box}>
      <div role="alert">
        <h2 className={classes.title}>{name ? t('gone.title_of', { name }) : t('gone.title')}</h2>
        <p className={classes.text}>
          {t('gone.text')} {administrator && t('gone.ask', { name: administrator.name })}
        </p>
      </div>
      {hasDraft.current && (
        <section className={classes.draft} aria-label={t('gone.draft')}>
          <h3 className={classes.heading}>{t('gone.draft')}</h3>
          <Textarea
            ref={field}
            className={classes.written}
            aria-label={t('gone.draft')}
            autosize
            minRows={2}
            maxRows={12}
            value={draft}
            onChange={(event) => {
              setDraft(event.currentTarget.value)
              keepDraft(id, event.currentTarget.value)
            }}
          />
          <CopyButton value={draft}>
            {({ copied, copy }) => (
              <Button size="xs" leftSection={copied ? <IconCheck /> : <IconCopy />} onClick={copy}>
                {t(copied ? 'gone.copied' : 'gone.copy')}
              </Button>
            )}
          </CopyButton>
        </section>
      )}
    </div>
  )
}
