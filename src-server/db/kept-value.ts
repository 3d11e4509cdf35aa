import { createHash } from 'node:crypto'

/** Characters up to which a value is kept as it is: PostgreSQL refuses index entries of more than 2,704 bytes. */
const longest = 200

/**
 * A value of a lookup as it is kept. One that a database would refuse, or keep as something else, is kept as its hash: one hostile value must
 * not stop the transaction of everybody (F8).
 */
export const keptValue = (value: string): string =>
  value.length <= longest && !value.includes('\0') && value.isWellFormed()
    ? value
    : `sha256 ${createHash('sha256').update(value, 'utf16le').digest('base64url')}`
