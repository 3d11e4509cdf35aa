import { notifications } from '@mantine/notifications'
import { ORPCError } from '@orpc/client'
import { cleanup, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeAll, expect, test } from 'vitest'
import type { Became } from '../../src-shared/contacts/contact-contract.ts'
import { testContact } from '../../src-shared/rows/test-documents.ts'
import { useRoute } from '../app/navigation.ts'
import { anna, createTestCore, drawPage, ewa } from '../app/test-page.tsx'
import { ContactPanel } from '../clients/contact-panel.tsx'
import { startTexts } from '../i18n/i18n.ts'

beforeAll(() => startTexts('pl'))
afterEach(() => {
  notifications.clean()
  cleanup()
  localStorage.clear()
  window.location.hash = ''
})

const jan = testContact('jan', { name: 'Jan Mazur' })
const janek = testContact('janek', { name: 'Janek' })

const Place = () => {
  const route = useRoute()
  const id = 'contactId' in route ? route.contactId : null
  return id && <ContactPanel id={id} onClose={() => undefined} onDeleted={() => undefined} />
}

/** Janek's card, until somebody merges it into Jan's. */
const show = (by: Pick<Became, 'memberId' | 'memberName'>, canSee = true) => {
  const here = { is: true }
  const core = createTestCore({
    contacts: {
      get: async ({ id }: { id: string }) => {
        if (id === jan.id) return jan
        if (here.is) return janek
        throw new ORPCError('LEADLINE', { status: 404, data: { code: 'not_found', problems: [] } })
      },
      became: async () => ({ became: canSee ? { contact: { id: jan.id, stage: jan.stage, name: jan.name }, ...by } : null }),
    },
    feed: { list: async () => ({ items: [], more: false }) },
    tasks: { ofContact: async () => ({ tasks: [] }) },
    duplicates: { hints: async () => ({ rows: [], known: [] }) },
  })
  window.location.hash = '#/clients/janek'
  drawPage(core.api, <Place />)
  return () => {
    here.is = false
    core.tell({ type: 'rows', kind: 'contact', ids: ['janek', 'jan'] } as never)
  }
}
const composer = () => screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Notatka' })

test('B4 a card that a colleague merges away while it is open is followed, with the note that is being typed, and a line says who did it', async () => {
  const merge = show({ memberId: ewa.id, memberName: ewa.name })
  await userEvent.type(await composer(), 'Oddzwonić po 15')
  merge()
  await waitFor(() => expect(window.location.hash).toBe('#/clients/jan'))
  expect(await screen.findByText('Karta „Janek” jest teraz częścią tej karty: Jan Mazur (scalanie: Ewa Nowak)')).toBeDefined()
  expect(screen.queryByText(/To konto nie ma już tej karty/)).toBeNull()
  const field = await composer()
  await waitFor(() => expect(field).toBe(document.activeElement))
  await userEvent.keyboard(', nie w piątek')
  expect((await composer()).value).toBe('Oddzwonić po 15, nie w piątek')
  expect(screen.getAllByText(/jest teraz częścią/).length).toBe(1)
})

test('what was begun about both cards stands together, and nobody’s focus is taken who was not typing', async () => {
  localStorage.setItem('leadline-draft:jan', 'Woli rano')
  localStorage.setItem('leadline-draft:janek', 'Woli pocztę')
  const merge = show({ memberId: ewa.id, memberName: '' })
  const close = await screen.findByRole('button', { name: /Zamknij/ })
  close.focus()
  merge()
  expect(await screen.findByText('Karta „Janek” jest teraz częścią tej karty: Jan Mazur')).toBeDefined()
  const field = await composer()
  expect(field.value).toBe('Woli rano\n\nWoli pocztę')
  expect(localStorage.getItem('leadline-draft:janek')).toBeNull()
})

test('one’s own merger in another window is followed without a word', async () => {
  const merge = show({ memberId: anna.id, memberName: anna.name })
  await composer()
  merge()
  await waitFor(() => expect(window.location.hash).toBe('#/clients/jan'))
  await composer()
  expect(screen.queryByText(/jest teraz częścią/)).toBeNull()
})

test('where the card into which it went is not to be seen, it is gone as before', async () => {
  const merge = show({ memberId: null, memberName: '' }, false)
  await composer()
  merge()
  expect(await screen.findByText('To konto nie ma już tej karty: Janek')).toBeDefined()
  expect(window.location.hash).toBe('#/clients/janek')
})
