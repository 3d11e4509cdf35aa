import { v7 as newId } from 'uuid'
import { groupIds } from '../../src-shared/team/group-kind.ts'
import { personOf } from '../core/team.ts'
import type { Line, Scene } from './authority-lines.ts'
import { type AuthorityWorld, tokenIn } from './authority-world.ts'

const forged = 'F'.repeat(43)
const language = 'pl' as const

const linkInto = async (world: AuthorityWorld, groupId: string) =>
  world.api('owner').invitations.makeLink({ address: world.address, groupId, days: 1, maxUses: 5 })

const invite = async ({ world, api }: Scene, groupId: string): Promise<unknown> => {
  const people = [{ email: `osoba-${newId()}@firma.example`, name: '', extension: null, groupId }]
  const { results } = await api.invitations.send({ address: world.address, language, people })
  return results[0]?.outcome === 'sent' ? null : results[0]?.outcome
}

const inviteInto = (groupId: (scene: Scene) => string) => (scene: Scene) => () => invite(scene, groupId(scene))

const makeLinkInto = (groupId: (scene: Scene) => string) => (scene: Scene) => () =>
  scene.api.invitations.makeLink({ address: scene.world.address, groupId: groupId(scene), days: 1, maxUses: 1 })

const renewInto = (groupId: string) => async (scene: Scene) => {
  const { id } = await linkInto(scene.world, groupId)
  return () => scene.api.invitations.renew({ id, address: scene.world.address, language })
}

const revokeInto = (groupId: string) => async (scene: Scene) => {
  const { id } = await linkInto(scene.world, groupId)
  return () => scene.api.invitations.revoke({ id })
}

const ofSupervisors = ({ world }: Scene) => world.supervisors
const ofTrainees = () => groupIds.trainee
const ofManagers = () => groupIds.manager
const ofAdministrators = () => groupIds.administrator

/** Calls about invitations. Who tries: owner, administrator, supervisor, manager, trainee, blocked, stranger, nobody. */
export const invitationLines: readonly Line[] = [
  {
    of: 'invitations.list',
    what: 'those of one’s own organisation',
    expected: 'may may may forbidden forbidden blocked may unauthorized',
    begin: async ({ api, world, who }) => {
      const { id } = await linkInto(world, groupIds.trainee)
      return async () => {
        const { invitations } = await api.invitations.list()
        return invitations.some((one) => one.id === id) === (who !== 'stranger') ? null : 'the wrong ones'
      }
    },
  },
  {
    of: 'invitations.send',
    what: 'into the trainees’ group',
    expected: 'may may may forbidden forbidden blocked may unauthorized',
    begin: inviteInto(ofTrainees),
  },
  {
    of: 'invitations.send',
    what: 'into the managers’ group, which may more than a supervisor',
    expected: 'may may forbidden forbidden forbidden blocked may unauthorized',
    begin: inviteInto(ofManagers),
  },
  {
    of: 'invitations.send',
    what: 'into the administrators’ group',
    expected: 'may may forbidden forbidden forbidden blocked may unauthorized',
    begin: inviteInto(ofAdministrators),
  },
  {
    of: 'invitations.send',
    what: 'into a group that the organisation has made',
    expected: 'may may may forbidden forbidden blocked forbidden unauthorized',
    begin: inviteInto(ofSupervisors),
  },
  {
    of: 'invitations.makeLink',
    what: 'into the trainees’ group',
    expected: 'may may may forbidden forbidden blocked may unauthorized',
    begin: makeLinkInto(ofTrainees),
  },
  {
    of: 'invitations.makeLink',
    what: 'into the managers’ group',
    expected: 'may may forbidden forbidden forbidden blocked may unauthorized',
    begin: makeLinkInto(ofManagers),
  },
  {
    of: 'invitations.makeLink',
    what: 'into the administrators’ group',
    expected: 'may may forbidden forbidden forbidden blocked may unauthorized',
    begin: makeLinkInto(ofAdministrators),
  },
  {
    of: 'invitations.makeLink',
    what: 'into a group that the organisation has made',
    expected: 'may may may forbidden forbidden blocked not_found unauthorized',
    begin: makeLinkInto(ofSupervisors),
  },
  {
    of: 'invitations.renew',
    what: 'one for trainees',
    expected: 'may may may forbidden forbidden blocked not_found unauthorized',
    begin: renewInto(groupIds.trainee),
  },
  {
    of: 'invitations.renew',
    what: 'one for administrators',
    expected: 'may may forbidden forbidden forbidden blocked not_found unauthorized',
    begin: renewInto(groupIds.administrator),
  },
  {
    of: 'invitations.revoke',
    what: 'one for trainees',
    expected: 'may may may forbidden forbidden blocked not_found unauthorized',
    begin: revokeInto(groupIds.trainee),
  },
  {
    of: 'invitations.look',
    what: 'with a token made up',
    expected:
      'invitation_unknown invitation_unknown invitation_unknown invitation_unknown invitation_unknown invitation_unknown invitation_unknown invitation_unknown',
    begin:
      ({ api }) =>
      () =>
        api.invitations.look({ token: forged }),
  },
  {
    of: 'invitations.look',
    what: 'with the token, whoever has it',
    expected: 'may may may may may may may may',
    begin: async ({ api, world }) => {
      const token = tokenIn((await linkInto(world, groupIds.trainee)).link)
      return () => api.invitations.look({ token })
    },
  },
  {
    of: 'invitations.accept',
    what: 'one that was taken back',
    expected:
      'invitation_revoked invitation_revoked invitation_revoked invitation_revoked invitation_revoked invitation_revoked invitation_revoked invitation_revoked',
    begin: async ({ api, world }) => {
      const { id, link } = await linkInto(world, groupIds.administrator)
      await world.api('owner').invitations.revoke({ id })
      return () => api.invitations.accept({ token: tokenIn(link), person: personOf(`Osoba${newId()}`) })
    },
  },
  {
    of: 'invitations.accept',
    what: 'one of somebody who was blocked since',
    expected:
      'invitation_revoked invitation_revoked invitation_revoked invitation_revoked invitation_revoked invitation_revoked invitation_revoked invitation_revoked',
    begin: async ({ api, world }) => {
      const link = await world.api('adam').invitations.makeLink({ address: world.address, groupId: groupIds.trainee, days: 1, maxUses: 1 })
      const adam = await world.documentOf(world.memberId('adam'))
      await world.put('member', { ...adam, blocked: true })
      return () => api.invitations.accept({ token: tokenIn(link.link), person: personOf(`Osoba${newId()}`) })
    },
  },
]
