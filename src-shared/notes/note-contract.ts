import { z } from 'zod'
import { actSchema } from '../contacts/contact-contract.ts'
import { procedure } from '../lib/procedure.ts'
import { idSchema } from '../lib/schemas.ts'
import { noteSchema } from './note-kind.ts'
import { writeNoteSchema } from './note-mutators.ts'

export const noteContract = {
  get: procedure('GET', '/notes/{id}', 'One note, null where nothing is written yet')
    .input(z.object({ id: idSchema }))
    .output(noteSchema.nullable()),
  write: procedure('POST', '/notes/write', 'Writes a note whole; an older revision changes nothing')
    .input(writeNoteSchema)
    .output(actSchema),
  delete: procedure('POST', '/notes/delete', 'Deletes a note; can be undone')
    .input(z.object({ id: idSchema }))
    .output(actSchema),
}
