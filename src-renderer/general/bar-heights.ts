/** Heights in percent, the largest number being 100; all 0 where there is nothing. */
export const barHeights = (values: readonly number[]): readonly number[] => {
  const largest = Math.max(0, ...values)
  return values.map((value) => (largest === 0 ? 0 : Math.round((value / largest) * 100)))
}
