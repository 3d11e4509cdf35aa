import { Button, CopyButton } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Attention } from '../../src-shared/team/team-contract.ts'
import { useApi } from '../api/api-context.tsx'
import { go } from '../app/navigation.ts'
import { tellFailure } from '../app/use-act.ts'
import { useFormat } from '../i18n/format.ts'
import { toast, toastWithUndo } from '../ui/toasts.tsx'
import classes from './attention.module.css'
import { putAway } from './put-away.ts'
import { useAttentionWords } from './use-attention-words.ts'

/** Whether there is, or was, one card that it was about: a call with somebody unknown has none. */
const isAboutCard = ({ contactId, mutation, reason }: Attention) =>
  contactId !== null || reason.code === 'not_found' || /^(contact\.patch|lead\.)/.test(mutation)

/** One refused write: what it was, of whom, why, what it said, and what can be done with it. */
export const AttentionItem = ({ item }: { readonly item: Attention }) => {
  const { t } = useTranslation('team')
  const { t: words } = useTranslation('ui')
  const { client } = useApi()
  const format = useFormat()
  const { whatOf, whyOf, fieldOf, textOf } = useAttentionWords()
  const [busy, setBusy] = useState(false)
  const { contactId, content, at } = item
  const what = whatOf(item)
  const missing = isAboutCard(item) ? t('attention.deleted_card') : null
  const name = item.name === '' ? t('attention.unnamed') : (item.name ?? missing)
  const title = name === null ? what : `${what}: ${name}`

  const retry = async () => {
    setBusy(true)
    try {
      await client.team.retry({ id: item.id })
      toast(t('attention.retried'))
    } catch (error) {
      tellFailure(error)
    } finally {
      setBusy(false)
    }
  }
  const put = () => {
    const takeBack = putAway({ id: item.id, discard: (id) => client.team.discard({ ids: [id] }), onFailed: tellFailure })
    toastWithUndo({ text: t('attention.put_away_done', { what: title }), undoLabel: words('undo'), onUndo: takeBack })
  }

  return (
    <li className={classes.item}>
      <div className={classes.head}>
        <h2 className={classes.what}>
          {what}
          {contactId !== null && name !== null ? (
            <button
              type="button"
              className={classes.card}
              aria-label={t('attention.open', { name })}
              onClick={() => go({ screen: 'contact', contactId })}
            >
              {name}
            </button>
          ) : (
            name !== null && <span className={classes.away}>{name}</span>
          )}
        </h2>
        <time className={classes.when} dateTime={new Date(at).toISOString()} title={format.exact(at)}>
          {format.nearWithTime(at)}
        </time>
      </div>
      <p className={classes.why}>{whyOf(item)}</p>
      {content.length > 0 && (
        <dl className={classes.content} aria-label={t('attention.content')}>
          {content.map((part) => (
            <div key={part.field} className={classes.line}>
              <dt>{fieldOf(part.field)}</dt>
              <dd>{textOf(part)}</dd>
            </div>
          ))}
        </dl>
      )}
      <div className={classes.buttons}>
        <Button size="xs" loading={busy} onClick={() => void retry()}>
          {t('attention.retry')}
        </Button>
        {content.length > 0 && (
          <CopyButton value={[title, ...content.map((part) => `${fieldOf(part.field)}: ${textOf(part)}`)].join('\n')}>
            {({ copied, copy }) => (
              <Button size="xs" variant="subtle" leftSection={copied ? <IconCheck /> : <IconCopy />} onClick={copy}>
                {t(copied ? 'attention.copied' : 'attention.copy')}
              </Button>
            )}
          </CopyButton>
        )}
        <Button size="xs" variant="subtle" onClick={put}>
          {t('attention.put_away')}
        </Button>
      </div>
    </li>
  )
}
