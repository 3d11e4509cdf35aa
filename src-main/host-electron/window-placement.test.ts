import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Bounds, boundsFrom, placeWindow } from './window-placement.ts'

const main: Bounds = { x: 0, y: 0, width: 1920, height: 1040 }
const left: Bounds = { x: -1280, y: 100, width: 1280, height: 984 }
const usual = { width: 1280, height: 800 }
const least = { width: 760, height: 480 }

const place = (remembered: Bounds | null, areas: readonly Bounds[] = [main, left]) => placeWindow(remembered, areas, usual, least)

describe('a window', () => {
  it('goes back to where it was, on whichever display', () => {
    expect(place({ x: 300, y: 200, width: 900, height: 700 })).toEqual({ x: 300, y: 200, width: 900, height: 700 })
    expect(place({ x: -1200, y: 150, width: 900, height: 700 })).toEqual({ x: -1200, y: 150, width: 900, height: 700 })
  })

  it('is pushed wholly onto its display', () => {
    expect(place({ x: 1500, y: 600, width: 900, height: 700 })).toEqual({ x: 1020, y: 340, width: 900, height: 700 })
  })

  it('comes back where its display has gone, its title bar is out of reach, or nothing is remembered', () => {
    expect(place({ x: -1200, y: 150, width: 900, height: 700 }, [main])).toEqual(usual)
    expect(place({ x: 300, y: -50, width: 900, height: 700 })).toEqual(usual)
    expect(place({ x: 300, y: 1030, width: 900, height: 700 })).toEqual(usual)
    expect(place({ x: 1900, y: 200, width: 900, height: 700 })).toEqual(usual)
    expect(place(null)).toEqual(usual)
  })

  it('fits a small display, but stays large enough to be used', () => {
    expect(place(null, [{ x: 0, y: 0, width: 1024, height: 560 }])).toEqual({ width: 1024, height: 560 })
    expect(place(null, [{ x: 0, y: 0, width: 320, height: 240 }])).toEqual(least)
    expect(place(null, [])).toEqual(usual)
  })

  it('can always be reached by a hand', () => {
    const number = fc.integer({ min: -5000, max: 5000 })
    const size = fc.integer({ min: 1, max: 5000 })
    const bounds = fc.record({ x: number, y: number, width: size, height: size })
    const area = fc.record({
      x: number,
      y: number,
      width: fc.integer({ min: 800, max: 4000 }),
      height: fc.integer({ min: 600, max: 3000 }),
    })
    fc.assert(
      fc.property(bounds, fc.array(area, { minLength: 1, maxLength: 3 }), (remembered, areas) => {
        const { x, y, width, height } = place(remembered, areas)
        const fits = (one: Bounds) => width <= one.width && height <= one.height
        if (x === undefined || y === undefined) expect(areas.some(fits)).toBe(true)
        else {
          const within = (one: Bounds) => x >= one.x && y >= one.y && x + width <= one.x + one.width && y + height <= one.y + one.height
          expect(areas.some(within)).toBe(true)
        }
      }),
    )
  })
})

it('bounds are read from what a file said only where they are bounds', () => {
  expect(boundsFrom({ x: 1, y: 2, width: 3, height: 4, more: 5 })).toEqual({ x: 1, y: 2, width: 3, height: 4 })
  for (const wrong of [null, undefined, 'x', [], {}, { x: 1, y: 2, width: 3 }, { x: 1.5, y: 2, width: 3, height: 4 }])
    expect(boundsFrom(wrong)).toBeNull()
})
