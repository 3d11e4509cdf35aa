import { z } from 'zod'
import { actSchema } from '../contacts/contact-contract.ts'
import { procedure } from '../lib/procedure.ts'
import { idSchema, shortTextSchema } from '../lib/schemas.ts'
import { taskSchema } from './task-kind.ts'
import { taskFieldsSchema } from './task-mutators.ts'

export const taskLineSchema = taskSchema.extend({ responsibleName: z.string() })
export type TaskLine = z.infer<typeof taskLineSchema>

export const taskContract = {
  /** Those that are open first, by when they are due, those without a time after them; then those that are done, newest first; 200 at most. */
  ofContact: procedure('POST', '/tasks/of-contact', 'Tasks about a contact')
    .input(z.object({ contactId: idSchema }))
    .output(z.object({ tasks: z.array(taskLineSchema) })),
  /** `id` is made by the author, so that a repeated request makes no second task; `responsible` left out means oneself. */
  create: procedure('POST', '/tasks', 'Makes a task')
    .input(
      taskFieldsSchema
        .extend({ id: idSchema, contactIds: z.array(idSchema).max(100), type: taskSchema.shape.type.default('task') })
        .partial({ responsible: true, startsAt: true }),
    )
    .output(actSchema),
  update: procedure('POST', '/tasks/update', 'Changes a task')
    .input(z.object({ id: idSchema, fields: taskFieldsSchema.partial() }))
    .output(actSchema),
  complete: procedure('POST', '/tasks/complete', 'Says that a task is done, or not')
    .input(z.object({ id: idSchema, done: z.boolean(), comment: shortTextSchema.default('') }))
    .output(actSchema),
  delete: procedure('POST', '/tasks/delete', 'Deletes a task; can be undone')
    .input(z.object({ id: idSchema }))
    .output(actSchema),
}
