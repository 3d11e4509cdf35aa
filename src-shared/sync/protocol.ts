import { z } from 'zod'
import { errorDataSchema } from '../lib/procedure.ts'
import { idSchema, timeSchema } from '../lib/schemas.ts'

/** What travels between a client and the team's server, and how. Raise it when a message changes its shape. */
export const protocolVersion = 1

/** The form of the documents and of the arguments of mutators. Raise it when a field comes that older programs do not know. */
export const schemaVersion = 1

/** What one program speaks. Each request carries it. */
export const versionsSchema = z.object({ protocol: z.int().min(0), schema: z.int().min(0) })
export type Versions = z.infer<typeof versionsSchema>

export const ownVersions: Versions = { protocol: protocolVersion, schema: schemaVersion }

/**
 * Whether a server serves a client: its own versions and those just before them, so that a team can update one by one. A client that is
 * ahead of its server waits: the server would drop what it does not know.
 */
export const whoMustUpdate = (client: Versions, server: Versions): 'client' | 'server' | null => {
  if (client.protocol > server.protocol || client.schema > server.schema) return 'server'
  if (client.protocol < server.protocol - 1 || client.schema < server.schema - 1) return 'client'
  return null
}

/** Most mutations and bytes of arguments of one push. A client with more sends several. */
export const pushLimits = { mutations: 500, bytes: 1_048_576 } as const

/** A write on its way to the server. Numbers rise by one for each client; a number is used once. */
export const sentMutationSchema = z.object({
  number: z.int().min(1),
  name: z.string().max(100),
  /** Arguments as JSON. */
  args: z.string(),
  batch: idSchema,
  /** When its author did it, UTC milliseconds by the server's clock as far as the author knew it. Data, never an order. */
  at: z.int(),
})
export type SentMutation = z.infer<typeof sentMutationSchema>

/** What became of a mutation. It counts for the client from `version` on: that is when its effect can be seen. */
export const mutationResultSchema = z.object({
  number: z.int().min(1),
  version: z.int().min(0),
  outcome: z.enum(['done', 'refused', 'sealed']),
  /** Why it was refused. */
  error: errorDataSchema.extend({ message: z.string() }).nullable(),
})
export type MutationResult = z.infer<typeof mutationResultSchema>

/** A row as the server has it. `data` is the document as JSON, passed on as it is. */
export const sentRowSchema = z.object({
  kind: z.string(),
  id: idSchema,
  root: idSchema,
  version: z.int().min(1),
  deleted: z.boolean(),
  data: z.string(),
})
export type SentRow = z.infer<typeof sentRowSchema>

/** What one act did to one row: the fields before and after, as JSON (see `RowHistory`). */
export const sentChangeSchema = z.object({
  rowId: idSchema,
  batch: idSchema,
  mutation: z.string(),
  memberId: idSchema,
  /** UTC milliseconds by the server's clock. */
  at: timeSchema,
  /** The computer on which it was done, as its system calls it; empty where that is not known. */
  device: z.string(),
  what: z.enum(['created', 'changed', 'deleted', 'restored']),
  before: z.string(),
  after: z.string(),
})
export type SentChange = z.infer<typeof sentChangeSchema>

/** Number of the visible rows and the sum of their hashes (`addToChecksum`), deleted rows left out. */
export const checksumSchema = z.object({ rows: z.int().min(0), sum: z.number() })
export type Checksum = z.infer<typeof checksumSchema>

/** Everything that happened after `from`, up to and with `to`: whole transactions, as this user may see them. */
export const logPageSchema = z.object({
  type: z.literal('page'),
  /** Names one life of the server's database; another one means that it was restored. */
  epoch: z.string(),
  /** For whom it was made: a client whose snapshot was of another view must not apply it (F5). */
  view: z.string(),
  from: z.int().min(0),
  to: z.int().min(0),
  /** The newest version of the organisation: there is more while it is above `to`. */
  head: z.int().min(0),
  rows: z.array(sentRowSchema),
  /** Ids that this user may not see, or not any more: what the client has of them goes. */
  forgotten: z.array(idSchema),
  changes: z.array(sentChangeSchema),
  /** Results of this client's mutations that count by now and that it has not acknowledged. */
  results: z.array(mutationResultSchema),
  checksum: checksumSchema.nullable(),
  /** UTC milliseconds. */
  serverTime: timeSchema,
})
export type LogPage = z.infer<typeof logPageSchema>

/** The client must take a new snapshot: at first, after a restore, after too long an absence, after its rights have changed. */
export const resyncSchema = z.object({
  type: z.literal('resync'),
  epoch: z.string(),
  reason: z.enum(['new', 'epoch', 'horizon', 'rights']),
  /** The highest number of this client that the server knows: after a restore, what came later must be sent again. */
  lastNumber: z.int().min(0),
  serverTime: timeSchema,
})

const clientSchema = z.object({ versions: versionsSchema, clientId: idSchema })

/** Name of a computer, as its system calls it. */
export const deviceNameSchema = z.string().max(64)

