import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { groupIds } from '../../src-shared/team/group-kind.ts'
import { startTeamServer, type TeamServerProcess } from '../core/server-process.ts'
import { personOf } from '../core/team.ts'
import { type Postfix, startPostfix } from '../servers/postfix.ts'
import { keyboardOf } from './model/keyboard.ts'
import { test as base, cardOf, expect, openProgram, type Program, rowWith } from './model/program.ts'
import { inSync, pageInTeam, test as teamTest } from './model/team.ts'

const [anna, ewa, piotr] = [personOf('Anna'), personOf('Ewa'), personOf('Piotr')]

interface Crew {
  readonly server: TeamServerProcess
  readonly postfix: Postfix
  /** Three computers that nobody has used yet. */
  readonly annas: Program
  readonly ewas: Program
  readonly piotrs: Program
}

const test = base.extend<{ readonly crew: Crew }>({
  crew: [
    async ({ browser, language }, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'leadline-e2e-crew-'))
      const postfix = await startPostfix()
      const environment = { LEADLINE_SMTP_URL: postfix.url, LEADLINE_MAIL_FROM: 'Leadline <crm@firma.example>' }
      const server = await startTeamServer({ dataFolder: join(folder, 'server'), environment })
      const open = async () => openProgram(await browser.newContext(), { demo: false, language, wizard: true })
      const [annas, ewas, piotrs] = await Promise.all([open(), open(), open()])
      await use({ server, postfix, annas: annas.program, ewas: ewas.program, piotrs: piotrs.program })
      for (const { close } of [annas, ewas, piotrs]) await close()
      await server.stop()
      await postfix.close()
      rmSync(folder, { recursive: true, force: true })
    },
    { timeout: 180_000 },
  ],
})

const field = (name: string) => new RegExp(`^${name}`)

/** Through the first steps of the wizard, to the form of a way. */
const choose = async ({ crm, word }: Program, way: 'create' | 'join') => {
  const keys = keyboardOf(crm)
  await keys.press(crm.getByRole('button', { name: word('wizard', 'continue') }))
  await keys.press(crm.getByRole('button', { name: word('wizard', `way.${way}`) }))
  return keys
}

const follow = async (program: Program, link: string) => {
  const { crm, word } = program
  const keys = await choose(program, 'join')
  await keys.fill(crm.getByLabel(field(word('team', 'form.link'))), link)
  await keys.press(crm.getByRole('button', { name: word('team', 'form.continue') }))
  await expect(crm.getByText(anna.name)).toBeVisible()
  return keys
}

const enter = async (program: Program, { password }: typeof anna) => {
  const { crm, word } = program
  const keys = keyboardOf(crm)
  await keys.fill(crm.getByLabel(field(word('team', 'form.password'))), password)
  await keys.press(crm.getByRole('button', { name: word('team', 'ways.join_button') }))
  await inSync(program)
  await pageInTeam(program)
}

