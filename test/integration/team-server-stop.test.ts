import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 as newId } from 'uuid'
import { afterAll, expect, it } from 'vitest'
import { startTeamServer } from '../core/server-process.ts'
import { at, createTeam, everythingOf, push, writeNote } from '../core/team.ts'
import { waitUntil } from '../servers/processes.ts'

const folder = mkdtempSync(join(tmpdir(), 'leadline-stop-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const machines = 8

it('R6 a server that is told to stop in the midst of pushes loses nothing and does nothing twice', async () => {
  const first = await startTeamServer({ dataFolder: folder })
  const anna = await createTeam(first, first.setUpCode as string, 'firma', 'Anna')
  const { closed } = await first.connect(anna.token)
  let confirmed = 0

  /** Writes note after note until the server answers no more; then what was not confirmed is sent again. */
  const work = async () => {
    const clientId = newId()
    const ids: string[] = []
    let known = 0
    const sendRest = async (colleague: Parameters<typeof push>[0]) => {
      const rest = ids.slice(known).map((id) => ({ ...writeNote(`note ${id}`, id), batch: id }))
      const { results, lastNumber } = await push({ ...colleague, clientId }, rest, known + 1)
      expect(results.every(({ outcome }) => outcome === 'done')).toBe(true)
      known = lastNumber
      confirmed += 1
    }
    const untilItEnds = async () => {
      while (true) {
        ids.push(newId())
        await sendRest(anna)
      }
    }
    await untilItEnds().catch(() => {})
    return { ids, known, finish: sendRest }
  }
  const workers = Array.from({ length: machines }, work)
  await waitUntil('many pushes', () => confirmed > 20 * machines)
  expect(await first.stop()).toBe(0)
  expect((await closed)[0]).toBe(1001)
  const done = await Promise.all(workers)

  const second = await startTeamServer({ dataFolder: folder })
  const again = at(second, anna)
  const notesOf = async () => (await everythingOf(again)).rows.filter(({ kind }) => kind === 'note').map(({ id }) => id)
  const there = new Set(await notesOf())
  for (const { ids, known } of done) expect(ids.slice(0, known).filter((id) => !there.has(id))).toEqual([])
  for (const { finish } of done) await finish(again)
  expect((await notesOf()).toSorted()).toEqual(done.flatMap(({ ids }) => ids).toSorted())
  expect(await second.stop()).toBe(0)
})
