import { cardOf, expect, test } from './model/program.ts'

test.use({ demo: true })

test('a newcomer who starts the demo has a call with a known client on the practice line within a minute', async ({ program }) => {
  const { crm, word } = program
  const dialer = await program.openDialer()
  await expect(dialer.getByRole('heading', { name: 'Katarzyna Wójcik-Lewandowska' })).toBeVisible({ timeout: 40_000 })
  await expect(dialer.getByText(/Meblopol/)).toBeVisible()
  await expect(dialer.getByText(/Chce 40 krzeseł/)).toBeVisible()
  await dialer.keyboard.press('a')
  await expect(dialer.getByRole('button', { name: word('telephony', 'end') })).toBeVisible()
  await dialer.getByRole('textbox', { name: word('telephony', 'note'), exact: true }).fill('Pierwsza rozmowa')
  await dialer.getByRole('button', { name: word('telephony', 'end') }).click()
  await crm
    .getByRole('button', { name: word('telephony', 'open_card') })
    .first()
    .click()
  const card = cardOf(crm, 'Katarzyna Wójcik-Lewandowska')
  await expect(card.getByRole('listitem').filter({ hasText: 'Pierwsza rozmowa' })).toBeVisible()
})

test('there is one telephone: a second window says so, and can take it over', async ({ program }) => {
  const { word, context, core } = program
  const first = await program.openDialer()
  await expect(first.getByRole('button', { name: word('telephony', 'call'), exact: true })).toBeVisible()
  const second = await context.newPage()
  await second.goto(`http://127.0.0.1:${core().port}/dialer.html`)
  await second.getByRole('button', { name: word('telephony', 'elsewhere.take') }).click()
  await expect(second.getByRole('button', { name: word('telephony', 'call'), exact: true })).toBeVisible()
  await expect(first.getByRole('button', { name: word('telephony', 'elsewhere.take') })).toBeVisible()
})
