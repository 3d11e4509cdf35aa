import type { ServerClient } from '../../src-main/sync/server-client.ts'
import { type AuthorityWorld, everybody, outcomeOf, type Somebody } from './authority-world.ts'

/** Who tries, and where. */
export interface Scene {
  readonly world: AuthorityWorld
  readonly who: Somebody
  readonly api: ServerClient
  /** Their own. */
  readonly memberId: string
}

/** One thing that everybody tries. */
export interface Line {
  /** The call, mutator or kind of row that it is about. */
  readonly of: string
  readonly what: string
  /** What each of `everybody` hears, in that order: `may`, a code, or a word of the line's own. */
  readonly expected: string
  /** Makes what the try needs, and answers with the try, which may answer with a word. */
  readonly begin: (scene: Scene) => (() => Promise<unknown>) | Promise<() => Promise<unknown>>
  /** After a try that came through. */
  readonly undo?: (scene: Scene) => Promise<unknown>
}

/** Word of a try that comes through from outside too, and is meant to. */
export const byAnybody = 'anybody'

/** Words that a try may end with and still have changed something. */
const changing = ['may', 'sealed', byAnybody]

export interface Told {
  tries: number
  readonly broken: string[]
}

/** What is said of names that have no line, and of lines that have no name. */
export const missingIn = (what: string, names: readonly string[], lines: readonly Pick<Line, 'of'>[]): string[] => {
  const known = new Set(lines.map((line) => line.of))
  return [
    ...names.filter((name) => !known.has(name)).map((name) => `No line of the table is about the ${what} ${name}`),
    ...[...known].filter((name) => !names.includes(name)).map((name) => `There is no ${what} ${name}, about which the table has a line`),
  ]
}

/**
 * Everybody tries each line. Whoever is refused has changed nothing, wherever; whoever is of another organisation has changed nothing here,
 * whatever they hear.
 */
export const tryLines = async (world: AuthorityWorld, lines: readonly Line[], told: Told): Promise<void> => {
  for (const { of, what, expected, begin, undo } of lines) {
    const words = expected.split(/\s+/)
    if (words.length !== everybody.length) throw new Error(`${of}, ${what}: the line is for ${words.length} people`)
    for (const [at, who] of everybody.entries()) {
      const scene: Scene = { world, who, api: world.api(who), memberId: world.memberId(who) }
      world.pass()
      const attempt = await begin(scene)
      const before = { all: world.stateOf(null), here: world.stateOf(world.organisation()) }
      const outcome = await outcomeOf(attempt)
      const word = words[at] ?? ''
      const name = `${of}, ${what}, as ${who}`
      if (outcome !== word) told.broken.push(`${name}: ${outcome} instead of ${word}`)
      if (!changing.includes(outcome) && before.all !== world.stateOf(null))
        told.broken.push(`${name}: ${outcome}, and yet it changed something`)
      const isOutside = who === 'stranger' || who === 'nobody'
      if (isOutside && before.here !== world.stateOf(world.organisation())) {
        if (outcome !== byAnybody) told.broken.push(`${name}: ${outcome}, and it changed something in the organisation of others`)
      }
      told.tries += 1
      if (outcome === 'may') await undo?.(scene)
      await world.restore()
    }
  }
}
