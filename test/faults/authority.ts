import { kindsByName } from '../../src-shared/rows/registry.ts'
import { serverContract } from '../../src-shared/sync/server-contract.ts'
import { accountLines } from './authority-accounts.ts'
import { blobLines, blobMethods } from './authority-blobs.ts'
import { tryChanges } from './authority-changes.ts'
import { invitationLines } from './authority-invitations.ts'
import { type Line, missingIn, type Told, tryLines } from './authority-lines.ts'
import { memberLines } from './authority-members.ts'
import { rowLines } from './authority-mutations.ts'
import { trySights } from './authority-sight.ts'
import { syncLines } from './authority-sync.ts'
import { mutatorNames, teamLines } from './authority-team-mutations.ts'
import { workLines } from './authority-work-mutations.ts'
import { openAuthorityWorld } from './authority-world.ts'
import type { Fault, FaultContext, Findings } from './fault.ts'

/** Fewer would not be all. */
const fewestTries = 500

/** Every procedure of the contract, as `group.procedure`. */
const callNames = Object.entries(serverContract).flatMap(([group, procedures]) => Object.keys(procedures).map((name) => `${group}.${name}`))

const run = async ({ runs, say }: FaultContext): Promise<Findings> => {
  const told: Told = { tries: 0, broken: [] }
  const calls: readonly Line[] = [...memberLines, ...syncLines, ...accountLines, ...invitationLines]
  const mutations: readonly Line[] = [...rowLines, ...workLines, ...teamLines]
  told.broken.push(...missingIn('call', callNames, calls))
  told.broken.push(...missingIn('mutator', mutatorNames, mutations))
  told.broken.push(...missingIn('way to a file', blobMethods, blobLines))
  for (let at = 0; at < runs; at++) {
    const world = await openAuthorityWorld()
    try {
      await trySights(world, Object.keys(kindsByName), told)
      for (const [name, lines] of Object.entries({ calls, mutations, files: blobLines })) {
        await tryLines(world, lines, told)
        say(`${lines.length} lines about ${name} were tried by everybody`)
      }
      await tryChanges(world, told)
    } finally {
      await world.close()
    }
  }
  if (told.tries < fewestTries) told.broken.push(`No more than ${told.tries} things were tried`)
  return { counts: { tries: told.tries, wrong: told.broken.length }, broken: told.broken.slice(0, 40) }
}

export const authority: Fault = {
  id: 'R15',
  title: 'R15 every call, every mutator, every kind of row and every file, tried by everybody: refused unless a line allows it',
  runs: { usual: 1, full: 3 },
  run,
}
