import { LeadlineError } from '../../src-shared/lib/errors.ts'

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '')

/** Result codes of SQLite (sqlite.org/rescode.html) and of the system (errno(3)) for a disk that is full, worn or not to be used. */
const ofTheDisk = /^(SQLITE_(FULL|IOERR|READONLY|CANTOPEN|CORRUPT|NOTADB|BUSY|LOCKED|PROTOCOL)(_|$)|(ENOSPC|EDQUOT|EFBIG|EIO|EROFS)$)/
const full = ['SQLITE_FULL', 'ENOSPC', 'EDQUOT']

/** What the disk refuses is told as such, whoever met it; every other error stays what it is. */
export const asStorageError = (error: unknown): unknown => {
  const code = codeOf(error)
  if (error instanceof LeadlineError || !ofTheDisk.test(code)) return error
  return new LeadlineError(
    'storage_failed',
    `${full.includes(code) ? 'The disk is full' : `The disk failed (${code})`}; nothing of this was kept`,
  )
}
