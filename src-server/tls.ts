import { readFileSync } from 'node:fs'

export interface TlsFiles {
  readonly certificate: string
  readonly key: string
}

/** @throws a sentence where a file cannot be read */
export const readTls = ({ certificate, key }: TlsFiles): { readonly cert: Buffer; readonly key: Buffer } => {
  const read = (file: string, what: string) => {
    try {
      return readFileSync(file)
    } catch (error) {
      throw new Error(`The ${what} ${file} cannot be read: ${(error as NodeJS.ErrnoException).code}`)
    }
  }
  return { cert: read(certificate, 'certificate'), key: read(key, 'key of the certificate') }
}
