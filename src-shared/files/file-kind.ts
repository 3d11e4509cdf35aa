import { z } from 'zod'
import { idSchema } from '../lib/schemas.ts'

/** Bytes of the largest file that can be attached. */
export const largestFile = 50 * 1024 * 1024

/** SHA-256 in lower-case hexadecimal: the name of a blob. */
export const hashSchema = z.string().regex(/^[0-9a-f]{64}$/)

/** A file that hangs on a row: its content is a blob of that hash, which travels by itself. */
export const attachedFileSchema = z.looseObject({
  id: idSchema,
  hash: hashSchema,
  name: z.string().trim().min(1).max(250),
  /** Bytes. */
  size: z.int().min(0).max(largestFile),
  /** Media type (RFC 6838), as its author's machine knew it. Never trusted. */
  type: z.string().max(100),
})
export type AttachedFile = z.infer<typeof attachedFileSchema>
