import { notifications } from '@mantine/notifications'
import { cleanup, screen } from '@testing-library/react'
import { afterEach, beforeAll, expect, test } from 'vitest'
import type { Session } from '../../src-shared/settings/settings-contract.ts'
import { anna, createTestCore, drawPage, session } from '../app/test-page.tsx'
import { useSession } from '../app/use-session.ts'
import { startTexts } from '../i18n/i18n.ts'
import { useOwnershipNews } from './use-ownership-news.ts'

beforeAll(() => startTexts('pl'))
afterEach(() => {
  notifications.clean()
  cleanup()
})

const Owner = () => {
  useOwnershipNews()
  return <p>{`${useSession().workspace.id} ${useSession().workspace.ownerId}`}</p>
}

const news = 'To konto jest teraz właścicielem CRM'

/** Whose the CRM is, one answer of the core after the other, beginning with Anna's. */
const show = async (...workspaces: Partial<Session['workspace']>[]) => {
  let workspace = session.workspace
  const core = createTestCore({ settings: { session: async () => ({ ...session, me: anna, workspace }) } })
  drawPage(core.api, <Owner />)
  for (const change of workspaces) {
    workspace = { ...session.workspace, ...change }
    core.tell({ type: 'rows', kind: 'workspace', ids: 'many' })
    await screen.findByText(`${workspace.id} ${workspace.ownerId}`)
  }
}

test('S8.2 whoever the CRM is handed over to hears of it', async () => {
  await show({ ownerId: 'ewa' }, { ownerId: 'anna' })
  expect(await screen.findByText(news)).toBeDefined()
})

test('a CRM that comes in the place of another one was not handed over', async () => {
  await show({ ownerId: 'ewa' }, { id: 'other', ownerId: 'anna' })
  expect(screen.queryByText(news)).toBeNull()
})
