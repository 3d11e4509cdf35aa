import i18next from 'i18next'
import { create } from 'zustand'
import { type AttachedFile, largestFile } from '../../src-shared/files/file-kind.ts'
import type { ApiClient } from '../api/api.ts'
import { explain } from '../i18n/explain.ts'
import { toastFailure } from '../ui/toasts.tsx'
import { takeInFile } from './take-in-file.ts'

/** Files that one note takes. */
const mostFiles = 20

/** A file that will hang on the note which is being written. */
export interface Attachment {
  readonly key: number
  readonly name: string
  /** Bytes. */
  readonly size: number
  /** How much of it the core has, from 0 to 1. */
  readonly share: number
  /** What it is named by once the core has all of it. */
  readonly file: AttachedFile | null
  /** Settles when it is taken in, or is not to come. */
  readonly done: Promise<void>
  readonly stop: () => void
}

type Attachments = Readonly<Record<string, readonly Attachment[]>>

/** What is being attached, by the contact whose note it is for: it stays while one goes elsewhere and comes back. */
export const useAttachments = create<Attachments>(() => ({}))

export const attachmentsOf = (contactId: string): readonly Attachment[] => useAttachments.getState()[contactId] ?? none

const none: readonly Attachment[] = []

const change = (contactId: string, next: (known: readonly Attachment[]) => readonly Attachment[]) =>
  useAttachments.setState({ [contactId]: next(attachmentsOf(contactId)) })

const patch = (contactId: string, key: number, part: Partial<Attachment>) =>
  change(contactId, (known) => known.map((one) => (one.key === key ? { ...one, ...part } : one)))

const drop = (contactId: string, keys: readonly number[]) => change(contactId, (known) => known.filter(({ key }) => !keys.includes(key)))

let lastKey = 0

const tell = (key: 'too_large' | 'above_limit' | 'unreadable', name = '') =>
  toastFailure(i18next.t('files:failed'), i18next.t(`files:${key}`, { name }))

const tellFailed = (error: unknown, name: string) => {
  // The browser could not read it; all else the core has said.
  if (error instanceof DOMException) return tell('unreadable', name)
  const { code, title, details } = explain(error)
  if (code === 'too_large') tell('too_large', name)
  else toastFailure(`${name}: ${title}`, details)
}

const attach = (client: ApiClient, contactId: string, file: File) => {
  lastKey += 1
  const key = lastKey
  const { name, size } = file
  const stopping = new AbortController()
  const done = takeInFile({ client, file, signal: stopping.signal, onProgress: (share) => patch(contactId, key, { share }) }).then(
    (taken) => patch(contactId, key, { share: 1, file: taken }),
    (error: unknown) => {
      drop(contactId, [key])
      if (!stopping.signal.aborted) tellFailed(error, name)
    },
  )
  change(contactId, (known) => [...known, { key, name, size, share: 0, file: null, done, stop: () => stopping.abort() }])
}

/** Begins to take files in; those that are too large or too many are told of and left out. */
export const attachFiles = (client: ApiClient, contactId: string, files: readonly File[]): void => {
  for (const file of files) {
    if (file.size > largestFile) {
      tell('too_large', file.name)
      continue
    }
    if (attachmentsOf(contactId).length >= mostFiles) {
      tell('above_limit')
      return
    }
    attach(client, contactId, file)
  }
}

export const removeAttachment = (contactId: string, key: number): void => {
  attachmentsOf(contactId)
    .find((one) => one.key === key)
    ?.stop()
  drop(contactId, [key])
}

/** Waits for all that is being attached; answers what came of it, with the keys to forget once it hangs on a note. */
export const takenAttachments = async (contactId: string): Promise<{ readonly files: AttachedFile[]; readonly keys: number[] }> => {
  await Promise.all(attachmentsOf(contactId).map(({ done }) => done))
  const taken = attachmentsOf(contactId).flatMap(({ key, file }) => (file ? [{ key, file }] : []))
  return { files: taken.map(({ file }) => file), keys: taken.map(({ key }) => key) }
}

export const forgetAttachments = drop

/** Hangs what is being attached on the note of another card, into which this one has gone: as soon as it has been taken in. */
export const moveAttachments = (from: string, into: string): void => {
  const taken = attachmentsOf(from).filter(({ file }) => file !== null)
  if (taken.length > 0) change(into, (known) => [...known, ...taken])
  drop(
    from,
    taken.map(({ key }) => key),
  )
  for (const { done } of attachmentsOf(from)) void done.then(() => moveAttachments(from, into))
}