test('S1.1 S1.2 S1.3 S8.2 S8.3 S14.2 a team is made in the wizard, joined through a link and through a mail, rights change under its hands, one is blocked while off line; by keyboard alone', async ({
  crew,
}) => {
  test.setTimeout(240_000)
  const { server, postfix, annas, ewas, piotrs } = crew
  const { crm, word } = annas

  // Anna makes the CRM, and invites Piotr on the same page.
  const keys = await choose(annas, 'create')
  await keys.fill(crm.getByLabel(field(word('team', 'form.server'))), server.url)
  await keys.fill(crm.getByLabel(field(word('team', 'form.code'))), server.setUpCode ?? '')
  await keys.fill(crm.getByLabel(word('team', 'form.name'), { exact: true }), 'Firma Żółw')
  await expect(crm.getByText(word('team', 'form.name_wrong'))).toBeVisible()
  await keys.fill(crm.getByLabel(word('team', 'form.name'), { exact: true }), 'firma')
  await expect(crm.getByText(word('team', 'form.name_free'))).toBeVisible()
  await keys.fill(crm.getByLabel(word('team', 'form.person'), { exact: true }), anna.name)
  await keys.fill(crm.getByLabel(word('team', 'form.email'), { exact: true }), anna.email)
  await keys.fill(crm.getByLabel(field(word('team', 'form.password'))), anna.password)
  await keys.fill(crm.getByLabel(field(word('team', 'form.extension'))), '104')
  const first = (name: string) => crm.getByLabel(word('team', name).replace('{{row}}', '1'))
  await keys.fill(first('form.person_name'), piotr.name)
  await keys.fill(first('form.person_email'), piotr.email)
  await keys.fill(first('form.person_extension'), '105')
  await keys.press(crm.getByRole('button', { name: word('team', 'ways.create_button') }))
  await inSync(annas)
  await pageInTeam(annas)
  await expect(crm.getByText(piotr.email).first()).toBeVisible()
  await expect(crm.getByText(word('people', 'invite.outcome.sent')).first()).toBeVisible()
  await keys.press(crm.getByRole('button', { name: word('team', 'welcome.done') }))

  // Ewa follows a link that Anna has made.
  await keys.goTo(word('app', 'team'))
  await keys.reach(crm.getByRole('radiogroup', { name: word('people', 'tabs') }))
  await crm.keyboard.press('ArrowRight')
  await keys.press(crm.getByRole('button', { name: word('people', 'link.button') }))
  const dialog = crm.getByRole('dialog')
  await keys.press(dialog.getByRole('button', { name: word('people', 'link.go') }))
  const link = await dialog.getByLabel(word('people', 'link.label'), { exact: true }).inputValue()
  await crm.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  const ewasKeys = await follow(ewas, link)
  await ewasKeys.fill(ewas.crm.getByLabel(ewas.word('team', 'form.person'), { exact: true }), ewa.name)
  await ewasKeys.fill(ewas.crm.getByLabel(field(ewas.word('team', 'form.email'))), ewa.email)
  await enter(ewas, ewa)

  // Piotr reads his mail.
  const [mail = ''] = await postfix.messagesTo(piotr.email)
  const [mailed = ''] = /http\S+\/join#[\w-]+/.exec(mail.replace(/=\r?\n/g, '').replace(/=3D/g, '=')) ?? []
  await follow(piotrs, mailed)
  await expect(piotrs.crm.getByLabel(field(piotrs.word('team', 'form.email')))).toHaveValue(piotr.email)
  await expect(piotrs.crm.getByLabel(field(piotrs.word('team', 'form.extension')))).toHaveValue('105')
  await enter(piotrs, piotr)

  // A right is given to the trainees, of whom Ewa is one, and taken from them while she has a card open.
  await (await annas.client()).contacts.create({ stage: 'client', name: 'Zofia Wójcik', phones: [{ typed: '601 234 567' }] })
  await ewasKeys.goTo(ewas.word('app', 'clients'))
  await ewasKeys.reach(ewas.crm.getByRole('radiogroup', { name: ewas.word('clients', 'tabs') }))
  await ewas.crm.keyboard.press('ArrowRight')
  await keys.goTo(word('app', 'settings_groups'))
  const box = crm.getByRole('checkbox', {
    name: word('groups', 'matrix.cell')
      .replace('{{permission}}', word('groups', 'permission.customers_view_all.name'))
      .replace('{{group}}', word('groups', 'type.trainee')),
  })
  // The boxes are one stop of Tab; arrows go from one to the next.
  await keys.reach(crm.getByRole('grid'))
  await crm.keyboard.press('ArrowRight')
  await expect(box).toBeFocused()
  await expect(box).not.toBeChecked()
  await expect(rowWith(ewas.crm, 'Zofia Wójcik')).toBeHidden()
  await crm.keyboard.press('Space')
  await expect(box).toBeChecked()
  await expect(rowWith(ewas.crm, 'Zofia Wójcik')).toBeVisible()
  await ewasKeys.press(ewas.crm.getByRole('grid'))
  await expect(cardOf(ewas.crm, 'Zofia Wójcik').getByText('601 234 567').first()).toBeVisible()
  await crm.keyboard.press('Space')
  await expect(box).not.toBeChecked()
  await expect(rowWith(ewas.crm, 'Zofia Wójcik')).toBeHidden()
  const card = ewas.crm.getByRole('complementary')
  await expect(card.getByText(/nie ma już tej karty/)).toBeVisible()
  await expect(card.getByText('601 234 567')).toBeHidden()

  // Piotr's computer is off when he is blocked.
  await inSync(piotrs)
  await piotrs.killCore()
  await keys.goTo(word('app', 'team'))
  await keys.reach(crm.getByRole('grid'))
  await crm.keyboard.press('End')
  await crm.keyboard.press('Enter')
  const panel = crm.getByRole('complementary', { name: word('people', 'panel.label').replace('{{name}}', piotr.name) })
  await keys.press(panel.getByRole('button', { name: word('people', 'block.button') }))
  await keys.press(crm.getByRole('dialog').getByRole('button', { name: word('people', 'block.go') }))
  await expect(rowWith(crm, piotr.name)).toContainText(word('people', 'state.blocked'))
  await piotrs.startCoreAgain()
  await expect(piotrs.crm.getByRole('heading', { name: piotrs.word('wizard', 'blocked.title').replace('{{name}}', 'firma') })).toBeVisible()
  await expect(piotrs.crm.getByText(piotrs.word('wizard', 'blocked.removed'))).toBeVisible()
  await keyboardOf(piotrs.crm).press(piotrs.crm.getByRole('button', { name: piotrs.word('wizard', 'blocked.alone') }))
  await expect(piotrs.crm.getByRole('navigation').first()).toBeVisible()
  expect((await (await piotrs.client()).contacts.list({ stage: 'client' })).rows).toEqual([])
})

teamTest(
  'S8.3 a link that is opened in a browser explains itself and hands itself to the program; the secret leaves no address',
  async ({ team, browser }) => {
    await team.gather()
    const { annas, ewas } = team
    const { link } = await (await annas.client()).team.makeLink({ groupId: groupIds.trainee, days: 7, maxUses: null })
    const token = new URL(link).hash.slice(1)
    const context = await browser.newContext({ locale: 'pl-PL' })
    const page = await context.newPage()
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.goto(link)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(page.getByRole('textbox')).toHaveValue(link)
    await expect(page.getByRole('link')).toHaveAttribute('href', new RegExp(`^leadline://join\\?server=.*#${token}$`))
    expect(asked.filter((url) => url.split('#')[0]?.includes(token))).toEqual([])
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
    await page.goto(`${link.slice(0, -5)}`)
    await page.reload()
    await expect(page.getByRole('textbox')).toBeHidden()
    await context.close()

    // As the system opens the program with it. Here it works in a team already, and says so.
    await ewas.goTo(`#/join/${encodeURIComponent(link)}`)
    await expect(ewas.crm.getByText(ewas.word('team', 'here.link_title'))).toBeVisible()
    expect(ewas.crm.url()).not.toContain(token)
    await ewas.crm.goBack().catch(() => null)
    expect(ewas.crm.url()).not.toContain(token)
  },
)
