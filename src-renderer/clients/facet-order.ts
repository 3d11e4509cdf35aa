/** Values of a filter that are shown before somebody looks for others. */
export const shownValues = 8

/** The values found most often, and those that are chosen whatever they find. */
export const facetOrder = (counts: Readonly<Record<string, number>>, chosen: readonly string[]): readonly string[] => {
  const found = Object.entries(counts)
    .filter(([value, count]) => count > 0 && value !== '')
    .sort(([one, oneCount], [other, otherCount]) => otherCount - oneCount || one.localeCompare(other))
    .map(([value]) => value)
    .slice(0, shownValues)
  return [...found, ...chosen.filter((value) => !found.includes(value))]
}
