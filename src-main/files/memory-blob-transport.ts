import { createHash } from 'node:crypto'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import type { BlobTransport } from './blob-transport.ts'

/** For tests: a server in memory that keeps the promises of the real one, and a way to it that can fail. */
export const createMemoryBlobTransport = () => {
  const partial = new Map<string, Buffer>()
  const whole = new Map<string, Buffer>()
  const log: string[] = []
  let before: (request: string) => void = () => {}

  const asked = (request: string) => {
    log.push(request)
    before(request)
  }

  const transport: BlobTransport = {
    head: async (hash) => {
      asked('head')
      const done = whole.get(hash)
      return done ? { received: done.length, isWhole: true } : { received: partial.get(hash)?.length ?? 0, isWhole: false }
    },
    patch: async ({ hash, offset, total, bytes }) => {
      asked(`patch ${offset}`)
      const known = partial.get(hash) ?? Buffer.alloc(0)
      if (offset !== known.length) throw new LeadlineError('conflict', 'Elsewhere')
      const content = Buffer.concat([known, bytes])
      partial.set(hash, content)
      if (content.length < total) return { received: content.length, isWhole: false }
      partial.delete(hash)
      if (createHash('sha256').update(content).digest('hex') !== hash) throw new LeadlineError('wrong_hash', 'Another content')
      whole.set(hash, content)
      return { received: total, isWhole: true }
    },
    get: async ({ hash, offset, length }) => {
      asked(`get ${offset}`)
      const content = whole.get(hash)
      if (!content) throw new LeadlineError('not_found', 'There is no such file')
      const bytes = async function* () {
        yield content.subarray(offset, offset + length)
      }
      return { size: content.length, bytes: bytes() }
    },
  }
  return {
    transport,
    partial,
    whole,
    log,
    /** Called before each request (`head`, `patch 0`, `get 0`); what it throws is the answer. */
    failWith: (hook: (request: string) => void) => {
      before = hook
    },
  }
}
