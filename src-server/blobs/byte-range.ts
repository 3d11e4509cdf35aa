import type { Stretch } from './blob-store.ts'

/**
 * The stretch that a `Range` header asks for (RFC 9110, section 14). Null where all is to be sent: no header, several stretches, another
 * unit. `unsatisfiable` where it lies behind the end.
 */
export const stretchOf = (header: string | undefined, size: number): Stretch | null | 'unsatisfiable' => {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? []
  if (first === undefined || last === undefined || (first === '' && last === '')) return null
  if (first === '') {
    const length = Math.min(Number(last), size)
    return length === 0 ? 'unsatisfiable' : { start: size - length, end: size - 1 }
  }
  const start = Number(first)
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (last !== '' && Number(last) < start) return null
  return start >= size ? 'unsatisfiable' : { start, end }
}
