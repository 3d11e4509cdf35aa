import { createHash } from 'node:crypto'
import { constants, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { v7 as newId } from 'uuid'
import { contactProjection } from '../../src-main/contacts/contact-projection.ts'
import { openDeviceStore } from '../../src-main/db/device-store.ts'
import { openWorkspaceStore } from '../../src-main/db/workspace-store.ts'
import { createMemorySecrets } from '../../src-main/platform/memory-secrets.ts'
import { migrationsFolder } from '../../src-main/platform/paths.ts'
import { openWorkspace } from '../../src-main/workspace.ts'
import { putCatalogueItem } from '../../src-shared/catalogue/catalogue-mutators.ts'
import { createContact } from '../../src-shared/contacts/contact-mutators.ts'
import { kindsByName } from '../../src-shared/rows/registry.ts'
import { programFolder } from '../core/core-process.ts'
import { choices } from './choices.ts'
import { chosenPersonAt } from './people.ts'

const cache = join(programFolder, 'build', 'bench')
const chunk = 10_000

/** Changes when what lies in the store would come out otherwise. */
const form = (): string => {
  const lookups = Object.values(kindsByName).map((kind) => [kind.name, ...Object.keys(kind.lookups)])
  const hash = createHash('sha256').update(JSON.stringify([contactProjection.number, lookups]))
  const migrations = readdirSync(join(migrationsFolder, 'workspace')).map((name) => join(migrationsFolder, 'workspace', name))
  const ours = ['test/bench/people.ts', 'test/bench/choices.ts', 'src-main/contacts/contact-tables.ts'].map((path) =>
    join(programFolder, path),
  )
  for (const path of [...migrations.sort(), ...ours]) hash.update(readFileSync(path))
  return hash.digest('hex').slice(0, 10)
}

const fill = (folder: string, size: number, say: (text: string) => void) => {
  const workspaceFolder = join(folder, 'workspaces', 'alone')
  mkdirSync(workspaceFolder, { recursive: true })
  const device = openDeviceStore(folder, createMemorySecrets())
  const store = openWorkspaceStore(workspaceFolder)
  const workspace = openWorkspace(store, device, () => Date.now(), {
    language: 'pl',
    memberName: 'Anna Zielińska',
    workspaceName: 'Leadline',
    extension: '104',
    timeZone: 'Europe/Warsaw',
  })
  const { database } = store
  // Nothing here has to survive a power cut, and indexes are made faster at the end. What comes out is the same store.
  database.pragma('synchronous = off')
  database.pragma('wal_autocheckpoint = 100000')
  database.pragma('cache_size = -400000')
  const indexes = database
    .prepare<[], { name: string; sql: string }>("select name, sql from sqlite_schema where type = 'index' and sql is not null")
    .all()
  for (const { name } of indexes) database.exec(`drop index "${name}"`)
  const memberId = workspace.me().id
  const batch = newId()
  const refuse = (_: number, error: Error) => {
    throw error
  }
  store.mutateMany(putCatalogueItem, choices(), workspace.context(), batch, refuse)
  for (let from = 0; from < size; from += chunk) {
    const people = Array.from({ length: Math.min(chunk, size - from) }, (_, place) => chosenPersonAt(from + place, memberId))
    store.mutateMany(createContact, people, workspace.context(), batch, refuse)
    if ((from / chunk) % 10 === 9) say(`made ${from + chunk} of ${size} contacts`)
  }
  for (const { name, sql } of indexes) {
    say(`making the index ${name}`)
    database.exec(sql)
  }
  database.pragma('synchronous = full')
  database.pragma('wal_checkpoint(truncate)')
  store.close()
  device.close()
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** Stores of another form, and what a bench that was broken off has left behind. */
const sweep = (folder: string, size: number) => {
  for (const name of readdirSync(cache)) {
    const owner = /-(?:copy|half)-(\d+)$/.exec(name)?.[1]
    const isOld = owner === undefined ? name.startsWith(`contacts-${size}-`) && join(cache, name) !== folder : !isAlive(Number(owner))
    if (isOld) rmSync(join(cache, name), { recursive: true, force: true })
  }
}

/** Where everything lies that is made once. */
export const ensureCache = (): string => {
  mkdirSync(cache, { recursive: true })
  return cache
}

/** A data folder with so many contacts, made once and kept in `build/bench`. It is for reading: who writes takes a `copyOf` it. */
export const dataOf = (size: number, say: (text: string) => void): string => {
  const folder = join(cache, `contacts-${size}-${form()}`)
  ensureCache()
  sweep(folder, size)
  if (existsSync(folder)) return folder
  const half = join(cache, `contacts-${size}-half-${process.pid}`)
  say(`making a store of ${size} contacts, once`)
  fill(half, size, say)
  renameSync(half, folder)
  return folder
}

/** A copy that may be written to; `remove` throws it away. */
export const copyOf = (folder: string): { readonly folder: string; readonly remove: () => void } => {
  const copy = `${folder}-copy-${process.pid}`
  rmSync(copy, { recursive: true, force: true })
  cpSync(folder, copy, { recursive: true, mode: constants.COPYFILE_FICLONE })
  return { folder: copy, remove: () => rmSync(copy, { recursive: true, force: true }) }
}
