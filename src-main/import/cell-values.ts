import { booleanWords, wordIn } from '../../src-shared/import/cell-words.ts'

interface Moment {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly millisecond: number
}

const time = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,3})\d*)?)?\s*([ap]m)?$/i

const timeOf = (text: string): Omit<Moment, 'year' | 'month' | 'day'> | null => {
  if (text === '') return { hour: 0, minute: 0, second: 0, millisecond: 0 }
  const [, hour, minute, second = '0', fraction = '0', half] = time.exec(text) ?? []
  if (hour === undefined) return null
  const afternoon = half?.toLowerCase() === 'pm'
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (afternoon ? 12 : 0)
  const read = { hour: hours, minute: Number(minute), second: Number(second), millisecond: Number(fraction.padEnd(3, '0')) }
  return read.hour < 24 && read.minute < 60 && read.second < 60 ? read : null
}

/** Year, month and day: `2026-11-28`, `28.11.2026`, `28-11-2026`, `28/11/2026`; `11/28/2026` where no day is meant otherwise, or with am and pm. */
const dayOf = (text: string, isAmerican: boolean): Pick<Moment, 'year' | 'month' | 'day'> | null => {
  const [, year, month, day] = /^(\d{4})([-./])(\d{1,2})\2(\d{1,2})$/.exec(text)?.toSpliced(2, 1) ?? []
  if (year !== undefined) return { year: Number(year), month: Number(month), day: Number(day) }
  const [, first, mark, second, last] = /^(\d{1,2})([-./])(\d{1,2})\2(\d{4})$/.exec(text) ?? []
  if (first === undefined) return null
  const isMonthFirst = mark === '/' && (Number(second) > 12 || (isAmerican && Number(first) <= 12))
  const [read, other] = isMonthFirst ? [second, first] : [first, second]
  return { year: Number(last), month: Number(other), day: Number(read) }
}

const isDay = ({ year, month, day }: Pick<Moment, 'year' | 'month' | 'day'>): boolean => {
  const date = new Date(Date.UTC(year, month - 1, day))
  return year >= 1000 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

const zone = /\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})$/i

const partsOf = (cell: string): { readonly moment: Moment; readonly offset: number | null } | null => {
  const text = cell.trim()
  const [, day = '', rest = ''] = /^([\d./-]+)(?:[T\s,]+(.*))?$/is.exec(text) ?? []
  const found = zone.exec(rest)
  const clock = found ? rest.slice(0, found.index) : rest
  const read = dayOf(day, /[ap]m$/i.test(clock.trim()))
  const at = timeOf(clock.trim())
  if (!read || !at || !isDay(read)) return null
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(found?.[1] ?? '') ?? []
  const offset = hours === undefined ? (found ? 0 : null) : (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1)
  return { moment: { ...read, ...at }, offset }
}

/** Minutes have so many milliseconds. */
const minuteLength = 60_000

/** A moment in UTC milliseconds; without an offset it is read by the clock of this computer. Null where the cell holds none. */
export const momentOf = (cell: string): number | null => {
  const parts = partsOf(cell)
  if (!parts) return null
  const { moment, offset } = parts
  const { year, month, day, hour, minute, second, millisecond } = moment
  const read =
    offset === null
      ? new Date(year, month - 1, day, hour, minute, second, millisecond).getTime()
      : Date.UTC(year, month - 1, day, hour, minute, second, millisecond) - offset * minuteLength
  return read >= 0 ? read : null
}

/** A day as `2026-11-28`; null where the cell holds none. */
export const dayTextOf = (cell: string): string | null => {
  const parts = partsOf(cell)
  if (!parts) return null
  const { year, month, day } = parts.moment
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

const spaces = /[\s\u00a0\u202f']/g

/** A number with a point or a comma, and thousands apart by spaces, points or commas; null where it is none. */
export const numberOf = (cell: string): number | null => {
  const text = cell.replace(spaces, '').replace(/^\u2212/, '-')
  if (/^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text)) return Number(text)
  if (/^[+-]?\d+,\d+$/.test(text)) return Number(text.replace(',', '.'))
  if (/^[+-]?\d{1,3}(\.\d{3})+(,\d+)?$/.test(text)) return Number(text.replaceAll('.', '').replace(',', '.'))
  return /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text) ? Number(text.replaceAll(',', '')) : null
}

/** Tak, nie, yes, no, 1, 0; null for anything else. */
export const booleanOf = (cell: string): boolean | null => {
  const word = wordIn(booleanWords, cell)
  return word === undefined ? null : word === 'true'
}
