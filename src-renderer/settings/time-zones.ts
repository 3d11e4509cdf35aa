interface Option {
  readonly value: string
  readonly label: string
}

/** Every time zone that the machine knows, and the chosen one whatever it is. */
export const timeZones = (chosen: string): readonly Option[] => {
  const known = Intl.supportedValuesOf('timeZone')
  const all = known.includes(chosen) ? known : [chosen, ...known]
  return all.map((value) => ({ value, label: value.replaceAll('_', ' ') }))
}
