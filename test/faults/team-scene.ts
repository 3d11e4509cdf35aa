import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startTeamServer, type TeamServerProcess } from '../core/server-process.ts'
import { addColleague, type Colleague, createTeam } from '../core/team.ts'
import { type Postgres, startPostgres } from '../servers/postgres.ts'

/** People who sign in at the same time: the server takes no more than five attempts from one address. */
const together = 4

/** A team around a real server, which may be ended and started again on its port. */
export interface TeamScene {
  readonly folder: string
  readonly postgres: Postgres | null
  readonly server: () => TeamServerProcess
  /** The administrator first. */
  readonly people: readonly Colleague[]
  /** Starts it again after its end, with the same data on the same port. */
  readonly restart: () => Promise<void>
}

interface SceneOptions {
  readonly on: 'sqlite' | 'postgres'
  readonly people: number
}

/** Makes a team, lets the work run, and clears everything away. */
export const withTeam = async <Result>(
  { on, people: size }: SceneOptions,
  work: (scene: TeamScene) => Promise<Result>,
): Promise<Result> => {
  const folder = mkdtempSync(join(tmpdir(), 'leadline-scene-'))
  const postgres = on === 'postgres' ? await startPostgres() : null
  const database = postgres ? { databaseUrl: postgres.url } : {}
  let server: TeamServerProcess | null = null
  try {
    const first = await startTeamServer({ dataFolder: folder, ...database })
    server = first
    const founder = await createTeam(first, first.setUpCode ?? '', 'firma', 'Osoba0')
    const people = [founder]
    for (let at = 1; at < size; at += together) {
      const names = Array.from({ length: Math.min(together, size - at) }, (_, index) => `Osoba${at + index}`)
      people.push(...(await Promise.all(names.map((name) => addColleague(first, founder, name)))))
    }
    return await work({
      folder,
      postgres,
      server: () => server as TeamServerProcess,
      people,
      restart: async () => {
        server = await startTeamServer({ dataFolder: folder, port: first.port, ...database })
      },
    })
  } finally {
    await server?.kill()
    await postgres?.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
