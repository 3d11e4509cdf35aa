import { oc } from '@orpc/contract'
import { z } from 'zod'
import { errorCodes } from './errors.ts'

const problemSchema = z.object({ path: z.string(), rule: z.string(), limit: z.number().optional() })

/** The data of every error of the API; its `code` in the envelope is `LEADLINE`. */
export const errorDataSchema = z.object({ code: z.enum(errorCodes), problems: z.array(problemSchema) })

/**
 * The beginning of each procedure of the API: one error shape, and the address under which scripts reach it.
 * Paths hold no argument but for GET, so that nothing personal ends in an address.
 */
export const procedure = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: `/${string}`, summary: string) =>
  oc.errors({ LEADLINE: { status: 422, data: errorDataSchema } }).route({ method, path, summary, tags: [path.split('/')[1] ?? ''] })
