import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { migrate, openDatabase } from './database.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'leadline-migrate-'))
  writeFileSync(join(folder, '0001-first.sql'), 'create table one (id integer);')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const tables = (database: ReturnType<typeof openDatabase>) =>
  database.prepare("select name from sqlite_schema where type = 'table'").pluck().all()

describe('migrate', () => {
  it('runs what is new, once, in order', () => {
    const database = openDatabase(join(folder, 'x.sqlite'))
    migrate(database, folder)
    writeFileSync(join(folder, '0002-second.sql'), 'create table two (id integer);')
    migrate(database, folder)
    migrate(database, folder)
    expect(tables(database)).toEqual(['one', 'two'])
    database.close()
  })

  it('a step that fails leaves nothing half done', () => {
    const database = openDatabase(join(folder, 'x.sqlite'))
    writeFileSync(join(folder, '0002-second.sql'), 'create table two (id integer); create table two (id integer);')
    expect(() => migrate(database, folder)).toThrow()
    expect([tables(database), database.pragma('user_version', { simple: true })]).toEqual([['one'], 1])
    database.close()
  })

  it('refuses the data of a newer program in a sentence', () => {
    const database = openDatabase(join(folder, 'x.sqlite'))
    database.pragma('user_version = 7')
    expect(() => migrate(database, folder)).toThrow('The data was written by a newer Leadline (form 7, this one knows 1)')
    database.close()
  })
})
