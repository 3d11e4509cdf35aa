import type { InvitationResult } from '../../src-shared/sync/server-contract.ts'
import type { Sealed } from '../../src-shared/team/team-contract.ts'
import type { Workspace } from '../workspace.ts'
import type { OpenTeam } from './team-service.ts'
import { tellWrite } from './write-words.ts'

type Client = OpenTeam['link']['client']
type Input<Call extends (input: never) => unknown> = Parameters<Call>[0]
type Without<Type, Names extends PropertyKey> = Type extends unknown ? Omit<Type, Names> : never

/** Colleagues, groups, invitations and one's own account: all of it is decided by the server, so all of it needs a connection. */
export const createTeamPeople = (workspace: Workspace, inTeam: () => OpenTeam) => {
  const client = (): Client => inTeam().link.client
  const language = () => workspace.me().language
  /** Under which the colleagues find the server, as far as this computer knows. */
  const address = () => inTeam().place.server

  /** What the server has changed is fetched before the answer: whoever asked sees it. */
  const fetched = async <Result>(work: Promise<Result>): Promise<Result> => {
    const result = await work
    await inTeam().link.syncNow()
    return result
  }

  return {
    saveGroup: (group: Input<Client['groups']['save']>) => fetched(client().groups.save(group)),
    deleteGroup: (id: string) => fetched(client().groups.delete({ id })),
    updateMember: (input: Input<Client['members']['update']>) => fetched(client().members.update(input)),
    blockMember: ({ memberId, blocked }: { readonly memberId: string; readonly blocked: boolean }) =>
      fetched(blocked ? client().members.block({ memberId }) : client().members.unblock({ memberId })),
    resetAccess: (memberId: string) => client().members.resetAccess({ memberId, language: language() }),
    sealed: async (): Promise<Sealed[]> => {
      const { mutations } = await client().sealed.list()
      return mutations.map(({ id, memberId, mutation: { name: mutation, args, at } }) => {
        const { name, content } = tellWrite(workspace.store, args)
        return { id, memberId, mutation, at, name, content }
      })
    },
    acceptSealed: (ids: readonly number[]) => fetched(client().sealed.accept({ ids: [...ids] })),
    handOver: (memberId: string) => fetched(client().members.handOver({ memberId })),
    invitations: () => client().invitations.list(),
    invite: (people: Input<Client['invitations']['send']>['people']): Promise<{ results: InvitationResult[] }> =>
      client().invitations.send({ people, address: address(), language: language() }),
    makeLink: (input: Without<Input<Client['invitations']['makeLink']>, 'address'>) =>
      client().invitations.makeLink({ ...input, address: address() }),
    renewInvitation: (id: string) => client().invitations.renew({ id, address: address(), language: language() }),
    revokeInvitation: (id: string) => client().invitations.revoke({ id }),
    changePassword: (input: Input<Client['accounts']['changePassword']>) => client().accounts.changePassword(input),
    requestEmail: (input: Without<Input<Client['accounts']['requestEmail']>, 'language'>) =>
      client().accounts.requestEmail({ ...input, language: language() }),
    confirmEmail: (code: string) => fetched(client().accounts.confirmEmail({ code })),
    signOutEverywhere: async (): Promise<void> => {
      await client().accounts.signOutEverywhere()
      inTeam().link.signedOut()
    },
  }
}
