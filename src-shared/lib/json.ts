/** Whether two values are the same as JSON, whatever the order of their fields. */
export const sameJson = (left: unknown, right: unknown): boolean => {
  if (Object.is(left, right)) return true
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false
  if (Array.isArray(left) || Array.isArray(right)) {
    return (
      Array.isArray(left) &&
      Array.isArray(right) &&
      left.length === right.length &&
      left.every((item, index) => sameJson(item, right[index]))
    )
  }
  const leftKeys = Object.keys(left)
  const rightKeys = Object.keys(right)
  const other = right as Record<string, unknown>
  return (
    leftKeys.length === rightKeys.length &&
    leftKeys.every((key) => key in other && sameJson((left as Record<string, unknown>)[key], other[key]))
  )
}

/** The fields that are given. JSON has no `undefined`, so a field that is undefined says as much as one that is not there. */
export const givenFields = <Fields extends object>(fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields
