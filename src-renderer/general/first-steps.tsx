import { Button } from '@mantine/core'
import { IconFileImport, IconPhone, IconUserPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { go } from '../app/navigation.ts'
import { useViewer } from '../app/use-viewer.ts'
import { openAdd, useView } from '../app/view-store.ts'
import { mayAddClients, mayImport } from '../clients/contact-offers.ts'
import classes from './first-steps.module.css'

/** What a newcomer does first, each in one press. */
export const FirstSteps = () => {
  const { t } = useTranslation('general')
  const set = useView((view) => view.set)
  const viewer = useViewer()
  const all = [
    { name: 'import', icon: <IconFileImport />, run: () => set({ importOpen: true }) },
    { name: 'phone', icon: <IconPhone />, run: () => go({ screen: 'settings', page: 'telephony' }) },
    { name: 'client', icon: <IconUserPlus />, run: () => openAdd() },
  ] as const
  const steps = all.filter(({ name }) => (name === 'import' ? mayImport(viewer) : name === 'phone' || mayAddClients(viewer)))
  return (
    <>
      <p className={classes.intro}>{t('first.intro')}</p>
      <ol className={classes.steps}>
        {steps.map(({ name, icon, run }, at) => (
          <li key={name} className={classes.step}>
            <span className={classes.sign} aria-hidden="true">
              {icon}
            </span>
            <h2 className={classes.title}>{t(`first.${name}.title`)}</h2>
            <p className={classes.text}>{t(`first.${name}.text`)}</p>
            <Button variant={at === 0 ? 'filled' : 'default'} onClick={run}>
              {t(`first.${name}.button`)}
            </Button>
          </li>
        ))}
      </ol>
    </>
  )
}
