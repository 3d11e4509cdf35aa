import { createHash } from 'node:crypto'
import { type ImportTarget, importTargetSchema } from '../../src-shared/import/import-contract.ts'
import { fold } from '../../src-shared/lib/fold.ts'
import type { DeviceStore } from '../db/device-store.ts'

const setting = 'import.mappings'
/** Sets of columns that are remembered; the newest stay. */
const mostSets = 50

interface Remembered {
  readonly key: string
  readonly targets: Readonly<Record<string, ImportTarget | null>>
}

/** Columns by name; those of the same name by their order too. */
const placesOf = (columns: readonly string[]): string[] => {
  const seen = new Map<string, number>()
  return columns.map((column) => {
    const name = fold(column)
    const number = seen.get(name) ?? 0
    seen.set(name, number + 1)
    return `${number} ${name}`
  })
}

const keyOf = (places: readonly string[]): string => createHash('sha256').update(places.toSorted().join('\n')).digest('hex')

/** What columns filled when a table with the same ones was imported on this computer last, whatever their order. */
export const createRememberedMappings = (device: DeviceStore) => {
  const all = () => (device.get(setting) ?? []) as readonly Remembered[]
  return {
    get: (columns: readonly string[]): (ImportTarget | null)[] | null => {
      const places = placesOf(columns)
      const found = all().find(({ key }) => key === keyOf(places))
      // A field may have gone since: its column is left out then.
      return found
        ? places.map((place) =>
            importTargetSchema
              .nullable()
              .catch(null)
              .parse(found.targets[place] ?? null),
          )
        : null
    },
    remember: (columns: readonly string[], mapping: readonly (ImportTarget | null)[]): void => {
      const places = placesOf(columns)
      const key = keyOf(places)
      const targets = Object.fromEntries(places.map((place, index) => [place, mapping[index] ?? null]))
      device.set(setting, [{ key, targets }, ...all().filter((one) => one.key !== key)].slice(0, mostSets))
    },
  }
}

export type RememberedMappings = ReturnType<typeof createRememberedMappings>
