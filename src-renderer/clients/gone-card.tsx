import { Button, CopyButton } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { readDraft } from '../feed/note-draft.ts'
import classes from './gone-card.module.css'

interface Props {
  readonly id: string
  /** As far as it is known still. */
  readonly name: string | undefined
}

/** In place of a card that this account has no more: that it went, and the note that was begun about it. */
export const GoneCard = ({ id, name }: Props) => {
  const { t } = useTranslation('clients')
  const [draft] = useState(() => readDraft(id))
  return (
    <div className={classes.box}>
      <div role="alert">
        <h2 className={classes.title}>{name ? t('gone.title_of', { name }) : t('gone.title')}</h2>
        <p className={classes.text}>{t('gone.text')}</p>
      </div>
      {draft !== '' && (
        <section className={classes.draft} aria-label={t('gone.draft')}>
          <h3 className={classes.heading}>{t('gone.draft')}</h3>
          <p className={classes.written}>{draft}</p>
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
