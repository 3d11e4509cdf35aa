import type { z } from 'zod'
import { LeadlineError, notFound } from '../../src-shared/lib/errors.ts'
import { emailSchema } from '../../src-shared/lib/schemas.ts'
import { workspaceKind } from '../../src-shared/settings/workspace-kind.ts'
import type {
  Invitation,
  InvitationResult,
  invitationFactsSchema,
  invitedPersonSchema,
  SignedIn,
} from '../../src-shared/sync/server-contract.ts'
import { invitationLink } from '../../src-shared/sync/server-contract.ts'
import { type Group, groupKind, groupOf } from '../../src-shared/team/group-kind.ts'
import { memberKind } from '../../src-shared/team/member-kind.ts'
import { mayGive } from '../../src-shared/team/rights.ts'
import { may, type Viewer } from '../../src-shared/team/viewer.ts'
import type { MemberAccounts, Person } from '../accounts/member-accounts.ts'
import type { ServerStore, Ticket, UsedTicket } from '../db/store.ts'
import type { Mailer } from '../mail/mailer.ts'
import type { Language } from '../mail/texts.ts'
import { documentIn, readStandings } from '../team/standing.ts'
import { createInvitationMail, type Letter } from './invitation-mail.ts'
import {
  checkToken,
  type InvitationData,
  type InvitationState,
  invitationDataOf,
  invitationOf,
  makeToken,
  refusal,
  stateOf,
  tokenHash,
} from './invitation-ticket.ts'

const day = 86_400_000
/** Days that an invitation by mail lasts. */
const mailDays = 14

interface Dependencies {
  readonly store: Pick<
    ServerStore,
    'rows' | 'rowsOfKind' | 'createTicket' | 'ticketOf' | 'tickets' | 'changeTicket' | 'useTicket' | 'returnTicket' | 'noteTicketUse'
  >
  readonly members: Pick<MemberAccounts, 'add' | 'hasAccount' | 'signIn'>
  /** Null where the server sends no mail: links are to be passed on then. */
  readonly mailer: Mailer | null
  /** Address under which the server is known outside; null: as whoever invites knows it. */
  readonly publicAddress: string | null
  readonly newId: () => string
  /** UTC milliseconds. */
  readonly now: () => number
}

/** Who invites, in which organisation. */
interface Inviting {
  readonly organisationId: string
  readonly memberId: string
  readonly viewer: Viewer
  /** Of the server, as whoever invites knows it. */
  readonly address: string
}

type InvitedPerson = z.infer<typeof invitedPersonSchema>
type Facts = z.infer<typeof invitationFactsSchema>

const tooMuch = () => new LeadlineError('forbidden', 'Nobody gives more than they have', [{ path: 'groupId', rule: 'more_than_own' }])

/** The error of a mutator or of the accounts, at the place where the person who joins has typed. */
const atItsPlace = (error: unknown): unknown => {
  if (!(error instanceof LeadlineError)) return error
  // The group went while they joined.
  if (error.code === 'not_found') return refusal('revoked')
  const problems = error.problems.map((problem) => (problem.path === 'extension' ? { ...problem, path: 'person.extension' } : problem))
  return new LeadlineError(error.code, error.message, problems)
}

