import { callKind } from '../../src-shared/calls/call-kind.ts'
import { contactKind } from '../../src-shared/contacts/contact-kind.ts'
import type { RowDocument } from '../../src-shared/rows/kind.ts'
import type { Presence, PresenceCall } from '../../src-shared/sync/protocol.ts'
import { maySee } from '../../src-shared/team/sight.ts'
import { may, type Viewer } from '../../src-shared/team/viewer.ts'
import type { ServerStore } from '../db/store.ts'
import { readStandings } from '../team/standing.ts'

/** That somebody is on a call is everybody's to know. */
const withheld = ({ since }: PresenceCall): PresenceCall => ({ e164: null, digits: '', contactId: null, since })

const saysWithWhom = ({ call }: Presence): boolean => call !== null && (call.digits !== '' || call.e164 !== null || call.contactId !== null)

/**
 * What each of these members may hear of who is here. With whom others talk is known as callers are: to everybody, unless the organisation
 * forbids it; then to whoever would see the call in the CRM. Those who hear all of it get the list itself, so that it is written out once.
 */
export const presenceFor = async (
  store: Pick<ServerStore, 'rows'>,
  organisationId: string,
  members: readonly Presence[],
  viewerIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Presence[]>> => {
  const isOpen = viewerIds.length === 0 || !members.some(saysWithWhom)
  if (isOpen) return new Map(viewerIds.map((id) => [id, members]))
  const contactIds = [...new Set(members.flatMap(({ call }) => call?.contactId ?? []))]
  const [standings, rows] = await Promise.all([
    readStandings(store, organisationId, viewerIds),
    contactIds.length === 0 ? [] : store.rows(organisationId, contactIds),
  ])
  const roots = new Map(rows.map(({ id, kind, data }) => [id, { kind, document: JSON.parse(data) as RowDocument }]))

  const isSeen = (viewer: Viewer, memberId: string, { contactId }: PresenceCall): boolean => {
    const call = { kind: callKind.name, document: { id: memberId, contactId, memberId } }
    return maySee(viewer, call, contactId === null ? call : roots.get(contactId))
  }
  const heardBy = (id: string): readonly Presence[] => {
    const viewer = standings.get(id)?.viewer
    if (viewer && (viewer.directory || may(viewer, 'calls_other_users_access'))) return members
    return members.map((one) => {
      const isKept = one.call === null || (viewer !== undefined && isSeen(viewer, one.memberId, one.call))
      return isKept ? one : { ...one, call: one.call && withheld(one.call) }
    })
  }
  return new Map(viewerIds.map((id) => [id, heardBy(id)]))
}

/** Whether a member sees the card of a contact that is there. */
export const seesContactOf = async (
  store: Pick<ServerStore, 'rows'>,
  organisationId: string,
  contactId: string,
  memberId: string,
): Promise<boolean> => {
  const [standings, rows] = await Promise.all([readStandings(store, organisationId, [memberId]), store.rows(organisationId, [contactId])])
  const [row] = rows
  const viewer = standings.get(memberId)?.viewer
  if (!viewer || !row || row.deleted || row.kind !== contactKind.name) return false
  const contact = { kind: row.kind, document: JSON.parse(row.data) as RowDocument }
  return maySee(viewer, contact, contact)
}
