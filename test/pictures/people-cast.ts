import type { KnownPerson, Suggestion } from '../../src-shared/contacts/contact-contract.ts'
import type { Presence } from '../../src-shared/sync/protocol.ts'
import type { Invitation, InvitationResult } from '../../src-shared/sync/server-contract.ts'
import { allGroups, type Group, groupIds } from '../../src-shared/team/group-kind.ts'
import type { Member } from '../../src-shared/team/member-kind.ts'
import type { Performance, Sealed } from '../../src-shared/team/team-contract.ts'
import type { Answers } from './answers.ts'
import { type Cast, inTeam } from './team-screens.ts'

const minute = 60_000
export const day = 24 * 60 * minute

export const idOf = (at: number) => `0197f1de-0000-7000-8000-0000000001${String(at).padStart(2, '0')}`
const service = idOf(90)

const groups: readonly Group[] = [
  {
    id: service,
    type: 'custom',
    name: 'Obsługa posprzedażna i reklamacje',
    permissions: ['customers_view_all', 'customers_edit', 'calls_other_users_access', 'leads_view'],
  },
]

const names: readonly (readonly [name: string, position: string, extension: string | null, groupId: string])[] = [
  ['Bartłomiej Szczepański', 'Starszy handlowiec', '103', groupIds.manager],
  ['Dominika Chrzanowska-Wiśniewska', 'Koordynatorka obsługi posprzedażnej w regionie południowym', '104', service],
  ['Grzegorz Brzęczyszczykiewicz', 'Handlowiec', '105', groupIds.trainee],
  ['Iwona Kaźmierczak', 'Handlowiec', '106', groupIds.trainee],
  ['Jędrzej Ćwikła', 'Reklamacje', null, service],
  ['Karolina Zając', 'Dyrektor sprzedaży', '101', groupIds.administrator],
  ['Łukasz Źrebiec', 'Handlowiec', '108', groupIds.manager],
  ['Małgorzata Wąsowska', 'Telemarketing', '109', groupIds.trainee],
  ['Олена Коваленко', 'Handlowiec, rynek ukraiński', '110', groupIds.manager],
  ['Paweł Święcicki', 'Handlowiec', '111', groupIds.trainee],
  ['Zuzanna Jóźwiak', 'Stażystka', null, groupIds.trainee],
]

export const addressOf = (at: number) => `osoba.${at}@meblopol.example`

const colleagues: readonly Member[] = names.map(([name, position, extension, groupId], at) => ({
  id: idOf(at),
  name,
  position,
  extension,
  groupId,
  email: addressOf(at),
  language: 'pl',
  timeZone: 'Europe/Warsaw',
  firstDay: 1,
  blocked: at === 9,
  createdAt: Date.now() - (at + 1) * 40 * day,
}))

const presence = (): readonly Presence[] =>
  colleagues
    .filter((_, at) => at % 3 !== 2)
    .map(({ id }, at) => ({
      memberId: id,
      online: true,
      call: at % 3 === 1 ? { e164: null, digits: '221112233', contactId: null, since: Date.now() - (at + 3) * minute } : null,
      viewing: null,
      program: at % 4 === 3 ? '1.3.2' : '1.4.0',
    }))

const invitationOf = (at: number, change: Partial<Invitation>): Invitation => ({
  id: idOf(50 + at),
  kind: 'mail',
  email: `nowa.osoba.${at}@meblopol.example`,
  name: '',
  extension: null,
  groupId: groupIds.trainee,
  createdBy: idOf(5),
  createdAt: Date.now() - at * day,
  expiresAt: Date.now() + (7 - at) * day,
  maxUses: 1,
  state: 'open',
  usedBy: [],
  ...change,
})

const invitations: readonly Invitation[] = [
  invitationOf(1, { name: 'Aleksandra Młynarczyk-Brzezińska', groupId: groupIds.manager }),
  invitationOf(2, {
    kind: 'link',
    email: null,
    maxUses: 5,
    usedBy: [
      { memberId: idOf(2), at: Date.now() },
      { memberId: idOf(3), at: Date.now() },
    ],
  }),
  invitationOf(3, { state: 'used', usedBy: [{ memberId: idOf(7), at: Date.now() }] }),
  invitationOf(4, { state: 'revoked', groupId: service }),
  invitationOf(9, { state: 'expired', kind: 'link', email: null, maxUses: null }),
]

export const result = (at: number, outcome: InvitationResult['outcome'], change: Partial<InvitationResult> = {}): InvitationResult => ({
  id: null,
  email: addressOf(at),
  outcome,
  link: null,
  problem: null,
  ...change,
})

export const link = 'https://crm.meblopol.example/join#k7mq4rtpxw2d9hnak7mq4rtpxw2d9hnak7mq4rtpxw2'

