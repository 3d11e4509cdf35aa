import { beforeEach, expect, it } from 'vitest'
import type { LogPage } from '../../src-shared/sync/protocol.ts'
import type { Committed } from '../sync/sync-service.ts'
import { createPokes } from './pokes.ts'

const page = { type: 'page', epoch: 'e' } as LogPage
const identity = { userId: 'u', memberId: 'm', organisationId: 'o' }

let asked: Committed[]
let sent: Buffer[]
let answer: (count: number) => Promise<readonly (LogPage | null)[]>
const place = { identity, clientId: 'c', send: (message: Buffer) => void sent.push(message) }
let places: (typeof place)[]
let errors: unknown[]
let looked: number
let pokes: ReturnType<typeof createPokes>

beforeEach(() => {
  asked = []
  sent = []
  errors = []
  looked = 0
  places = [place, place, place]
  answer = async (count) => Array.from({ length: count }, (_, at) => (at === 2 ? null : page))
  pokes = createPokes({
    places: () => {
      looked += 1
      return places
    },
    log: { error: (_, error) => errors.push(error) },
    sync: {
      pagesOf: (commit, listeners) => {
        asked.push(commit)
        return answer(listeners.length)
      },
    },
  })
})

const committed = (version: number) => pokes.committed({ organisationId: 'o', from: version - 1, version })

it('F2 commits that come together are one poke, and a page for many is written out once', async () => {
  committed(8)
  committed(7)
  committed(9)
  await expect.poll(() => sent.length).toBe(3)
  expect(asked).toEqual([{ organisationId: 'o', from: 6, version: 9 }])
  expect(sent[0]).toBe(sent[1])
  expect(sent.map((message) => JSON.parse(message.toString()))).toEqual([
    { type: 'poke', version: 9, page },
    { type: 'poke', version: 9, page },
    { type: 'poke', version: 9, page: null },
  ])
})

it('what is committed while a round is under way goes with the next one', async () => {
  let go = () => {}
  const usual = answer
  answer = async (count) => {
    await new Promise<void>((resolve) => {
      go = resolve
    })
    return usual(count)
  }
  committed(1)
  await expect.poll(() => asked.length).toBe(1)
  committed(2)
  committed(3)
  answer = usual
  go()
  await expect.poll(() => sent.length).toBe(6)
  expect(asked[1]).toEqual({ organisationId: 'o', from: 1, version: 3 })
})

it('a round that fails stops none after it, and where nobody listens nobody is asked', async () => {
  const usual = answer
  answer = async () => {
    throw new Error('The database is away')
  }
  committed(1)
  await expect.poll(() => errors.length).toBe(1)
  answer = usual
  committed(2)
  await expect.poll(() => sent.length).toBe(3)
  places = []
  committed(3)
  pokes.committed({ organisationId: 'another', from: 0, version: 1 })
  await expect.poll(() => looked).toBe(4)
  expect(asked).toHaveLength(2)
})