export const pushInputSchema = clientSchema.extend({
  epoch: z.string().nullable(),
  device: deviceNameSchema.default(''),
  mutations: z.array(sentMutationSchema).max(pushLimits.mutations),
})
export type PushInput = z.input<typeof pushInputSchema>

export const pushOutputSchema = z.object({
  epoch: z.string(),
  /** The highest number that has taken effect or was refused. */
  lastNumber: z.int().min(0),
  results: z.array(mutationResultSchema),
  serverTime: timeSchema,
})
export type PushOutput = z.infer<typeof pushOutputSchema>

export const pullInputSchema = clientSchema.extend({
  epoch: z.string().nullable(),
  /** The version up to which the client has everything; null before the first snapshot. */
  cursor: z.int().min(0).nullable(),
  /** The client has kept all results up to this number; the server may forget them. */
  acknowledged: z.int().min(0),
  /** What the first page of its last snapshot said: names what its user saw then. */
  view: z.string().nullable(),
  /** Asks for the checksum with the last page. */
  wantsChecksum: z.boolean(),
  /** Rows in a page, as far as whole transactions allow. */
  limit: z.int().min(1).max(5000).default(1000),
})
export type PullInput = z.input<typeof pullInputSchema>

export const pullOutputSchema = z.discriminatedUnion('type', [logPageSchema, resyncSchema])
export type PullOutput = z.infer<typeof pullOutputSchema>

export const snapshotInputSchema = clientSchema.extend({
  /** Where the last page ended; null for the first one. */
  after: z.string().nullable(),
  /** What the first page said; null for the first one. */
  view: z.string().nullable(),
  limit: z.int().min(1).max(10_000).default(2000),
  /** The client starts anew because its checksum was another than the server's: the server counts it (F14). */
  diverged: z.boolean().default(false),
})
export type SnapshotInput = z.input<typeof snapshotInputSchema>

/** A page of everything there is, by key. The workspace and its members come with the first one. */
export const snapshotPageSchema = z.object({
  epoch: z.string(),
  /** The version from which the log goes on afterwards: that of the moment of the first page, told by it. */
  version: z.int().min(0),
  /** Names what this user may see: when it changes, a new snapshot is due (F5). */
  view: z.string(),
  rows: z.array(sentRowSchema),
  changes: z.array(sentChangeSchema),
  /** Null on the last page. */
  next: z.string().nullable(),
  /** Rows there are in all, for the progress; told by the first page. */
  total: z.int().min(0),
  serverTime: timeSchema,
})
export type SnapshotPage = z.infer<typeof snapshotPageSchema>

/** A number that someone talks to. */
export const presenceCallSchema = z.object({
  e164: z.string().max(20).nullable(),
  digits: z.string().max(32),
  contactId: idSchema.nullable(),
  since: timeSchema,
})
export type PresenceCall = z.infer<typeof presenceCallSchema>

/** Version of a program, as it calls itself. */
const programSchema = z.string().max(40)

export const presenceSchema = z.object({
  memberId: idSchema,
  online: z.boolean(),
  call: presenceCallSchema.nullable(),
  /** Whose card they have open: told to those alone who have the same one open and may see that contact. */
  viewing: idSchema.nullable(),
  /** With which they are on line; of several the newest. Null where nobody is. */
  program: programSchema.nullable(),
})
export type Presence = z.infer<typeof presenceSchema>

/** What the server says over the socket. Hints: whoever misses one finds out with the next pull. */
export const serverMessageSchema = z.discriminatedUnion('type', [
  /** There is something new; with the page itself where it is small and the socket's user may see it as it is. */
  z.object({ type: z.literal('poke'), version: z.int().min(0), page: logPageSchema.nullable() }),
  /** Who is here and talks to whom: everybody after connecting (`all`), then those who changed. */
  z.object({ type: z.literal('presence'), all: z.boolean(), members: z.array(presenceSchema) }),
])
export type ServerMessage = z.infer<typeof serverMessageSchema>

/** What a client says over the socket; the first message names the client. */
export const clientMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello'), versions: versionsSchema, clientId: idSchema, program: programSchema }),
  z.object({ type: z.literal('presence'), call: presenceCallSchema.nullable(), viewing: idSchema.nullable().default(null) }),
])
export type ClientMessage = z.infer<typeof clientMessageSchema>

/** Address of the socket on the team's server; the token comes as bearer with the upgrade. */
export const socketPath = '/api/socket'

/** FNV-1a over UTF-16 units, 32 bits. */
const hashOf = (text: string): number => {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash >>> 0
}

/** Adds one visible row, not deleted, to a checksum; `length` is that of its document, bytes of UTF-8. The order of the rows does not matter. */
export const addToChecksum = (
  { rows, sum }: Checksum,
  row: { readonly id: string; readonly version: number; readonly length: number },
): Checksum => ({
  rows: rows + 1,
  sum: (sum + hashOf(`${row.id}:${row.version}:${row.length}`)) % 2 ** 52,
})

export const emptyChecksum: Checksum = { rows: 0, sum: 0 }
