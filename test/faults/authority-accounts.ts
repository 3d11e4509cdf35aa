import { v7 as newId } from 'uuid'
import { personOf } from '../core/team.ts'
import { byAnybody, type Line, type Scene } from './authority-lines.ts'
import { codeIn } from './authority-world.ts'
import { comesTrue } from './fault.ts'

const forged = 'F'.repeat(43)
const language = 'pl' as const
const newPassword = 'another password of somebody'

/** A session beside the usual one; the blocked one gets theirs in a moment without the block. */
const freshSession = async ({ world, who }: Scene): Promise<string> => {
  if (who === 'nobody') return forged
  const memberId = world.memberId('blocked')
  if (who === 'blocked') await world.api('owner').members.unblock({ memberId })
  const { token } = await world.signIn(who)
  if (who === 'blocked') await world.api('owner').members.block({ memberId })
  return token
}

/** Whoever has no account tries with an address that has none. */
const addressOf = ({ who }: Scene) => personOf(who).email

/** The code that the owner has asked for to confirm a new address; whoever has it but is not the owner gets nothing by it. */
const ownersCode = async ({ world }: Scene): Promise<string> => {
  const email = `nowy-${newId()}@firma.example`
  await world.api('owner').accounts.requestEmail({ email, password: personOf('owner').password, language })
  return codeIn(world.mails.find(({ to }) => to === email)?.text ?? '')
}

const giveOwnersAddressBack = async ({ world }: Scene) => {
  const fields = { email: personOf('owner').email }
  await world.api('owner').members.update({ memberId: world.memberId('owner'), fields })
}

/** Calls about accounts and the making of a CRM. Who tries: owner, administrator, supervisor, manager, trainee, blocked, stranger, nobody. */
export const accountLines: readonly Line[] = [
  {
    of: 'server.info',
    what: 'the versions',
    expected: 'may may may may may may may may',
    begin:
      ({ api }) =>
      () =>
        api.server.info(),
  },
  {
    of: 'setup.checkName',
    what: 'with a code that was used',
    expected: 'wrong_code wrong_code wrong_code wrong_code wrong_code wrong_code wrong_code wrong_code',
    begin:
      ({ api }) =>
      () =>
        api.setup.checkName({ code: 'AAAA-BBBB-CCCC', name: 'nasza-firma' }),
  },
  {
    of: 'setup.create',
    what: 'with a code that was used',
    expected: 'wrong_code wrong_code wrong_code wrong_code wrong_code wrong_code wrong_code wrong_code',
    begin:
      ({ api }) =>
      () =>
        api.setup.create({ code: 'AAAA-BBBB-CCCC', name: 'trzecia-firma', country: 'PL', person: personOf('Trzecia') }),
  },
  {
    of: 'accounts.signIn',
    what: 'as oneself',
    expected: 'may may may may may blocked may wrong_password',
    begin: (scene) => () => scene.api.accounts.signIn({ email: addressOf(scene), password: personOf(scene.who).password }),
  },
  {
    of: 'accounts.signIn',
    what: 'as the owner, with a password of one’s own',
    expected: 'may wrong_password wrong_password wrong_password wrong_password wrong_password wrong_password wrong_password',
    begin:
      ({ api, who }) =>
      () =>
        api.accounts.signIn({ email: personOf('owner').email, password: personOf(who).password }),
  },
  {
    of: 'accounts.signOut',
    what: 'of one session',
    expected: 'may may may may may may may unauthorized',
    begin: async (scene) => {
      const api = scene.world.withToken(scene.who, await freshSession(scene))
      return () => api.accounts.signOut()
    },
  },
  {
    of: 'accounts.signOutEverywhere',
    what: 'of oneself',
    expected: 'may may may may may may may unauthorized',
    begin:
      ({ api }) =>
      () =>
        api.accounts.signOutEverywhere(),
    undo: async (scene) => {
      const { world, who } = scene
      if (who === 'nobody') return
      if (who === 'blocked') await world.api('owner').members.unblock({ memberId: world.memberId('blocked') })
      await world.signInAgain(who)
      if (who === 'blocked') await world.api('owner').members.block({ memberId: world.memberId('blocked') })
    },
  },
  {
    of: 'accounts.me',
    what: 'who one is',
    expected: 'may may may may may blocked may unauthorized',
    begin:
      ({ api, memberId }) =>
      async () =>
        (await api.accounts.me()).memberId === memberId ? null : 'somebody else',
  },
  {
    of: 'accounts.changePassword',
    what: 'one’s own',
    expected: 'may may may may may blocked may unauthorized',
    begin:
      ({ api, who }) =>
      () =>
        api.accounts.changePassword({ current: personOf(who).password, password: personOf(who).password }),
  },
  {
    of: 'accounts.changePassword',
    what: 'without the one before',
    expected: 'wrong_password wrong_password wrong_password wrong_password wrong_password blocked wrong_password unauthorized',
    begin:
      ({ api }) =>
      () =>
        api.accounts.changePassword({ current: newPassword, password: newPassword }),
  },
  {
    of: 'accounts.requestReset',
    what: 'a code for the owner, which goes to the owner',
    expected: 'may may may may may may anybody anybody',
    begin:
      ({ api, world, who }) =>
      async () => {
        const known = world.mails.length
        await api.accounts.requestReset({ email: personOf('owner').email, language })
        await comesTrue(() => world.mails.length > known, 20_000)
        if (world.mails.at(-1)?.to !== personOf('owner').email) return 'the mail went to somebody else'
        return who === 'stranger' || who === 'nobody' ? byAnybody : null
      },
  },
  {
    of: 'accounts.reset',
    what: 'of the owner, with a code made up',
    expected: 'code_unknown code_unknown code_unknown code_unknown code_unknown code_unknown code_unknown code_unknown',
    begin:
      ({ api }) =>
      () =>
        api.accounts.reset({ email: personOf('owner').email, code: 'AAAA-BBBB-CCCC', password: newPassword }),
  },
  {
    of: 'accounts.reset',
    what: 'of the owner, with a code that is Ewa’s',
    expected: 'code_unknown code_unknown code_unknown code_unknown code_unknown code_unknown code_unknown code_unknown',
    begin: async ({ api, world }) => {
      const { email } = personOf('ewa')
      const known = world.mails.length
      await world.api('ewa').accounts.requestReset({ email, language })
      if (!(await comesTrue(() => world.mails.length > known, 20_000))) throw new Error('Ewa got no code')
      const code = codeIn(world.mails.at(-1)?.text ?? '')
      return () => api.accounts.reset({ email: personOf('owner').email, code, password: newPassword })
    },
  },
  {
    of: 'accounts.requestEmail',
    what: 'for oneself',
    expected: 'may may may may may blocked may unauthorized',
    begin:
      ({ api, who }) =>
      () =>
        api.accounts.requestEmail({ email: `nowy-${newId()}@firma.example`, password: personOf(who).password, language }),
  },
  {
    of: 'accounts.requestEmail',
    what: 'without the password',
    expected: 'wrong_password wrong_password wrong_password wrong_password wrong_password blocked wrong_password unauthorized',
    begin:
      ({ api }) =>
      () =>
        api.accounts.requestEmail({ email: `nowy-${newId()}@firma.example`, password: newPassword, language }),
  },
  {
    of: 'accounts.confirmEmail',
    what: 'with the code of the owner',
    expected: 'may code_unknown code_unknown code_unknown code_unknown blocked code_unknown unauthorized',
    begin: async (scene) => {
      const code = await ownersCode(scene)
      return () => scene.api.accounts.confirmEmail({ code })
    },
    undo: giveOwnersAddressBack,
  },
]
