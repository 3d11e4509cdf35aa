import { z } from 'zod'

const hostSchema = z
  .string()
  .trim()
  .min(1)
  .max(253)
  .regex(/^[A-Za-z0-9.-]+(:\d{1,5})?$/)

/** A STUN server, `host:port` or `stun:host:port` (RFC 7064). */
const stunSchema = z
  .string()
  .trim()
  .max(253)
  .regex(/^(stuns?:)?[A-Za-z0-9.-]+(:\d{1,5})?$/)

/** Address of SIP over WebSocket (RFC 7118). */
const webSocketUrlSchema = z
  .string()
  .trim()
  .max(500)
  .regex(/^wss?:\/\/[^\s]+$/)

const sipFields = {
  type: z.literal('sip'),
  webSocketUrl: webSocketUrlSchema,
  domain: hostSchema,
  user: z
    .string()
    .trim()
    .min(1)
    .max(128)
    .regex(/^[^\s@:]+$/),
  /** Name for the digest where it differs from the user; empty otherwise. */
  authorizationUser: z.string().trim().max(128).default(''),
  stun: stunSchema.nullable().default(null),
}

/** The practice line: it rings and answers on this machine alone. */
const practiceSchema = z.object({ type: z.literal('practice') })

/** The telephone account as the screens see it: the password is never given out, only whether there is one. */
export const telephoneAccountSchema = z.discriminatedUnion('type', [practiceSchema, z.object({ ...sipFields, hasPassword: z.boolean() })])

/** The account as it is saved. Without `password` the one that is kept stays. */
export const saveAccountSchema = z.discriminatedUnion('type', [
  practiceSchema,
  z.object({ ...sipFields, password: z.string().min(1).max(256).optional() }),
])

/** The account with its secret: for the dialler alone. */
export const dialerAccountSchema = z.discriminatedUnion('type', [practiceSchema, z.object({ ...sipFields, password: z.string() })])

export type TelephoneAccount = z.infer<typeof telephoneAccountSchema>
export type SaveAccount = z.infer<typeof saveAccountSchema>
export type DialerAccount = z.infer<typeof dialerAccountSchema>