/** Invitations to a team: by mail to one person each, and by link to whoever follows it. */
export const createInvitations = ({ store, members, mailer, publicAddress, newId, now }: Dependencies) => {
  const mail = createInvitationMail({ store, mailer })

  const linkOf = (address: string, token: string): string => invitationLink(publicAddress ?? address, token)

  const groupIn = async (organisationId: string, groupId: string): Promise<Group | undefined> => {
    const [row] = await store.rows(organisationId, [groupId])
    return groupOf(groupId, documentIn(groupKind, row))
  }

  /** Those that nobody can use any more although nobody took them back: whoever invited must still be allowed to give that group. */
  const voidIn = async (organisationId: string, tickets: readonly Ticket[]): Promise<ReadonlySet<string>> => {
    const inviters = await readStandings(store, organisationId, [...new Set(tickets.map(({ createdBy }) => createdBy))])
    const groupIds = [...new Set(tickets.map((ticket) => invitationDataOf(ticket).groupId))]
    const rows = new Map((await store.rows(organisationId, groupIds)).map((row) => [row.id, row]))
    const isVoid = (ticket: Ticket): boolean => {
      const { groupId } = invitationDataOf(ticket)
      const group = groupOf(groupId, documentIn(groupKind, rows.get(groupId)))
      const inviter = inviters.get(ticket.createdBy)
      return !group || inviter?.member.blocked !== false || !may(inviter.viewer, 'team_add') || !mayGive(inviter.viewer, group)
    }
    return new Set(tickets.filter(isVoid).map(({ id }) => id))
  }

  const stateNow = async (ticket: Ticket): Promise<InvitationState> =>
    stateOf(ticket, (await voidIn(ticket.organisationId, [ticket])).has(ticket.id), now())

  const listed = async (organisationId: string): Promise<readonly (readonly [UsedTicket, InvitationState])[]> => {
    const tickets = await store.tickets(organisationId, 'invitation')
    const voids = await voidIn(organisationId, tickets)
    return tickets.map((ticket) => [ticket, stateOf(ticket, voids.has(ticket.id), now())])
  }

  const openOnes = async (organisationId: string) =>
    (await listed(organisationId)).flatMap(([ticket, state]) => (state === 'open' ? [{ id: ticket.id, ...invitationDataOf(ticket) }] : []))

  /** Answers with the token, which is kept nowhere. */
  const make = async (
    { organisationId, memberId }: Pick<Inviting, 'organisationId' | 'memberId'>,
    data: InvitationData,
    maxUses: number | null,
  ) => {
    const [token, id, createdAt] = [makeToken(), newId(), now()]
    const expiresAt = createdAt + data.days * day
    const ticket = { id, organisationId, purpose: 'invitation' as const, hash: tokenHash(token), data: JSON.stringify(data) }
    await store.createTicket({ ...ticket, createdBy: memberId, createdAt, expiresAt, maxUses, uses: 0, revokedAt: null })
    return { id, token, expiresAt }
  }

  const ticketIn = async (organisationId: string, id: string): Promise<UsedTicket> => {
    const ticket = (await store.tickets(organisationId, 'invitation')).find((one) => one.id === id)
    if (!ticket) throw notFound('invitation', id)
    return ticket
  }

  /** @throws LeadlineError `invitation_…` where nobody can come in with it */
  const openTicket = async (token: string): Promise<Ticket> => {
    checkToken(token)
    const ticket = await store.ticketOf(tokenHash(token))
    if (ticket?.purpose !== 'invitation') throw refusal('unknown')
    const state = await stateNow(ticket)
    if (state !== 'open') throw refusal(state)
    return ticket
  }

  /** Looks at the people of a list one after the other: each counts for those that follow. */
  const createSifter = async ({ organisationId, viewer }: Inviting) => {
    const open = await openOnes(organisationId)
    const colleagues = (await store.rowsOfKind(organisationId, memberKind.name)).flatMap((row) => documentIn(memberKind, row) ?? [])
    const extensions = new Map(colleagues.flatMap(({ extension, blocked }) => (extension && !blocked ? [[extension, '']] : [])))
    for (const { extension, email } of open) if (extension) extensions.set(extension, email ?? '')
    const seen = new Set<string>()
    return {
      /** Open invitations to this address. */
      older: (email: string) => open.filter((one) => one.email === email).map(({ id }) => id),
      judge: async ({ email: typed, extension, groupId }: InvitedPerson): Promise<InvitationResult['outcome'] | null> => {
        const email = typed.toLowerCase()
        if (!emailSchema.safeParse(email).success) return 'bad_address'
        if (seen.has(email)) return 'twice'
        seen.add(email)
        const group = await groupIn(organisationId, groupId)
        if (!group || !mayGive(viewer, group)) return 'forbidden'
        if (await members.hasAccount(email)) return 'member'
        if (extension === null) return null
        // Whoever is invited once more may keep the extension of the older invitation.
        if ((extensions.get(extension) ?? email) !== email) return 'extension_taken'
        extensions.set(extension, email)
        return null
      },
    }
  }

  return {
    /** The newest first. */
    list: async (organisationId: string): Promise<Invitation[]> =>
      (await listed(organisationId)).map(([ticket, state]) => invitationOf(ticket, state)),

    /** Invites each of these people for whom nothing stands against it, and says of each what became of it. */
    send: async (
      inviting: Inviting & { readonly language: Language; readonly people: readonly InvitedPerson[] },
    ): Promise<InvitationResult[]> => {
      const { organisationId, memberId, address, language, people } = inviting
      const sifter = await createSifter(inviting)
      const posting = await mail.begin(organisationId, memberId, language)
      const outcomes: (InvitationResult | Letter)[] = []
      for (const person of people) {
        const outcome = await sifter.judge(person)
        if (outcome !== null) {
          outcomes.push({ id: null, email: person.email, outcome, link: null, problem: null })
          continue
        }
        const { name, extension, groupId } = person
        const email = person.email.toLowerCase()
        const { id, token } = await make(inviting, { kind: 'mail', email, name, extension, groupId, days: mailDays }, 1)
        for (const older of sifter.older(email)) await store.changeTicket(organisationId, older, { revokedAt: now() })
        outcomes.push({ id, email: person.email, name, link: linkOf(address, token), days: mailDays })
      }
      return Promise.all(outcomes.map((one) => ('outcome' in one ? one : posting.post(one))))
    },

    /** @throws LeadlineError `forbidden`, or `not_found` for a group that there is not */
    makeLink: async ({
      groupId,
      days,
      maxUses,
      ...inviting
    }: Inviting & { readonly groupId: string; readonly days: number; readonly maxUses: number | null }): Promise<{
      readonly id: string
      readonly link: string
      readonly expiresAt: number
    }> => {
      const group = await groupIn(inviting.organisationId, groupId)
      if (!group) throw notFound('group', groupId)
      if (!mayGive(inviting.viewer, group)) throw tooMuch()
      const { id, token, expiresAt } = await make(
        inviting,
        { kind: 'link', email: null, name: '', extension: null, groupId, days },
        maxUses,
      )
      return { id, link: linkOf(inviting.address, token), expiresAt }
    },

    /**
     * The link of before ends; the new one lasts as long as that one was to.
     * @throws LeadlineError `not_found`, `forbidden`, `invitation_used` or `invitation_revoked`
     */
    renew: async (inviting: Inviting & { readonly id: string; readonly language: Language }): Promise<InvitationResult> => {
      const { organisationId, memberId, viewer, address, id, language } = inviting
      const ticket = await ticketIn(organisationId, id)
      const state = await stateNow(ticket)
      if (state === 'used' || state === 'revoked') throw refusal(state)
      const { email, name, groupId, days } = invitationDataOf(ticket)
      const group = await groupIn(organisationId, groupId)
      if (!group || !mayGive(viewer, group)) throw tooMuch()
      if (email !== null && (await members.hasAccount(email))) return { id, email, outcome: 'member', link: null, problem: null }
      const token = makeToken()
      await store.changeTicket(organisationId, id, { hash: tokenHash(token), expiresAt: now() + days * day })
      const link = linkOf(address, token)
      if (email === null) return { id, email: '', outcome: 'link', link, problem: null }
      const posting = await mail.begin(organisationId, memberId, language)
      return posting.post({ id, email, name, link, days })
    },

    /** @throws LeadlineError `not_found` */
    revoke: async ({ organisationId, id }: { readonly organisationId: string; readonly id: string }): Promise<void> => {
      const { revokedAt } = await ticketIn(organisationId, id)
      if (revokedAt === null) await store.changeTicket(organisationId, id, { revokedAt: now() })
    },

    /** @throws LeadlineError `invitation_…` */
    look: async (token: string): Promise<Facts> => {
      const ticket = await openTicket(token)
      const { email, name, extension, groupId } = invitationDataOf(ticket)
      const { organisationId, createdBy, expiresAt } = ticket
      const rows = await store.rows(organisationId, [organisationId, createdBy])
      const rowOf = (id: string) => rows.find((row) => row.id === id)
      const group = await groupIn(organisationId, groupId)
      const crm = documentIn(workspaceKind, rowOf(organisationId))?.name
      const invitedBy = documentIn(memberKind, rowOf(createdBy))?.name
      if (!group || crm === undefined || invitedBy === undefined) throw refusal('revoked')
      return { crm, invitedBy, group: { type: group.type, name: group.name }, email, name, extension, expiresAt }
    },

    /**
     * Makes the account of whoever has the token, and signs them in. Where that fails, the use does not count.
     * @throws LeadlineError `invitation_…`; `conflict` with `person.email` or `person.extension` where one is taken; `bad_input` with
     * `person.email` where the invitation is for another address
     */
    accept: async (token: string, typed: Person): Promise<SignedIn> => {
      const { email, extension, groupId } = invitationDataOf(await openTicket(token))
      const person = { ...typed, extension: typed.extension ?? extension }
      if (email !== null && person.email.toLowerCase() !== email) {
        throw new LeadlineError('bad_input', 'The invitation is for another address', [{ path: 'person.email', rule: 'invited_address' }])
      }
      const used = await store.useTicket(tokenHash(token), 'invitation', now())
      if (!used) {
        await openTicket(token)
        // It was used up a moment ago, and its user has failed since.
        throw refusal('used')
      }
      const { id, organisationId, createdBy } = used
      const memberId = await members.add(organisationId, person, groupId, createdBy).catch(async (error: unknown) => {
        await store.returnTicket(id)
        throw atItsPlace(error)
      })
      await store.noteTicketUse(id, memberId, now())
      return members.signIn(person.email, person.password)
    },
  }
}

export type Invitations = ReturnType<typeof createInvitations>
