import type { z } from 'zod'
import type { Transaction } from './transaction.ts'

/** Who writes, and when. The team's server puts its own clock here; chance and ids come with the arguments. */
export interface MutationContext {
  readonly memberId: string
  /** UTC milliseconds. */
  readonly now: number
}

/**
 * A named, synchronous, pure function that writes rows. The same function runs on the machine of its author and on the team's server,
 * so it may use nothing but its arguments: no clock, no chance, no store but `tx`.
 */
export interface Mutator<Args = never, Result = unknown> {
  readonly name: string
  readonly args: z.ZodType<Args>
  readonly run: (tx: Transaction, args: Args, context: MutationContext) => Result
}

export const defineMutator = <Schema extends z.ZodType, Result>(declaration: {
  readonly name: string
  readonly args: Schema
  readonly run: (tx: Transaction, args: z.infer<Schema>, context: MutationContext) => Result
}): Mutator<z.infer<Schema>, Result> => declaration as Mutator<z.infer<Schema>, Result>
