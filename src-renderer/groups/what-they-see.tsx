import { IconCheck, IconMinus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Member } from '../../src-shared/team/member-kind.ts'
import classes from './groups.module.css'
import { sightOf } from './sight-words.ts'
import { useGroups, useViewerOf } from './use-groups.ts'

/** In words what somebody sees and may do, as the rights of their group say. */
export const WhatTheySee = ({ member }: { readonly member: Member }) => {
  const { t } = useTranslation('groups')
  const viewer = useViewerOf()(member)
  const isGone = !useGroups().some(({ id }) => id === member.groupId)
  if (member.blocked) return <p className={classes.plain}>{t('sees.blocked')}</p>
  if (viewer.owner) return <p className={classes.plain}>{t('sees.owner')}</p>
  if (viewer.administrator) return <p className={classes.plain}>{t('sees.administrator')}</p>
  return (
    <div className={classes.sight}>
      {isGone && <p className={classes.plain}>{t('sees.group_gone')}</p>}
      {sightOf(viewer).map(({ area, lines }) => (
        <section key={area} aria-label={t(`area.${area}`)}>
          <h3 className={classes.area}>{t(`area.${area}`)}</h3>
          <ul className={classes.lines}>
            {lines.map(({ about, allowed }) => (
              <li key={about} className={classes.line} data-allowed={allowed || undefined}>
                {allowed ? <IconCheck aria-hidden="true" /> : <IconMinus aria-hidden="true" />}
                <span>{t(`sees.${about}.${allowed ? 'yes' : 'no'}`)}</span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}
