import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { v7 as newId } from 'uuid'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AttachedFile } from '../../src-shared/files/file-kind.ts'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import { deleteNote, writeNote } from '../../src-shared/notes/note-mutators.ts'
import { createTestWorkspace, type TestWorkspace } from '../db/test-workspace.ts'
import { silentLog } from '../platform/log.ts'
import { createFileService, type FileService } from './file-service.ts'
import { createMemoryBlobTransport } from './memory-blob-transport.ts'

const aDay = 24 * 3_600_000

let test: TestWorkspace
let server: ReturnType<typeof createMemoryBlobTransport>
let files: FileService
let told: string[]
let pauses: number

interface Options {
  readonly alone?: boolean
  readonly mostCached?: number
  readonly isNamedElsewhere?: (hash: string) => boolean
}

const open = ({ alone = false, ...options }: Options = {}) =>
  createFileService({
    folder: test.folder,
    database: test.workspace.store.database,
    transport: alone ? null : server.transport,
    now: () => test.workspace.context().now,
    log: silentLog,
    tell: (hashes) => told.push(...hashes),
    wait: async () => {
      pauses += 1
      await new Promise((resolve) => setImmediate(resolve))
    },
    chance: () => 0.5,
    ...options,
  })

const reopen = async (options: Options = {}) => {
  await files.close()
  files = open(options)
  await files.ready
}

beforeEach(() => {
  test = createTestWorkspace()
  server = createMemoryBlobTransport()
  told = []
  pauses = 0
  files = open()
})
afterEach(async () => {
  await files.close()
  test.close()
})

const hashOf = (content: Buffer) => createHash('sha256').update(content).digest('hex')
const pathOf = (hash: string) => join(test.folder, 'blobs', hash.slice(0, 2), hash.slice(2))
const stateOf = (hash: string) => files.states({ hashes: [hash] }).states[hash]

const bring = async (content: Buffer, piece = 300_000): Promise<AttachedFile> => {
  const { uploadId } = await files.begin({ name: 'umowa.pdf', type: 'application/pdf', size: content.length })
  for (let offset = 0; offset < content.length; offset += piece) {
    await files.append({ uploadId, offset, piece: content.subarray(offset, offset + piece).toString('base64') })
  }
  return await files.finish({ uploadId })
}

const attach = (...attached: AttachedFile[]) => {
  const id = newId()
  test.workspace.store.mutate(writeNote, { id, contactId: null, callId: null, text: '', revision: 1, files: attached }, ...act())
  files.rowsWritten()
  return id
}
const act = () => [test.workspace.context(), newId()] as const

/** A file that hangs on a note and that nobody has brought: somebody else attached it. */
const attachTheirs = (content: Buffer) => {
  const hash = hashOf(content)
  server.whole.set(hash, content)
  const note = attach({ id: newId(), hash, name: 'oferta.pdf', size: content.length, type: 'application/pdf' })
  return { hash, note }
}

const readWhole = async (hash: string) => {
  const { size } = await files.read({ hash, offset: 0, length: 1 })
  const pieces: Buffer[] = []
  for (let offset = 0; offset < size; offset += 1_000_000) {
    pieces.push(Buffer.from((await files.read({ hash, offset, length: 1_000_000 })).piece, 'base64'))
  }
  return Buffer.concat(pieces)
}

const sent = (hash: string) => expect.poll(() => stateOf(hash)).toBe('here')

