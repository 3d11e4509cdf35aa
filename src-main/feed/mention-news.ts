import { noteKind } from '../../src-shared/notes/note-kind.ts'
import { writeNote } from '../../src-shared/notes/note-mutators.ts'
import type { CoreEvent } from '../../src-shared/system/system-contract.ts'
import type { DeviceStore } from '../db/device-store.ts'
import type { RowsWritten } from '../db/workspace-store.ts'
import type { Workspace } from '../workspace.ts'

type Mention = Extract<CoreEvent, { type: 'mention' }>

interface Dependencies {
  readonly workspace: Workspace
  readonly device: DeviceStore
  /** While everything comes once more, nothing of it is news. */
  readonly isReadAnew: () => boolean
  readonly tell: (mention: Mention) => void
}

const setting = 'mentions.told'
/** Notes that are remembered as told, the newest last. */
const mostRemembered = 1000

/** Tells, once for each note, that somebody else has named me in it: while it is typed it arrives again and again. */
export const createMentionNews = ({ workspace, device, isReadAnew, tell }: Dependencies) => {
  const { store, me } = workspace
  const told = new Set((device.get(setting) ?? []) as string[])
  // A note that has moved to another contact, with all that hung there, was not written now.
  const lastAct = store.database
    .prepare<[string], string>(
      `select mutation from change join act on act.seq = change.act
       where change.rid = (select rid from row where id = ?) order by act.at desc, act.seq desc limit 1`,
    )
    .pluck()

  const mentionIn = (id: string, memberId: string): Mention | undefined => {
    const note = told.has(id) ? undefined : store.get(noteKind, id)
    if (!note?.mentions?.includes(memberId) || note.memberId === memberId || lastAct.get(id) !== writeNote.name) return undefined
    return { type: 'mention', noteId: id, contactId: note.contactId, memberId: note.memberId }
  }

  return {
    rowsWritten: (written: readonly RowsWritten[]): void => {
      const notes = written.filter(({ kind }) => kind === noteKind.name).flatMap(({ ids }) => ids)
      if (notes.length === 0 || isReadAnew()) return
      const { id: memberId } = me()
      const fresh = notes.flatMap((id) => mentionIn(id, memberId) ?? [])
      if (fresh.length === 0) return
      for (const { noteId } of fresh) told.add(noteId)
      device.set(setting, [...told].slice(-mostRemembered))
      for (const mention of fresh) tell(mention)
    },
  }
}
