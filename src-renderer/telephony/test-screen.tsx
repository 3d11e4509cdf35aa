import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { render } from '@testing-library/react'
import type { ReactNode } from 'react'
import { vi } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { testContact } from '../../src-shared/rows/test-documents.ts'
import type { LiveCall } from '../../src-shared/telephony/telephony-contract.ts'
import type { Api } from '../api/api.ts'
import { ApiProvider } from '../api/api-context.tsx'
import { createQueryClient } from '../app/query-client.ts'
import { queryKeys } from '../app/refresh.ts'
import { type Telephone, TelephoneContext } from './use-telephone.tsx'

/** A core that answers nothing of its own and remembers what it was asked; for tests. */
const createTestApi = () => {
  const telephony = {
    state: vi.fn(async () => ({
      dialer: 'attached',
      registration: { state: 'registered', trouble: null, sipStatus: 200 },
      line: '104',
      calls: [],
    })),
    account: vi.fn(async () => ({ type: 'practice' })),
    createFromCall: vi.fn(async ({ contactId }: { contactId: string }) => ({ contactId })),
    assign: vi.fn(async () => undefined),
  }
  const rights = { administrator: true, owner: true, permissions: [] }
  const session = { workspace: { id: 'workspace' }, me: { id: 'anna' }, rights }
  const settings = { session: async () => session }
  const contacts = {
    get: vi.fn(async ({ id }: { id: string }) => ({
      ...testContact(id, { stage: 'lead', leadStatus: 'in_progress', responsible: 'anna' }),
    })),
  }
  const notes = { get: vi.fn(async () => null), write: vi.fn(async () => ({ batch: 'b' })) }
  const connection = createStore(() => ({ connected: true, lostAt: null }))
  const api = {
    client: { telephony, notes, settings, contacts },
    connection,
    onEvent: () => () => undefined,
    close: () => undefined,
  } as unknown as Api
  return { api, telephony, notes, session }
}

/** Draws a part of the telephone with a call on the line; for tests. */
export const drawWith = (first: LiveCall | null, children: ReactNode) => {
  const core = createTestApi()
  const queries = createQueryClient()
  queries.setQueryData(queryKeys.session, core.session)
  const telephone = {
    isHere: false,
    isAttached: true,
    registration: { state: 'registered', trouble: null, sipStatus: 200 } as const,
    line: '104',
    dial: vi.fn<Telephone['dial']>(),
    act: vi.fn<Telephone['act']>(),
    keySound: vi.fn<Telephone['keySound']>(),
  }
  const whole = (call: LiveCall | null, content = children) => (
    <MantineProvider env="test">
      <ApiProvider api={core.api}>
        <QueryClientProvider client={queries}>
          <TelephoneContext value={{ ...telephone, call }}>{content}</TelephoneContext>
        </QueryClientProvider>
      </ApiProvider>
    </MantineProvider>
  )
  const drawn = render(whole(first))
  return { ...core, telephone, show: (call: LiveCall | null, content?: ReactNode) => drawn.rerender(whole(call, content)) }
}
