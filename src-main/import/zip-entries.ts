import { constants, inflateRawSync } from 'node:zlib'
import { LeadlineError } from '../../src-shared/lib/errors.ts'

/** One file of a ZIP archive (PKWARE APPNOTE 6.3.10), as its directory tells of it. */
export interface ZipEntry {
  readonly name: string
  /** Bytes of it unpacked. */
  readonly size: number
  /** @throws LeadlineError where it is damaged, encrypted, or larger than the directory says */
  readonly read: () => Buffer
}

export interface ZipLimits {
  readonly entries: number
  /** Bytes of all of them, unpacked. */
  readonly bytes: number
  /** How many times smaller than unpacked an archive may be that unpacks to more than `smallBytes`. */
  readonly ratio: number
  readonly smallBytes: number
}

/** A workbook of 100,000 contacts unpacks to some 80 MB, to ten times its size; nobody's table shrinks to a two-hundredth. */
export const workbookLimits: ZipLimits = { entries: 2000, bytes: 400_000_000, ratio: 200, smallBytes: 10_000_000 }

const endMark = 0x06054b50
const entryMark = 0x02014b50
const localMark = 0x04034b50
const endLength = 22
const entryLength = 46
const localLength = 30
/** The comment behind the end of the directory is not longer. */
const longestComment = 65_535
const isEncrypted = 1
const stored = 0
const deflated = 8
/** In the place of a size it means that the size stands in an extension: the archive is larger than 4 GB. */
const elsewhere = 0xffffffff

const refuse = (rule: 'unreadable' | 'packed_too_much' | 'encrypted_file', message: string): never => {
  const code = rule === 'packed_too_much' ? 'too_large' : 'unreadable_file'
  throw new LeadlineError(code, message, [{ path: 'file', rule }])
}

const damaged = () => refuse('unreadable', 'The archive is damaged')

const endOf = (archive: Buffer): number => {
  const first = Math.max(0, archive.length - endLength - longestComment)
  for (let at = archive.length - endLength; at >= first; at--) if (archive.readUInt32LE(at) === endMark) return at
  return damaged()
}

const unpack = (archive: Buffer, at: number, packed: number, size: number, method: number): Buffer => {
  if (at + localLength > archive.length || archive.readUInt32LE(at) !== localMark) return damaged()
  const from = at + localLength + archive.readUInt16LE(at + 26) + archive.readUInt16LE(at + 28)
  if (from + packed > archive.length) return damaged()
  const content = archive.subarray(from, from + packed)
  if (method === stored) return packed === size ? content : damaged()
  if (method !== deflated) return damaged()
  try {
    // What unpacks to more than was said ends here, before it has taken the memory.
    const unpacked = inflateRawSync(content, { maxOutputLength: Math.max(1, size), finishFlush: constants.Z_FINISH })
    return unpacked.length === size ? unpacked : damaged()
  } catch (error) {
    if (error instanceof LeadlineError) throw error
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE')
      return refuse('packed_too_much', 'A file of the archive is larger than its directory says')
    return damaged()
  }
}

/**
 * Reads the directory of a ZIP archive, and nothing else of it: what is in it is unpacked one by one, on demand.
 * @throws LeadlineError `unreadable_file`, or `too_large` with the rule `packed_too_much` where the archive would unpack to too much
 */
export const zipEntries = (archive: Buffer, limits: ZipLimits = workbookLimits): ZipEntry[] => {
  if (archive.length < endLength) return damaged()
  const end = endOf(archive)
  const count = archive.readUInt16LE(end + 10)
  if (count > limits.entries) return refuse('packed_too_much', `There are ${count} files in the archive`)
  const entries: ZipEntry[] = []
  let total = 0
  let at = archive.readUInt32LE(end + 16)
  for (let number = 0; number < count; number++) {
    if (at + entryLength > archive.length || archive.readUInt32LE(at) !== entryMark) return damaged()
    const flags = archive.readUInt16LE(at + 8)
    const method = archive.readUInt16LE(at + 10)
    const packed = archive.readUInt32LE(at + 20)
    const size = archive.readUInt32LE(at + 24)
    const nameLength = archive.readUInt16LE(at + 28)
    const local = archive.readUInt32LE(at + 42)
    if (size === elsewhere || packed === elsewhere) return refuse('packed_too_much', 'A file of the archive is larger than 4 GB')
    total += size
    if (total > limits.bytes) return refuse('packed_too_much', `The archive unpacks to more than ${limits.bytes} bytes`)
    const name = archive.toString('utf8', at + entryLength, at + entryLength + nameLength)
    const read = () => {
      if ((flags & isEncrypted) !== 0) return refuse('encrypted_file', 'The archive is encrypted')
      return unpack(archive, local, packed, size, method)
    }
    entries.push({ name, size, read })
    at += entryLength + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32)
  }
  if (total > limits.smallBytes && total > archive.length * limits.ratio)
    return refuse('packed_too_much', `The archive unpacks to ${Math.round(total / archive.length)} times its size`)
  return entries
}
