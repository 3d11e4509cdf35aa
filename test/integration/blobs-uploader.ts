import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import Fastify from 'fastify'
import { v7 as newId } from 'uuid'
import { openWorkspaceStore } from '../../src-main/db/workspace-store.ts'
import { createFileService } from '../../src-main/files/file-service.ts'
import { createHttpBlobTransport } from '../../src-main/files/http-blob-transport.ts'
import { silentLog } from '../../src-main/platform/log.ts'
import { registerBlobs } from '../../src-server/blobs/register-blobs.ts'
import { filePiece } from '../../src-shared/files/file-contract.ts'
import { writeNote } from '../../src-shared/notes/note-mutators.ts'
import { groupIds } from '../../src-shared/team/group-kind.ts'

// A client's files in a process of its own, so that it can be killed, and its memory looked at. It takes in a file, if one is given, and
// sends what waits: to a server in this same process where no address is given.
const [folder = '', address = '', path = ''] = process.argv.slice(2)
const say = (message: object) => process.stdout.write(`${JSON.stringify(message)}\n`)

const serveHere = async (): Promise<string> => {
  const server = Fastify()
  const identity = { organisationId: newId(), userId: newId(), memberId: newId() }
  const rowOf = (kind: string, id: string, document: object) => ({
    kind,
    id,
    root: id,
    version: 1,
    deleted: false,
    data: JSON.stringify({ id, ...document }),
  })
  const rows = [
    rowOf('member', identity.memberId, { groupId: groupIds.administrator, blocked: false }),
    rowOf('workspace', identity.organisationId, { ownerId: null }),
  ]
  const store = { rows: async (_: string, ids: readonly string[]) => rows.filter(({ id }) => ids.includes(id)), idsOf: async () => [] }
  registerBlobs(server, { folder: join(folder, 'server'), identify: () => identity, store, now: Date.now, log: silentLog })
  await server.listen({ port: 0, host: '127.0.0.1' })
  return `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`
}

/** Watches the bytes that this process holds in buffers, garbage left out; answers with the most beyond what there was. */
const watchBuffers = (): (() => number) => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const held = () => {
    collect()
    // The first one frees buffers beside the program; the second waits for it.
    collect()
    return process.memoryUsage().arrayBuffers
  }
  const before = held()
  let most = before
  setInterval(() => {
    most = Math.max(most, held())
  }, 100)
  return () => most - before
}

const store = openWorkspaceStore(folder)
const url = address === '' ? await serveHere() : address
const files = createFileService({
  folder,
  database: store.database,
  transport: createHttpBlobTransport({ url, token: () => 'anna' }),
  now: Date.now,
  log: silentLog,
  tell: () => {
    if (files.waiting() === 0) say({ type: 'sent', held: held() })
  },
})
await files.ready

if (path !== '') {
  const content = readFileSync(path)
  const { uploadId } = await files.begin({ name: 'nagranie.bin', type: '', size: content.length })
  for (let offset = 0; offset < content.length; offset += filePiece) {
    await files.append({ uploadId, offset, piece: content.subarray(offset, offset + filePiece).toString('base64') })
  }
  const file = await files.finish({ uploadId })
  const note = { id: newId(), contactId: null, callId: null, text: '', revision: 1, files: [file] }
  store.mutate(writeNote, note, { memberId: newId(), now: Date.now() }, newId())
  say({ type: 'taken' })
}
const held = watchBuffers()
files.setOnline(true)
