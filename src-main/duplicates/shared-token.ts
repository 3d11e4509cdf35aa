import { v5 } from 'uuid'
import type { DuplicateReason } from '../../src-shared/duplicates/duplicate-contract.ts'

const namespace = '5d1c2a2e-93c1-5c0e-9a55-5c0f6d7a3b10'

/**
 * Stands in `distinctFrom` for all others who share this: who bears it is nobody of those who bear it too. Of many, each two would be too much to
 * write down. `value` as the index has it.
 */
export const sharedToken = (reason: DuplicateReason, value: string): string => v5(`${reason}\n${value}`, namespace)
