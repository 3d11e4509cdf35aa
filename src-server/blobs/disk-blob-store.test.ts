import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describeBlobStore } from './blob-store-conformance.ts'
import { createDiskBlobStore } from './disk-blob-store.ts'

describeBlobStore('blobs in a folder', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'leadline-blobs-'))
  const folder = join(parent, 'blobs')
  const open = () => createDiskBlobStore(folder, Date.now)
  return {
    store: open(),
    again: open,
    close: async () => {
      const beside = await readdir(parent)
      await rm(parent, { recursive: true, force: true })
      if (beside.some((name) => name !== 'blobs')) throw new Error(`Something was written beside the folder: ${beside}`)
    },
  }
})
