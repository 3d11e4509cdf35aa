import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { render } from '@testing-library/react'
import type { ReactNode } from 'react'
import { createStore } from 'zustand/vanilla'
import { allStatuses } from '../../src-shared/catalogue/lead-statuses.ts'
import type { Session } from '../../src-shared/settings/settings-contract.ts'
import type { CoreEvent } from '../../src-shared/system/system-contract.ts'
import { builtInGroups, groupIds } from '../../src-shared/team/group-kind.ts'
import type { Member } from '../../src-shared/team/member-kind.ts'
import { type Permission, permissionNames } from '../../src-shared/team/permissions.ts'
import type { Api } from '../api/api.ts'
import { ApiProvider } from '../api/api-context.tsx'
import { createQueryClient } from './query-client.ts'
import { keepFresh } from './refresh.ts'

export const memberOf = (change: Partial<Member> & Pick<Member, 'id' | 'name'>): Member => ({
  email: null,
  extension: null,
  position: '',
  language: 'pl',
  timeZone: 'Europe/Warsaw',
  firstDay: 1,
  groupId: groupIds.administrator,
  blocked: false,
  createdAt: 0,
  ...change,
})

export const anna = memberOf({ id: 'anna', name: 'Anna Zielińska', email: 'anna@firma.example' })
export const ewa = memberOf({ id: 'ewa', name: 'Ewa Nowak', extension: '105' })

/** As whom a test works unless it says otherwise. */
export const session: Session = {
  workspace: {
    id: 'workspace',
    name: 'Meblopol',
    country: 'PL',
    ownerId: 'anna',
    directory: true,
    propertiesBy: 'everyone',
    offlineDays: null,
    createdAt: 0,
  },
  me: anna,
  rights: { administrator: true, owner: true, permissions: [...permissionNames] },
  device: {
    theme: 'light',
    railWide: true,
    filtersOpen: true,
    widgetSide: 'right',
    columns: {},
    filterGroups: {},
    leadsOnBoard: false,
  },
  demo: false,
  firstStart: false,
  version: '0',
  dataFolder: '/data',
}

type Answers = Readonly<Record<string, Readonly<Record<string, (...args: never[]) => unknown>>>>

/** A core whose answers a test gives, feature by feature; Anna works at it, and Ewa is her colleague. */
export const createTestCore = (answers: Answers = {}) => {
  const listeners = new Set<(event: CoreEvent) => void>()
  const client = {
    settings: { session: async () => session, members: async () => ({ members: [anna, ewa] }) },
    team: {
      state: async () => ({ mode: 'alone', blockedBy: null }),
      groups: async () => ({ groups: builtInGroups.map((group) => ({ ...group, members: 1 })) }),
      presence: async () => ({ members: [] }),
    },
    contacts: { became: async () => ({ became: null }) },
    leads: { wishes: async () => ({ ids: [] }) },
    catalogue: { list: async () => ({ tags: [], sources: [], properties: [], statuses: allStatuses([]) }) },
    filters: { list: async () => ({ filters: [] }) },
  }
  const merged = Object.fromEntries(
    Object.keys({ ...client, ...answers }).map((name) => [name, { ...client[name as keyof typeof client], ...answers[name] }]),
  )
  const api = {
    client: merged,
    connection: createStore(() => ({ connected: true, lostAt: null })),
    onEvent: (listener: (event: CoreEvent) => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => undefined,
  } as unknown as Api
  return {
    api,
    tell: (event: CoreEvent) => {
      for (const listener of listeners) listener(event)
    },
  }
}

/** Draws a part of the page over such a core, as somebody of the team sees it; with `permissions` as one who is no administrator. */
export const drawPage = (api: Api, children: ReactNode, me: Member = anna, permissions?: readonly Permission[]) => {
  const queries = createQueryClient()
  const rights = permissions ? { administrator: false, owner: false, permissions: [...permissions] } : session.rights
  queries.setQueryData<Session>(['session'], { ...session, me, rights })
  const stop = keepFresh(api, queries)
  const drawn = render(
    <MantineProvider env="test">
      <Notifications />
      <ApiProvider api={api}>
        <QueryClientProvider client={queries}>{children}</QueryClientProvider>
      </ApiProvider>
    </MantineProvider>,
  )
  return { ...drawn, stop }
}
