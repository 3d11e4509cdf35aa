export interface Bounds {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface Size {
  readonly width: number
  readonly height: number
}

/** Pixels of a window that must lie on a display for a hand to reach it. */
const reach = 80

const overlap = (start: number, length: number, otherStart: number, otherLength: number) =>
  Math.min(start + length, otherStart + otherLength) - Math.max(start, otherStart)

const reachable = (bounds: Bounds, area: Bounds) =>
  overlap(bounds.x, bounds.width, area.x, area.width) >= reach &&
  // The title bar, by which a window is moved, is its upper edge.
  bounds.y >= area.y &&
  bounds.y + reach <= area.y + area.height

const clamp = (value: number, least: number, most: number) => Math.min(Math.max(value, least), Math.max(least, most))

/**
 * Where a window goes: back to its remembered place where that can still be reached on one of the displays, pushed wholly onto it; else its usual
 * size, without a place, on the display that the system chooses. `areas` are the displays without task bars, the first one the main one.
 */
export const placeWindow = (remembered: Bounds | null, areas: readonly Bounds[], usual: Size, least: Size): Size & Partial<Bounds> => {
  const area = remembered && areas.find((candidate) => reachable(remembered, candidate))
  if (!remembered || !area) {
    const main = areas[0]
    if (!main) return usual
    return { width: clamp(usual.width, least.width, main.width), height: clamp(usual.height, least.height, main.height) }
  }
  const width = clamp(remembered.width, least.width, area.width)
  const height = clamp(remembered.height, least.height, area.height)
  return {
    width,
    height,
    x: clamp(remembered.x, area.x, area.x + area.width - width),
    y: clamp(remembered.y, area.y, area.y + area.height - height),
  }
}

/** Reads remembered bounds from something that a file said. */
export const boundsFrom = (value: unknown): Bounds | null => {
  if (typeof value !== 'object' || value === null) return null
  const { x, y, width, height } = value as Record<string, unknown>
  const whole = [x, y, width, height].every(Number.isSafeInteger)
  return whole ? { x: x as number, y: y as number, width: width as number, height: height as number } : null
}
