import { z } from 'zod'
import { looksLikePhone } from './phone-numbers.ts'

/** A UUID in text, version 7, made by the author of the row. */
export const idSchema = z.uuid()

/** UTC milliseconds since 1970, an integer. */
export const timeSchema = z.int().min(0)

/** ISO 3166-1 alpha-2, upper case. */
export const countrySchema = z.string().regex(/^[A-Z]{2}$/)

/** Languages of the screens, and of what is written for people elsewhere: messages, tables. */
export const languageSchema = z.enum(['pl', 'en'])
export type Language = z.infer<typeof languageSchema>

/** A name of a person, company or thing: not empty, one line, at most 250 characters. */
export const nameSchema = z
  .string()
  .trim()
  .min(1)
  .max(250)
  .refine((text) => !/[\n\r\0]/.test(text), { params: { rule: 'one_line' } })

export const shortTextSchema = z.string().trim().max(250)
export const longTextSchema = z.string().max(100_000)

/** A telephone number as it lies in a document (see `PhoneNumber`). */
export const phoneNumberSchema = z.object({
  typed: z.string().max(64),
  e164: z
    .string()
    .regex(/^\+\d{5,15}$/)
    .nullable(),
  /** Empty for a withheld number. */
  digits: z.string().regex(/^\d{0,32}$/),
})

/** A number as a person writes it. It must hold digits and no letters. */
export const typedPhoneSchema = z
  .string()
  .trim()
  .min(1)
  .max(64)
  .refine(looksLikePhone, { params: { rule: 'not_a_phone' } })

export const emailSchema = z.string().trim().max(254).pipe(z.email())

/** A stretch of a list, `offset` rows down from the top. */
export const windowSchema = z.object({ offset: z.int().min(0).default(0), limit: z.int().min(1).max(500).default(100) })

/** Times that part a stretch of time into neighbours, in rising order. */
export const boundariesSchema = z.array(timeSchema).min(2).max(100)
