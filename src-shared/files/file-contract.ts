import { z } from 'zod'
import { procedure } from '../lib/procedure.ts'
import { idSchema } from '../lib/schemas.ts'
import { attachedFileSchema, hashSchema, largestFile } from './file-kind.ts'

/** Bytes of a piece in which files go between a page and the core. */
export const filePiece = 1_048_576

/**
 * Where a file is: `here` on this computer, and on the server if there is one; `waiting` here until it can be sent; `refused` here, for
 * the server did not take it; `elsewhere` on the server alone.
 */
export const fileStateSchema = z.enum(['here', 'waiting', 'refused', 'elsewhere'])
export type FileState = z.infer<typeof fileStateSchema>

export const fileContract = {
  begin: procedure('POST', '/files/begin', 'Begins to take in a file')
    .input(z.object({ name: attachedFileSchema.shape.name, type: attachedFileSchema.shape.type, size: z.int().min(0).max(largestFile) }))
    .output(z.object({ uploadId: idSchema })),
  append: procedure('POST', '/files/append', 'The next piece of a file, as base64')
    .input(z.object({ uploadId: idSchema, offset: z.int().min(0), piece: z.string().max(Math.ceil(filePiece / 3) * 4) }))
    .output(z.object({ received: z.int() })),
  /** The file lies on this computer's disk when this answers; it goes to the server by itself. */
  finish: procedure('POST', '/files/finish', 'Ends a file; what it is named by can be attached to a note')
    .input(z.object({ uploadId: idSchema }))
    .output(attachedFileSchema),
  cancel: procedure('POST', '/files/cancel', 'Drops a file that was begun')
    .input(z.object({ uploadId: idSchema }))
    .output(z.object({})),
  /**
   * Answers when the whole file is here.
   * @throws `unreachable` where the file is not on this computer and the server cannot be reached; `not_found` where no row names it
   */
  read: procedure('POST', '/files/read', 'A piece of a file, as base64; it is fetched from the server where it is not here')
    .input(z.object({ hash: hashSchema, offset: z.int().min(0), length: z.int().min(1).max(filePiece) }))
    .output(z.object({ piece: z.string(), size: z.int() })),
  states: procedure('POST', '/files/states', 'Which of these files wait to be sent, or are not on this computer')
    .input(z.object({ hashes: z.array(hashSchema).max(200) }))
    .output(z.object({ states: z.record(hashSchema, fileStateSchema) })),
}
