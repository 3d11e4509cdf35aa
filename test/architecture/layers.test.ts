import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { isTest, readModule, readRoot, unresolved } from './modules.ts'
import { faultsOf, roots } from './rules.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const present = Object.keys(roots).filter((folder) => existsSync(join(root, folder)))
const modules = present.flatMap((folder) => readRoot(root, folder))

describe('the layers', () => {
  it('are all seen: every root that exists has modules, and their imports lead to files', () => {
    expect(present).toEqual(expect.arrayContaining(['src-shared', 'src-node', 'src-main', 'src-preload', 'src-renderer']))
    for (const folder of present)
      expect(
        modules.filter(({ path }) => path.startsWith(`${folder}/`) && !isTest(path)),
        folder,
      ).not.toEqual([])
    expect(modules.length).toBeGreaterThan(60)
    expect(modules.flatMap(({ imports }) => imports).length).toBeGreaterThan(200)
    expect(unresolved(root, modules)).toEqual([])
  })

  it('are kept', () => {
    expect(faultsOf(modules)).toEqual([])
  })

  it('have no more of the platform in their types than they need', () => {
    const optionsOf = (folder: string) => JSON.parse(readFileSync(join(root, folder, 'tsconfig.json'), 'utf8')).compilerOptions
    expect(optionsOf('src-shared')).toMatchObject({ lib: ['ES2024'], types: [] })
    for (const folder of ['src-node', 'src-main', 'src-server'].filter((one) => present.includes(one))) {
      expect(
        optionsOf(folder).lib.filter((name: string) => name.startsWith('DOM')),
        folder,
      ).toEqual([])
    }
    expect(optionsOf('src-renderer').types).not.toContain('node')
  })
})

/** Made-up sources, one fault each. */
const broken: readonly (readonly [path: string, source: string, fault: string])[] = [
  ['src-shared/leads/lead-rules.ts', "import { readFile } from 'node:fs'", 'only schemas'],
  ['src-shared/leads/lead-rules.ts', "import { readFile } from 'fs'", 'only schemas'],
  ['src-shared/leads/lead-rules.ts', "import type { Root } from 'react-dom/client'", 'only schemas'],
  ['src-shared/leads/lead-rules.ts', "import { x } from '../../src-node/x.ts'", 'src-shared may not import src-node'],
  ['src-shared/leads/lead-rules.ts', "import type { x } from '../../src-main/x.ts'", 'src-shared may not import src-main'],
  ['src-node/x.ts', "export { y } from '../src-main/y.ts'\nexport const z = 1", 'src-node may not import src-main'],
  ['src-node/x.ts', "import { create } from 'zustand'", 'package of screens'],
  ['src-main/x.ts', "import { useState } from 'react'", 'package of screens'],
  ['src-main/x.ts', "import { y } from '../src-renderer/y.ts'", 'src-main may not import src-renderer'],
  ['src-main/x.ts', "import { y } from '../src-server/y.ts'", 'src-main may not import src-server'],
  ['src-server/x.ts', "import { y } from '../src-main/y.ts'", 'src-server may not import src-main'],
  ['src-main/x.ts', "import { app } from 'electron'", 'only the Electron host'],
  ['src-main/x.ts', "import type { App } from 'electron'", 'only the Electron host'],
  ['src-main/x.ts', "const { app } = await import('electron/main')", 'only the Electron host'],
  ['src-main/x.ts', "const { app } = require('electron')", 'only the Electron host'],
  ['src-main/x.ts', "type App = import('electron').App", 'only the Electron host'],
  ['src-main/contacts/x.ts', "import type Sqlite from 'better-sqlite3'", 'only src-node, src-main/db'],
  ['src-main/contacts/x.ts', "import { y } from '../host-node/y.ts'", 'host-node is an entry'],
  ['src-main/host-node/x.ts', "import { y } from '../host-electron/y.ts'", 'host-electron is an entry'],
  ['src-main/contacts/x.ts', "import { createApp } from '../app.ts'", 'only a host may'],
  ['src-main/contacts/x.ts', "import { dial } from '../mail/driver/client.ts'", 'only src-main/mail may use its driver'],
  ['src-main/contacts/x.ts', "new Worker(new URL('../mail/driver/worker.ts', import.meta.url))", 'only src-main/mail may use its driver'],
  ['src-renderer/x.ts', "import { y } from '../src-main/y.ts'", 'src-renderer may not import src-main'],
  ['src-renderer/x.ts', "import { y } from '../src-preload/y.ts'", 'src-renderer may not import src-preload'],
  ['src-renderer/x.ts', "import { join } from 'node:path'", 'a page cannot load it'],
  ['src-renderer/x.ts', "import { os } from '@orpc/server'", 'a page cannot load it'],
  ['src-renderer/ui/x.tsx', "import { LeadCard } from '../leads/lead-card.tsx'", 'ui/ knows'],
  ['src-renderer/ui/x.tsx', "import type { Lead } from '../../src-shared/leads/lead-kind.ts'", 'ui/ knows'],
  ['src-renderer/dialer/x.tsx', "import { UA } from 'jssip'", 'jssip-phone.ts may'],
  ['src-renderer/dialer/x.tsx', "import type { RTCSession } from 'jssip/lib/RTCSession'", 'jssip-phone.ts may'],
  ['src-preload/x.ts', "import type { Y } from '../src-renderer/y.ts'", 'src-preload may not import src-renderer'],
  ['src-preload/x.ts', "import { readFile } from 'node:fs'", 'no package but Electron'],
  ['src-shared/leads/x.ts', 'export enum Stage { New }', 'has an enum'],
  ['src-shared/leads/x.ts', 'declare const enum Stage { New }', 'has an enum'],
  ['src-shared/leads/index.ts', 'export const one = 1', 'is a barrel'],
  ['src-shared/leads/all.ts', "export * from './a.ts'\nexport { b } from './b.ts'", 'is a barrel'],
]

