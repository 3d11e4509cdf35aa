import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createMemorySecrets } from './memory-secrets.ts'
import { createNodeSecrets } from './node-secrets.ts'
import type { Secrets } from './secrets.ts'

const folder = mkdtempSync(join(tmpdir(), 'leadline-secrets-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const adapters: [string, () => Secrets][] = [
  ['AES-GCM with a key file', () => createNodeSecrets(folder)],
  ['memory', createMemorySecrets],
]

describe.each(adapters)('secrets by %s', (_name, create) => {
  it('come back as they were, also after a restart', async () => {
    const sealed = await create().seal('hasło z ogonkami 🔑')
    expect(await create().open(sealed)).toBe('hasło z ogonkami 🔑')
  })

  it('do not lie in the sealed bytes', async () => {
    expect(Buffer.from(await create().seal('tajne-haslo')).includes('tajne')).toBe(false)
  })

  it('are refused when something else was sealed', async () => {
    await expect(create().open(Buffer.alloc(40, 7))).rejects.toThrow()
  })
})

it('the key file is its owner’s alone', async () => {
  await createNodeSecrets(folder).seal('x')
  expect(statSync(join(folder, 'secret.key')).mode & 0o777).toBe(0o600)
})
