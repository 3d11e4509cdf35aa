import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startCore } from '../core/core-process.ts'
import { comesTrue, type Fault, type FaultContext, type Findings } from './fault.ts'
import { compare, compareAnswers, compareFullText, isTakenBack } from './killed-core-looks.ts'
import { joinTeam, type TeamOfCore } from './killed-core-team.ts'
import { addContact, haveCall, importTable, type Life, typeNote, untilKilled, type World } from './killed-core-work.ts'
import { withTeam } from './team-scene.ts'

/** Kills of one data folder; the next ones get a fresh one, for a store that only grows makes each start slower. */
const killsOfOneFolder = 25
/** Of so many kills one folder's worth is in a team, while the core syncs. */
const shareOfTeam = 3
/** Milliseconds of work before the kill, at most. */
const longestLife = 250
/** The same from the first rows of an import on, where the kill waits for them: short enough to come before the last ones. */
const longestImport = 100
/** The same for one of the large imports, which are made where the whole size is asked for. */
const longestLargeImport = 8000
const sizes = { usual: 8000, large: 100_000 } as const
const patience = 120_000

/** `team` is the team in which the core works, null where it works alone. */
const killAgainAndAgain = async (context: FaultContext, kills: number, folder: string, team: TeamOfCore | null) => {
  const { chance } = context
  const world: World = { contacts: new Map(), notes: new Map(), calls: new Map(), imports: new Map() }
  const lost: string[] = []
  const torn: string[] = []
  const file = team?.file ?? join(folder, 'workspaces', 'alone', 'workspace.sqlite')
  const refused: string[] = []
  const largestImport = context.runs > killsOfOneFolder ? sizes.large : sizes.usual
  const look = async (life: Life) => {
    if (!(await comesTrue(() => isTakenBack(folder), patience))) torn.push('an import was not taken back')
    const seen = compare(world, file, team === null)
    lost.push(...seen.lost)
    torn.push(...seen.torn, ...(await compareAnswers(life)))
  }

  for (let kill = 0; kill < kills; kill++) {
    const core = await startCore({ dataFolder: folder })
    let killed = false
    let onRows: Life['onRows'] = () => {}
    const rowsCome = new Promise<number>((resolve) => {
      onRows = resolve
    })
    const life: Life = { ...context, world, core, isKilled: () => killed, onRows, largestImport }
    // Now and then the next kill comes before the core has mended what the last one left.
    if (chance.below(5) > 0) await look(life)
    const others = team?.otherWrites(() => killed)
    const work = [addContact, typeNote, haveCall, importTable].map((act) => untilKilled(life, act))
    const isForRows = chance.below(2) === 0
    const rows = isForRows ? await Promise.race([rowsCome, Promise.all(work).then(() => 0)]) : 0
    const longest = rows > sizes.usual ? longestLargeImport : isForRows ? longestImport : longestLife
    await new Promise((resolve) => setTimeout(resolve, chance.below(longest)))
    killed = true
    await core.kill()
    refused.push(...(await Promise.all(work)).flat())
    await others
    context.say(`killed ${kill + 1} times; ${world.contacts.size} contacts, ${world.notes.size} notes, ${world.calls.size} calls`)
  }

  const core = await startCore({ dataFolder: folder })
  await look({ ...context, world, core, isKilled: () => false, onRows: () => {}, largestImport })
  if (team) {
    const seen = await team.compareWithServer(core, world)
    lost.push(...seen.lost)
    torn.push(...seen.torn)
  }
  await core.kill()
  torn.push(...compareFullText(file))
  return { world, lost, torn, refused }
}

const inFolder = async (work: (folder: string) => Promise<void>): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'leadline-killed-'))
  try {
    await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const run = async (context: FaultContext): Promise<Findings> => {
  const counts = { lost: 0, torn: 0, refused: 0, contacts: 0, notes: 0, calls: 0, imports: 0, importsDone: 0, inTeam: 0 }
  const broken: string[] = []
  const keep = ({ world, lost, torn, refused }: Awaited<ReturnType<typeof killAgainAndAgain>>) => {
    counts.lost += lost.length
    counts.torn += torn.length
    counts.refused += refused.length
    counts.contacts += world.contacts.size
    counts.notes += world.notes.size
    counts.calls += world.calls.size
    counts.imports += world.imports.size
    counts.importsDone += [...world.imports.values()].filter(({ acknowledged }) => acknowledged).length
    broken.push(...lost.map((what) => `Lost: ${what}`), ...torn.map((what) => `Torn: ${what}`), ...refused)
  }
  for (let left = context.runs; left > 0; left -= killsOfOneFolder) {
    const kills = Math.min(left, killsOfOneFolder)
    const inTeam = Math.floor(kills / shareOfTeam)
    await inFolder(async (folder) => keep(await killAgainAndAgain(context, kills - inTeam, folder, null)))
    if (inTeam === 0) continue
    counts.inTeam += inTeam
    await inFolder((folder) =>
      withTeam({ on: 'sqlite', people: 2 }, async (scene) => {
        keep(await killAgainAndAgain(context, inTeam, folder, await joinTeam(scene, folder)))
      }),
    )
  }
  // What is not mended is seen again after each kill.
  return { counts, broken: [...new Set(broken)].slice(0, 20) }
}

export const killedCore: Fault = {
  id: 'R1',
  title: 'R1 a core that is killed while it imports, logs calls, keeps notes and syncs loses nothing that it has confirmed',
  runs: { usual: 25, full: 2000 },
  run,
}