describe('taking in a file', () => {
  it('what is finished lies on the disk under its hash, readable by its owner alone', async () => {
    const content = randomBytes(700_000)
    const file = await bring(content)
    expect(file).toMatchObject({ hash: hashOf(content), name: 'umowa.pdf', size: 700_000, type: 'application/pdf' })
    expect(readFileSync(pathOf(file.hash))).toEqual(content)
    expect(statSync(pathOf(file.hash)).mode & 0o077).toBe(0)
    expect(await readWhole(file.hash)).toEqual(content)
  })

  it('a piece that comes twice changes nothing; one that leaves a gap or is too long is refused', async () => {
    const content = Buffer.from('abcdef')
    const { uploadId } = await files.begin({ name: 'a', type: '', size: 6 })
    const append = (offset: number, piece: string) => files.append({ uploadId, offset, piece: Buffer.from(piece).toString('base64') })
    await append(0, 'abc')
    expect(await append(0, 'abc')).toEqual({ received: 3 })
    await expect(append(4, 'ef')).rejects.toMatchObject({ code: 'bad_input' })
    await expect(append(3, 'defg')).rejects.toMatchObject({ code: 'bad_input' })
    await expect(files.finish({ uploadId })).rejects.toMatchObject({ code: 'bad_input' })
    expect(await append(2, 'cdef')).toEqual({ received: 6 })
    expect((await files.finish({ uploadId })).hash).toBe(hashOf(content))
    await expect(append(0, 'abc')).rejects.toMatchObject({ code: 'not_found' })
  })

  it('an empty file is a file; a cancelled one leaves nothing', async () => {
    const empty = await bring(Buffer.alloc(0))
    expect(await files.read({ hash: empty.hash, offset: 0, length: 10 })).toEqual({ piece: '', size: 0 })
    const { uploadId } = await files.begin({ name: 'a', type: '', size: 3 })
    await files.cancel({ uploadId })
    expect(readdirSync(join(test.folder, 'blobs', 'arriving'))).toEqual([])
    await expect(files.finish({ uploadId })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('who works alone has it here, and nothing waits', async () => {
    await reopen({ alone: true })
    const file = await bring(randomBytes(10))
    attach(file)
    expect([stateOf(file.hash), files.waiting()]).toEqual(['here', 0])
    await expect(files.read({ hash: 'f'.repeat(64), offset: 0, length: 1 })).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('sending', () => {
  it('a file goes when a row names it and the program is on line, and not before', async () => {
    const content = randomBytes(2_500_000)
    const file = await bring(content)
    const loose = await bring(randomBytes(10))
    attach(file)
    expect([stateOf(file.hash), files.waiting(), server.log.length]).toEqual(['waiting', 1, 0])
    files.setOnline(true)
    await sent(file.hash)
    expect(server.whole.get(file.hash)).toEqual(content)
    expect([stateOf(loose.hash), files.waiting()]).toEqual(['waiting', 0])
    attach(loose)
    await sent(loose.hash)
    expect(told).toEqual([file.hash, loose.hash])
  })

  it('it goes on where the server has it', async () => {
    const content = randomBytes(2_000_000)
    const file = await bring(content)
    server.partial.set(file.hash, content.subarray(0, 1_500_000))
    attach(file)
    files.setOnline(true)
    await sent(file.hash)
    expect(server.log).toEqual(['head', 'patch 1500000'])
  })

  it('what the server already has is not sent again', async () => {
    const content = randomBytes(1000)
    const file = await bring(content)
    server.whole.set(file.hash, content)
    attach(file)
    files.setOnline(true)
    await sent(file.hash)
    expect(server.log).toEqual(['head'])
  })

  it('F12 a network that fails again and again only delays it', async () => {
    const file = await bring(randomBytes(3_000_000))
    let failures = 5
    server.failWith((request) => {
      if (request !== 'head' && failures-- > 0) throw new LeadlineError('unreachable', 'No answer')
    })
    attach(file)
    files.setOnline(true)
    await sent(file.hash)
    expect(pauses).toBe(5)
  })

  it('what the server refuses is given up with its reason, and holds up none behind it', async () => {
    const refused = await bring(randomBytes(1000))
    test.pass(1)
    const other = await bring(randomBytes(1000))
    server.failWith(() => {
      if (server.log.length === 1) throw new LeadlineError('too_large', 'Too large')
    })
    attach(refused, other)
    files.setOnline(true)
    await sent(other.hash)
    expect(stateOf(refused.hash)).toBe('refused')
    const reasons = test.workspace.store.database.prepare("select reason from blob where state = 'refused'").pluck().all()
    expect(reasons).toEqual(['too_large'])
    await reopen()
    files.setOnline(true)
    await sent(refused.hash)
  })

  it('a trouble of one file lets the others pass, and it is tried again', async () => {
    const first = await bring(randomBytes(1000))
    test.pass(1)
    const second = await bring(randomBytes(1000))
    attach(first, second)
    server.failWith(() => {
      if (server.whole.size === 0 && !server.partial.has(second.hash) && server.log.length === 1) {
        throw new LeadlineError('storage_failed', 'No room')
      }
    })
    files.setOnline(true)
    await sent(first.hash)
    expect([...server.whole.keys()]).toEqual([second.hash, first.hash])
  })

  it('a file that was damaged on this disk is given up, not sent for ever', async () => {
    const file = await bring(randomBytes(1000))
    writeFileSync(pathOf(file.hash), randomBytes(1000))
    attach(file)
    files.setOnline(true)
    await expect.poll(() => stateOf(file.hash)).toBe('refused')
    expect(server.whole.size).toBe(0)
  })

  it('whoever is signed out or blocked sends nothing until they come back', async () => {
    const file = await bring(randomBytes(1000))
    let isBlocked = true
    server.failWith(() => {
      if (isBlocked) throw new LeadlineError('blocked', 'Blocked')
    })
    attach(file)
    files.setOnline(true)
    await expect.poll(() => server.log.length).toBe(1)
    isBlocked = false
    await new Promise((resolve) => setImmediate(resolve))
    expect([server.log.length, stateOf(file.hash)]).toEqual([1, 'waiting'])
    files.setOnline(true)
    await sent(file.hash)
  })

  it('a disk that fails while it is written down only delays it', async () => {
    const file = await bring(randomBytes(1000))
    const { database } = test.workspace.store
    database.exec(`create trigger worn before update on blob begin select raise(abort, 'worn'); end`)
    attach(file)
    files.setOnline(true)
    await expect.poll(() => pauses).toBeGreaterThan(1)
    database.exec('drop trigger worn')
    await sent(file.hash)
  })

  it('F11 a server that was restored is asked again for what it had', async () => {
    const file = await bring(randomBytes(1000))
    attach(file)
    files.setOnline(true)
    await sent(file.hash)
    server.whole.clear()
    files.serverRestored()
    await expect.poll(() => server.whole.has(file.hash)).toBe(true)
  })
})

describe('fetching', () => {
  it('what is not here is fetched when it is opened, once for all who ask, and then it is here', async () => {
    const content = randomBytes(2_500_000)
    const { hash } = attachTheirs(content)
    files.setOnline(true)
    expect(stateOf(hash)).toBe('elsewhere')
    const [first, second] = await Promise.all([readWhole(hash), readWhole(hash)])
    expect(first.equals(content) && second.equals(content)).toBe(true)
    expect(server.log).toEqual(['get 0', 'get 1048576', 'get 2097152'])
    expect(stateOf(hash)).toBe('here')
    files.setOnline(false)
    expect((await readWhole(hash)).equals(content)).toBe(true)
  })

  it('without a connection it says so; a file that no row names is not asked for', async () => {
    const { hash } = attachTheirs(randomBytes(10))
    await expect(readWhole(hash)).rejects.toMatchObject({ code: 'unreachable' })
    files.setOnline(true)
    await expect(readWhole('f'.repeat(64))).rejects.toMatchObject({ code: 'not_found' })
    expect(server.log).toEqual([])
  })

  it('a content with another hash is shown to nobody, and not kept', async () => {
    const { hash } = attachTheirs(randomBytes(1000))
    server.whole.set(hash, randomBytes(1000))
    files.setOnline(true)
    await expect(readWhole(hash)).rejects.toMatchObject({ code: 'wrong_hash' })
    expect([stateOf(hash), existsSync(pathOf(hash)), readdirSync(join(test.folder, 'blobs', 'arriving'))]).toEqual(['elsewhere', false, []])
  })

  it('what a broken fetch had brought is gone on from', async () => {
    const { hash } = attachTheirs(randomBytes(2_500_000))
    files.setOnline(true)
    server.failWith((request) => {
      if (request === 'get 1048576') throw new LeadlineError('unreachable', 'No answer')
    })
    await expect(readWhole(hash)).rejects.toMatchObject({ code: 'unreachable' })
    server.failWith(() => {})
    server.log.length = 0
    await readWhole(hash)
    expect(server.log).toEqual(['get 1048576', 'get 2097152'])
  })
})

describe('room', () => {
  it('what the server has goes, longest unused first; what waits stays', async () => {
    await reopen({ mostCached: 2500 })
    const waiting = await bring(randomBytes(5000))
    files.setOnline(true)
    const theirs: string[] = []
    for (let at = 0; at < 3; at++) {
      theirs.push(attachTheirs(randomBytes(1000)).hash)
      test.pass(1000)
      await readWhole(theirs[at] as string)
      test.pass(1000)
      await readWhole(theirs[0] as string)
    }
    expect([waiting.hash, ...theirs].map(stateOf)).toEqual(['waiting', 'here', 'elsewhere', 'here'])
    expect(existsSync(pathOf(theirs[1] as string))).toBe(false)
    expect(existsSync(pathOf(waiting.hash))).toBe(true)
  })
})

describe('what a process that died left behind', () => {
  it('a file that no row names goes after a day, and not before', async () => {
    const file = await bring(randomBytes(1000))
    test.pass(aDay - 1)
    await reopen()
    expect(existsSync(pathOf(file.hash))).toBe(true)
    test.pass(2)
    await reopen()
    expect([existsSync(pathOf(file.hash)), stateOf(file.hash)]).toEqual([false, 'elsewhere'])
  })

  it('one that a deleted note names, or a change that waits, stays', async () => {
    const ofNote = await bring(randomBytes(1000))
    test.workspace.store.mutate(deleteNote, { id: attach(ofNote) }, ...act())
    const ofChange = await bring(randomBytes(1000))
    test.pass(2 * aDay)
    await reopen({ isNamedElsewhere: (hash) => hash === ofChange.hash })
    expect([ofNote, ofChange].map(({ hash }) => existsSync(pathOf(hash)))).toEqual([true, true])
  })

  it('a file without its row is found again, a row without its file goes, half a file goes', async () => {
    const found = randomBytes(1000)
    const hash = hashOf(found)
    const gone = await bring(randomBytes(1000))
    attach(gone)
    await files.begin({ name: 'a', type: '', size: 3 })
    await files.close()
    mkdirSync(dirname(pathOf(hash)), { recursive: true })
    writeFileSync(pathOf(hash), found)
    utimesSync(pathOf(hash), test.workspace.context().now / 1000, test.workspace.context().now / 1000)
    rmSync(pathOf(gone.hash))
    files = open()
    await files.ready
    expect([stateOf(hash), stateOf(gone.hash)]).toEqual(['waiting', 'elsewhere'])
    expect(readdirSync(join(test.folder, 'blobs', 'arriving'))).toEqual([])
  })
})

describe('forgetting', () => {
  const forgetRow = (id: string) => {
    const { database } = test.workspace.store
    database.prepare('delete from lookup_value where rid = (select rid from row where id = ?)').run(id)
    database.prepare('delete from row where id = ?').run(id)
  }

  it('I5 attachments of rows that may not be seen any more leave the disk, unless another row names them', async () => {
    const first = attachTheirs(randomBytes(1000))
    const second = attachTheirs(randomBytes(1000))
    attach({ id: newId(), hash: second.hash, name: 'b', size: 1000, type: '' })
    files.setOnline(true)
    for (const { hash, note } of [first, second]) {
      await readWhole(hash)
      forgetRow(note)
    }
    await files.forget([first.hash, second.hash])
    expect([first, second].map(({ hash }) => existsSync(pathOf(hash)))).toEqual([false, true])
    await expect(readWhole(first.hash)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('I5 a process that died between forgetting a row and its attachment finishes it at the next start', async () => {
    const { hash, note } = attachTheirs(randomBytes(1000))
    files.setOnline(true)
    await readWhole(hash)
    forgetRow(note)
    await reopen()
    expect(existsSync(pathOf(hash))).toBe(false)
  })

  it('I5 an attachment that is just being fetched does not come back', async () => {
    const { hash, note } = attachTheirs(randomBytes(2_500_000))
    files.setOnline(true)
    let forgetting: Promise<void> | undefined
    server.failWith((request) => {
      if (request !== 'get 1048576') return
      forgetRow(note)
      forgetting = files.forget([hash])
    })
    await expect(readWhole(hash)).rejects.toMatchObject({ code: 'not_found' })
    await forgetting
    expect([existsSync(pathOf(hash)), readdirSync(join(test.folder, 'blobs', 'arriving'))]).toEqual([false, []])
  })
})

it('files of a workspace made alone come along when its rows are sent to a team', async () => {
  await reopen({ alone: true })
  const file = await bring(randomBytes(1000))
  const damaged = await bring(randomBytes(1000))
  writeFileSync(pathOf(damaged.hash), randomBytes(1000))
  const alone = { test, files }
  test = createTestWorkspace()
  files = open()
  try {
    attach(file)
    await files.bringIn(alone.test.folder)
    files.setOnline(true)
    await sent(file.hash)
    expect([server.whole.has(file.hash), stateOf(damaged.hash)]).toEqual([true, 'elsewhere'])
    expect(existsSync(join(alone.test.folder, 'blobs', file.hash.slice(0, 2), file.hash.slice(2)))).toBe(true)
  } finally {
    await alone.files.close()
    alone.test.close()
  }
})