const sealedOf = (id: number, mutation: string, name: string | null, ago: number, content: Readonly<Record<string, string>>): Sealed => ({
  id,
  memberId: idOf(9),
  mutation,
  at: Date.now() - ago,
  name,
  content: Object.entries(content).map(([field, text]) => ({ field, text })),
})

export const sealed = (): readonly Sealed[] => {
  const [called, missed] = [Date.now() - 5 * 60 * minute, Date.now() - 3 * 60 * minute]
  const number = { direction: 'outgoing', 'number.typed': '+48601234567', startedAt: `${called}` }
  return [
    sealedOf(1, 'call.record', 'Katarzyna Wójcik-Lewandowska', 5 * 60 * minute, number),
    sealedOf(2, 'call.record', 'Katarzyna Wójcik-Lewandowska', 5 * 60 * minute, {
      ...number,
      answeredAt: `${called + 9_000}`,
      endedAt: `${called + 377_000}`,
      result: 'answer',
    }),
    sealedOf(3, 'note.write', 'Katarzyna Wójcik-Lewandowska', 290 * minute, {
      text: 'Chce 40 krzeseł zamiast 30, dostawa do 12 grudnia. Rabat jak przy umowie rocznej, cena do potwierdzenia.',
      occurredAt: `${called + 380_000}`,
    }),
    sealedOf(4, 'call.record', null, 3 * 60 * minute, {
      direction: 'incoming',
      'number.typed': '225551804',
      startedAt: `${missed}`,
      endedAt: `${missed + 21_000}`,
      result: 'noanswer',
    }),
  ]
}

/** Days of this week that have begun where the team works. */
export const daysSoFar = (): number => {
  const names = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
  return names.indexOf(new Intl.DateTimeFormat('en-US', { timeZone: 'Europe/Warsaw', weekday: 'short' }).format()) + 1
}

/** Believable figures: each has a pace of their own, and no stretch is like the one before. */
export const performance = (myId: string, stretches: number, length: number): Answers => ({
  'team.performance': {
    rows: [...colleagues.filter(({ blocked }) => !blocked).map(({ id }) => id), myId].flatMap((memberId, at) =>
      Array.from({ length: stretches }, (_, stretch): Performance => {
        const pace = length * (0.7 + ((at * 5 + stretch * 3) % 7) / 10)
        const of = (most: number) => Math.round(most * pace)
        const isSales = at % 4 !== 1
        const [incoming, outgoing] = isSales ? [of(6), of(31)] : [of(24), of(7)]
        const reached = Math.round(outgoing * (0.34 + (at % 3) * 0.07))
        const answered = Math.round(incoming * (0.81 + ((at + stretch) % 4) * 0.05))
        const leadsFinished = isSales ? of(3) : 0
        return {
          memberId,
          stretch,
          incoming,
          answered,
          outgoing,
          reached,
          talkTime: (reached + answered) * (170 + at * 11),
          leadsTaken: isSales ? of(5) : 0,
          leadsFinished,
          leadsWon: Math.round(leadsFinished / 3),
        }
      }),
    ),
  },
})

/** One of one's own, and two whose cards are with colleagues. */
export const suggested = ({ clientId, clientName }: Cast): { rows: readonly Suggestion[]; known: readonly KnownPerson[] } => {
  const phone = (digits: string) => ({ typed: `+${digits}`, e164: `+${digits}`, digits })
  const known = { stage: 'client', company: '' } as const
  return {
    rows: [
      {
        id: clientId,
        stage: 'client',
        name: clientName,
        company: 'Meblopol',
        phone: { ...phone('48601234567'), id: idOf(70), type: 'work', country: 'PL' },
        email: null,
      } as Suggestion,
    ],
    known: [
      {
        ...known,
        id: idOf(71),
        name: 'Kowalczyk i Synowie',
        phone: phone('48225551804'),
        responsible: { memberId: idOf(1), name: 'Dominika Chrzanowska-Wiśniewska' },
      },
      { ...known, id: idOf(72), name: 'Marek Kowalski', phone: phone('48502118330'), responsible: null },
    ],
  }
}

export const full = ({ myId }: Cast, change: Answers = {}): Answers => {
  const everybody: readonly Member[] = [
    ...colleagues,
    {
      ...(colleagues[0] as Member),
      id: myId,
      name: 'Anna Zielińska',
      email: 'a.zielinska@meblopol.example',
      position: 'Właścicielka',
      extension: '100',
      groupId: groupIds.administrator,
    },
  ]
  const counted = allGroups(groups).map((group) => ({ ...group, members: everybody.filter(({ groupId }) => groupId === group.id).length }))
  return {
    ...inTeam(),
    'settings.members': { members: everybody },
    'team.groups': { groups: counted },
    'team.presence': { members: [{ memberId: myId, online: true, call: null, viewing: null, program: '1.4.0' }, ...presence()] },
    'team.invitations': { invitations },
    ...change,
  }
}
