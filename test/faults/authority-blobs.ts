import { createHash, randomBytes } from 'node:crypto'
import { v7 as newId } from 'uuid'
import { blobHeaders, blobPath, blobPieceType } from '../../src-shared/files/blob-protocol.ts'
import type { AttachedFile } from '../../src-shared/files/file-kind.ts'
import type { Line, Scene } from './authority-lines.ts'
import { call, contact, note, type Scope } from './authority-rows.ts'
import type { AuthorityWorld, Somebody } from './authority-world.ts'

export const blobMethods = ['HEAD', 'GET', 'PATCH'] as const

const hashOf = (content: Uint8Array) => createHash('sha256').update(content).digest('hex')

type Person = Somebody | 'adam'

const ask = async (world: AuthorityWorld, who: Person, method: string, hash: string, content?: Buffer, length = content?.length) => {
  const token = who === 'adam' ? world.session('adam').token : world.tokenOf(who)
  const piece = content && { 'content-type': blobPieceType, [blobHeaders.offset]: '0', [blobHeaders.length]: String(length) }
  const answer = await fetch(`${world.address}${blobPath(hash)}`, {
    method,
    headers: { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...piece },
    ...(content ? { body: content as Uint8Array<ArrayBuffer> } : {}),
  })
  if (answer.ok) return { word: null, bytes: Buffer.from(await answer.arrayBuffer()) }
  const said = method === 'HEAD' ? answer.headers.get(blobHeaders.error) : ((await answer.json()) as { data: { code: string } }).data.code
  return { word: said ?? `status ${answer.status}`, bytes: Buffer.alloc(0) }
}

/** Sends a file as Adam; answers with what names it in a note. */
export const sendAsAdam = async (world: AuthorityWorld, content: Buffer): Promise<AttachedFile> => {
  const hash = hashOf(content)
  const { word } = await ask(world, 'adam', 'PATCH', hash, content)
  if (word !== null) throw new Error(`Adam could not send a file: ${word}`)
  return { id: newId(), hash, name: 'umowa.pdf', size: content.length, type: 'application/pdf' }
}

/** A file that Adam has sent; answers with its content. */
const sent = async ({ world }: Pick<Scene, 'world'>): Promise<Buffer> => {
  const content = randomBytes(300)
  await sendAsAdam(world, content)
  return content
}

/** What somebody hears who asks for a file, by each way in which it can be asked for. */
const askedFor = (what: string, expected: string, fileOf: (scene: Scene) => Promise<Buffer>): Line[] =>
  (['HEAD', 'GET'] as const).map((method) => ({
    of: method,
    what,
    expected,
    begin: async (scene) => {
      const content = await fileOf(scene)
      return async () => {
        const { word, bytes } = await ask(scene.world, scene.who, method, hashOf(content))
        return word === null && method === 'GET' && !bytes.equals(content) ? 'another content' : word
      }
    },
  }))

type NoteIn = Awaited<ReturnType<typeof note>>

const named =
  (find: (scene: Scene) => Promise<NoteIn>, deleted = false) =>
  async (scene: Scene): Promise<Buffer> => {
    const content = randomBytes(300)
    const file = await sendAsAdam(scene.world, content)
    await scene.world.put('note', { ...(await find(scene)), files: [file] }, { deleted })
    return content
  }

const noteOn =
  (scope: Scope, author: 'own' | 'theirs' = 'theirs') =>
  async (scene: Scene) =>
    note(scene, author, (await contact(scene, scope)).id)

const noteOfCall = (author: 'own' | 'theirs') => async (scene: Scene) => {
  const { id } = await call(scene, author, null)
  return { ...(await note(scene, 'theirs', null)), callId: id as string | null } as NoteIn
}

/** Files, by the rows that name them. Who tries: owner, administrator, supervisor, manager, trainee, blocked, stranger, nobody. */
export const blobLines: readonly Line[] = [
  ...askedFor('of an own client', 'may may may may may blocked not_found unauthorized', named(noteOn('own client'))),
  ...askedFor(
    'of the client of somebody else',
    'may may not_found may not_found blocked not_found unauthorized',
    named(noteOn('their client')),
  ),
  ...askedFor('of a lead of the pool', 'may may may may may blocked not_found unauthorized', named(noteOn('pool'))),
  ...askedFor('of the lead of somebody else', 'may may may may not_found blocked not_found unauthorized', named(noteOn('their lead'))),
  ...askedFor(
    'of an own note about the client of somebody else',
    'may may may may may blocked not_found unauthorized',
    named(noteOn('their client', 'own')),
  ),
  ...askedFor(
    'of a call of somebody else with nobody knows whom',
    'may may not_found may not_found blocked not_found unauthorized',
    named(noteOfCall('theirs')),
  ),
  ...askedFor('of an own call with nobody knows whom', 'may may may may may blocked not_found unauthorized', named(noteOfCall('own'))),
  ...askedFor(
    'of a deleted note',
    'not_found not_found not_found not_found not_found blocked not_found unauthorized',
    named(noteOn('own client'), true),
  ),
  ...askedFor('that no row names', 'not_found not_found not_found not_found not_found blocked not_found unauthorized', sent),
  ...askedFor('that is not there', 'not_found not_found not_found not_found not_found blocked not_found unauthorized', async () =>
    randomBytes(10),
  ),
  {
    of: 'HEAD',
    what: 'how far the upload of somebody else has come',
    expected: 'not_found not_found not_found not_found not_found blocked not_found unauthorized',
    begin: async ({ world, who }) => {
      const content = randomBytes(300)
      await ask(world, 'adam', 'PATCH', hashOf(content), content.subarray(0, 100), content.length)
      return async () => (await ask(world, who, 'HEAD', hashOf(content))).word
    },
  },
  {
    of: 'PATCH',
    what: 'a file of one’s own',
    expected: 'may may may may may blocked may unauthorized',
    begin: ({ world, who }) => {
      const content = randomBytes(300)
      return async () => (await ask(world, who, 'PATCH', hashOf(content), content)).word
    },
  },
  {
    of: 'PATCH',
    what: 'another content under the hash of a hidden file, which then is as hidden as before',
    expected: 'wrong_hash wrong_hash wrong_hash wrong_hash wrong_hash blocked wrong_hash unauthorized',
    begin: async (scene) => {
      const { world, who } = scene
      const hash = hashOf(await named(noteOn('their client'))(scene))
      return async () => {
        const { word } = await ask(world, who, 'PATCH', hash, randomBytes(300))
        const isHidden = !['owner', 'administrator', 'manager'].includes(who)
        return isHidden && (await ask(world, who, 'GET', hash)).word === null ? 'the file is theirs now' : word
      }
    },
  },
]
