import type { Page } from '@playwright/test'
import { v7 as newId } from 'uuid'
import { test as alone, cardOf, expect, type Program, rowsOf, rowWith } from './model/program.ts'
import { test as inTeam, tabOf } from './model/team.ts'

const columnOf = (crm: Page, name: string) => crm.getByRole('region', { name, exact: true })
const cardIn = (crm: Page, column: string, name: string) => columnOf(crm, column).getByRole('button', { name: new RegExp(`^${name}`) })

const openBoard = async (program: Program, tab: 'lead.mine' | 'lead.all') => {
  const { crm, goTo, word } = program
  // So wide that no column has to be scrolled to in the middle of a drag.
  await crm.setViewportSize({ width: 1920, height: 900 })
  await goTo('#/leads')
  await crm.getByRole('button', { name: word('clients', 'show_board') }).click()
  await tabOf(program, tab).click()
}

alone(
  'S7.2 S7.4 S7.5 leads stand on a board by status, are moved by keyboard and by hand, finished there and opened again',
  async ({ program }) => {
    const { crm, word, goTo } = program
    const client = await program.client()
    const status = (key: string) => word('leads', `status.${key}`)
    await client.catalogue.put({ kind: 'status', id: newId(), key: null, name: 'oferta wysłana', category: 'open', order: 4 })

    // Added under Unsorted it is nobody's and unprocessed; under My leads it is mine.
    await goTo('#/leads')
    for (const [tab, name] of [
      ['unsorted', 'Jan Mazur'],
      ['mine', 'Ewa Krawiec'],
    ] as const) {
      await tabOf(program, `lead.${tab}`).click()
      await crm
        .getByRole('region', { name: word('clients', 'lead.title') })
        .getByRole('button', { name: word('clients', 'lead.add') })
        .first()
        .click()
      const dialog = crm.getByRole('dialog', { name: word('clients', 'add.title_lead') })
      await dialog.getByLabel(/^Nazwa/).fill(name)
      await dialog.getByRole('button', { name: word('clients', 'add.create') }).click()
      await expect(cardOf(crm, name)).toBeVisible()
    }
    const rows = (await client.contacts.list({ stage: 'lead' })).rows
    expect(rows.find(({ name }) => name === 'Jan Mazur')).toMatchObject({ responsible: null, leadStatus: 'not_processed' })
    const [jan, ewa] = ['Jan Mazur', 'Ewa Krawiec'].map((name) => rows.find((row) => row.name === name)?.id ?? '')
    expect(rows.find(({ name }) => name === 'Ewa Krawiec')?.responsible).not.toBeNull()
    const statusOf = async (id = '') => (await client.contacts.get({ id })).leadStatus

    await client.leads.take({ id: jan ?? '' })
    await openBoard(program, 'lead.mine')
    await expect(cardIn(crm, status('in_progress'), 'Jan Mazur')).toBeVisible()

    // By keyboard: Alt takes the lead along, and the keyboard stays with it.
    await cardIn(crm, status('in_progress'), 'Jan Mazur').focus()
    await crm.keyboard.press('Alt+ArrowRight')
    await expect(cardIn(crm, status('deferred'), 'Jan Mazur')).toBeFocused()
    await crm.keyboard.press('Alt+ArrowRight')
    await expect(cardIn(crm, 'oferta wysłana', 'Jan Mazur')).toBeFocused()
    await crm
      .getByRole('alert')
      .filter({ hasText: 'Jan Mazur: status oferta wysłana' })
      .getByRole('button', { name: word('ui', 'undo') })
      .click()
    await expect(cardIn(crm, status('deferred'), 'Jan Mazur')).toBeVisible()

    // By hand, to a status of the workspace's own; then to where the work ends.
    await cardIn(crm, status('deferred'), 'Jan Mazur').dragTo(columnOf(crm, 'oferta wysłana'))
    await expect(cardIn(crm, 'oferta wysłana', 'Jan Mazur')).toBeVisible()
    await cardIn(crm, 'oferta wysłana', 'Jan Mazur').dragTo(columnOf(crm, status('unsuitable')))
    const dialog = crm.getByRole('dialog', { name: 'Domknij leada: Jan Mazur' })
    await dialog.getByLabel(word('leads', 'finish.reason')).fill('Za drogo')
    await crm.keyboard.press('Enter')
    await expect(cardIn(crm, status('unsuitable'), 'Jan Mazur')).toBeVisible()
    expect(await statusOf(jan)).toBe('unsuitable')

    // Dragged out of there it is opened again.
    await cardIn(crm, status('unsuitable'), 'Jan Mazur').dragTo(columnOf(crm, status('deferred')))
    await expect(cardIn(crm, status('deferred'), 'Jan Mazur')).toBeVisible()
    expect(await statusOf(jan)).toBe('deferred')

    await crm
      .getByRole('region', { name: word('clients', 'lead.title') })
      .getByRole('button', { name: 'Przenieś: Ewa Krawiec' })
      .click()
    await crm.getByRole('menuitem', { name: status('finished') }).click()
    await crm
      .getByRole('dialog')
      .getByRole('button', { name: word('leads', 'finish.go_client') })
      .click()
    await expect(crm.getByRole('button', { name: /^Ewa Krawiec/ })).toBeHidden()
    expect(await client.contacts.get({ id: ewa ?? '' })).toMatchObject({ stage: 'client', leadStatus: 'finished' })
  },
)

inTeam('S7.1 S7.5 in a team: a lead that somebody has stands on the board of the others and is not moved there', async ({ team }) => {
  const { annas, ewas, gather } = team
  await gather()
  const { word } = ewas
  const annasClient = await annas.client()
  await annasClient.catalogue.put({ kind: 'status', id: newId(), key: null, name: 'oferta wysłana', category: 'open', order: 4 })
  const { id } = await annasClient.contacts.create({ stage: 'lead', name: 'Jan Mazur' })
  await ewas.goTo('#/leads')
  await expect(rowWith(ewas.crm, 'Jan Mazur')).toBeVisible()
  await annasClient.leads.take({ id })
  await annasClient.leads.setStatus({ id, status: 'deferred' })
  await expect(rowsOf(ewas.crm)).toHaveCount(0)

  await openBoard(ewas, 'lead.all')
  const deferred = word('leads', 'status.deferred')
  await expect(cardIn(ewas.crm, deferred, 'Jan Mazur')).toBeVisible()
  await cardIn(ewas.crm, deferred, 'Jan Mazur').dragTo(columnOf(ewas.crm, 'oferta wysłana'))
  await expect(ewas.crm.getByText(/^Tego leada prowadzi Anna/)).toBeVisible()
  await expect(cardIn(ewas.crm, deferred, 'Jan Mazur')).toBeVisible()

  // Everything else is told of who was left, and why.
  await ewas.crm.getByRole('button', { name: word('clients', 'show_list') }).click()
  await ewas.crm.getByRole('grid').focus()
  await ewas.crm.keyboard.press('Control+a')
  await ewas.crm
    .getByRole('toolbar')
    .getByRole('button', { name: word('clients', 'bulk.assign') })
    .click()
  await ewas.crm.getByRole('option', { name: word('clients', 'nobody') }).click()
  await expect(ewas.crm.getByText(word('clients', 'changed.nothing'))).toBeVisible()
  await expect(ewas.crm.getByText(new RegExp(word('problems', 'held')))).toBeVisible()
})
