import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { finished, pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'

export interface ZipEntry {
  /** With `/` between folders. */
  readonly path: string
  readonly content: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>
  /** False for what is packed already: left out, it is packed. */
  readonly compress?: boolean
}

/** Writes a ZIP of any size that its owner alone may read, one entry after the other: each is asked for when those before it are written. */
export const writeZip = async (path: string, entries: AsyncIterable<ZipEntry>): Promise<void> => {
  const zip = new ZipFile()
  const failed = new Promise<never>((_resolve, reject) => zip.on('error', reject))
  const written = pipeline(zip.outputStream, createWriteStream(path, { mode: 0o600, flags: 'wx' }))
  const fill = async () => {
    for await (const { path: name, content, compress = true } of entries) {
      const stream = Readable.from(content)
      zip.addReadStream(stream, name, { mode: 0o600, compress })
      await finished(stream)
    }
    zip.end()
  }
  await Promise.race([failed, Promise.all([fill(), written])])
}