/** And some that look like it and are none. */
const sound: readonly (readonly [path: string, source: string])[] = [
  ['src-main/host-electron/x.ts', "import { app } from 'electron'\nimport { createApp } from '../app.ts'"],
  ['src-preload/x.ts', "import { ipcRenderer } from 'electron'\nimport { portChannel } from '../src-shared/system/port-pipe.ts'"],
  ['src-renderer/telephony/jssip-phone.ts', "import JsSIP from 'jssip'"],
  [
    'src-renderer/ui/x.tsx',
    "import { Button } from '@mantine/core'\nimport { fold } from '../../src-shared/lib/fold.ts'\nexport const x = <Button />",
  ],
  ['src-renderer/vite.config.ts', "import { join } from 'node:path'"],
  ['src-main/mail/service.ts', "import { connect } from './driver/client.ts'"],
  ['src-main/db/x-worker.ts', "import Sqlite from 'better-sqlite3'"],
  ['src-shared/leads/x.test.ts', "import { readFileSync } from 'node:fs'"],
  ['src-shared/leads/x.ts', "export type { A } from './a.ts'\nexport const enumerate = 'electron'"],
]

describe('the check of the layers', () => {
  it.each(broken)('in %s finds the fault of %j', (path, source, fault) => {
    expect(faultsOf([readModule(path, source)])).toEqual([expect.stringContaining(fault)])
  })

  it.each(sound)('in %s has nothing against %j', (path, source) => {
    expect(faultsOf([readModule(path, source)])).toEqual([])
  })

  it('finds files that import each other in a ring, and lets types be', () => {
    const ring = [
      readModule('src-main/a.ts', "import { b } from './b.ts'\nexport const a = b"),
      readModule('src-main/b.ts', "import { c } from './c/c.ts'\nexport const b = c"),
      readModule('src-main/c/c.ts', "const { a } = await import('../a.ts')"),
    ]
    expect(faultsOf(ring)).toEqual(['in a ring: src-main/a.ts → src-main/b.ts → src-main/c/c.ts → src-main/a.ts'])
    const typed = [
      readModule('src-main/a.ts', "import { b } from './b.ts'\nexport const a = b"),
      readModule('src-main/b.ts', "import type { a } from './a.ts'\nimport { type a as again } from './a.ts'\nexport const b = 1"),
    ]
    expect(faultsOf(typed)).toEqual([])
  })

  it('notices an import that leads nowhere', () => {
    expect(unresolved(root, [readModule('src-shared/lib/x.ts', "import './no-such-file.ts'\nimport './fold.ts'")])).toEqual([
      'src-shared/lib/x.ts: ./no-such-file.ts',
    ])
  })
})
