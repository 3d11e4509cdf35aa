import { waitFor } from '@testing-library/dom'
import { afterEach, expect, test, vi } from 'vitest'
import type { CoreEvent } from '../../src-shared/system/system-contract.ts'
import type { Api } from '../api/api.ts'
import { journalOf } from './page-journal.ts'

afterEach(() => localStorage.clear())

test('what was typed for one workspace does not end in another that was opened meanwhile', async () => {
  let workspaceId = 'mine'
  let tell: (event: CoreEvent) => void = () => undefined
  const write = vi.fn(async () => ({ batch: 'b' }))
  const session = vi.fn(async () => ({ workspace: { id: workspaceId } }))
  const api = {
    client: { settings: { session }, notes: { write } },
    onEvent: (listener: typeof tell) => {
      tell = listener
      return () => undefined
    },
  } as unknown as Api
  const journal = journalOf(api)
  await journal.ready
  workspaceId = 'another'
  const asked = session.mock.calls.length
  await journal.record({ key: 'note:1', procedure: 'notes.write', input: { text: 'Oddzwonić' }, revision: 1 })
  await waitFor(() => expect(session.mock.calls.length).toBeGreaterThan(asked))
  expect(journal.pending()).toHaveLength(1)
  expect(write).not.toHaveBeenCalled()
  workspaceId = 'mine'
  tell({ type: 'hello' })
  await journal.empty()
  expect(write).toHaveBeenCalledOnce()
})
