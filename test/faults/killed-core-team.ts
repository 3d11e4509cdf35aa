import { join } from 'node:path'
import { v7 as newId } from 'uuid'
import { openReader } from '../../src-node/sqlite/database.ts'
import { type CoreProcess, startCore } from '../core/core-process.ts'
import { type Colleague, personOf, push, writeNote } from '../core/team.ts'
import { comesTrue } from './fault.ts'
import type { Seen } from './killed-core-looks.ts'
import type { World } from './killed-core-work.ts'
import { wholeLogOf } from './server-rows.ts'
import type { TeamScene } from './team-scene.ts'

/** Also where thousands of rows of imports are still on their way. */
const patience = 120_000

/** A team in which the core works, and in which somebody else works as well. */
export interface TeamOfCore {
  /** The workspace's database on the core's machine. */
  readonly file: string
  /** A colleague writes, so that there is something to pull, until it is over. */
  readonly otherWrites: (isOver: () => boolean) => Promise<void>
  /** Waits until all has arrived, then looks at what is there: everything once, and the same here. */
  readonly compareWithServer: (core: CoreProcess, world: World) => Promise<Seen>
}

interface TeamState {
  readonly connection: string
  readonly pending: number
  readonly firstSync: unknown
}

const isDone = async (core: CoreProcess): Promise<boolean> => {
  await core.post('/team/sync-now', {})
  const { connection, pending, firstSync } = (await core.post('/team/sync-now', {})) as TeamState
  return connection === 'online' && pending === 0 && firstSync === null
}

/** Lets a core on this folder join the scene's team, as its second person. */
export const joinTeam = async ({ server, people }: TeamScene, folder: string): Promise<TeamOfCore> => {
  const [other, own] = people as readonly [Colleague, Colleague]
  const { email, password } = personOf('Osoba1')
  const core = await startCore({ dataFolder: folder })
  await core.post('/team/join', { server: server().url, email, password, bring: false })
  // It moves there after it has answered, and until then says that it works alone.
  if (!(await comesTrue(() => isDone(core).catch(() => false), patience))) throw new Error('The core did not come into the team')
  await core.kill()
  const { workspaceId, memberId } = own.signedIn
  const file = join(folder, 'workspaces', `${workspaceId}-${memberId}`, 'workspace.sqlite')
  const notes: string[] = []

  return {
    file,
    otherWrites: async (isOver) => {
      while (!isOver()) {
        const id = newId()
        await push(other, [writeNote(`Notatka ${id}`, id)], notes.length + 1)
        notes.push(id)
      }
    },
    compareWithServer: async (again, world) => {
      const lost: string[] = []
      const torn: string[] = []
      if (!(await comesTrue(() => isDone(again), patience))) torn.push('not everything arrived at the server')
      const { rows, changes } = await wholeLogOf(own)
      const there = new Map(rows.map((row) => [row.id, row]))
      const made = new Map<string, number>()
      for (const { rowId, what } of changes) if (what === 'created') made.set(rowId, (made.get(rowId) ?? 0) + 1)
      const mine = [
        ...[...world.contacts].filter(([, { acknowledged }]) => acknowledged),
        ...[...world.notes, ...world.calls].filter(([, revision]) => revision > 0),
      ]
      for (const id of [...mine.map(([one]) => one), ...notes]) {
        if (there.get(id)?.deleted !== false) lost.push(`${id}, which the server does not have`)
        if (made.get(id) !== 1) torn.push(`the server’s history says ${made.get(id) ?? 0} times that ${id} was created`)
      }
      const database = openReader(file)
      try {
        const here = database
          .prepare<[], { id: string; version: number; data: string }>('select id, version, data from row where deleted = 0')
          .all()
        const expected = rows.filter(({ deleted }) => !deleted)
        if (here.length !== expected.length) torn.push(`there are ${here.length} rows here and ${expected.length} at the server`)
        for (const { id, version, data } of here) {
          const row = there.get(id)
          if (row?.version !== version || row.data !== data) torn.push(`${id} is ${data} here and ${row?.data} at the server`)
        }
        const refused = database.prepare<[], string>('select name || reason from attention').pluck().all()
        for (const reason of refused) torn.push(`the server refused ${reason}`)
      } finally {
        database.close()
      }
      return { lost, torn }
    },
  }
}
