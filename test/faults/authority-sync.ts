import { v7 as newId } from 'uuid'
import { testContact } from '../../src-shared/rows/test-documents.ts'
import { ownVersions } from '../../src-shared/sync/protocol.ts'
import { push, writeNote } from '../core/team.ts'
import type { Line, Scene } from './authority-lines.ts'

/** A client that somebody works with, in whose name the others ask. */
const clientOfOwner = async ({ world }: Scene): Promise<string> => {
  const clientId = newId()
  await push({ api: world.api('owner'), clientId }, [writeNote('z komputera właścicielki')])
  return clientId
}

const asked = (clientId: string) => ({ versions: ownVersions, clientId })

const lead = ({ world }: Scene, responsible: string | null) =>
  world.put('contact', testContact(newId(), { stage: 'lead', responsible, leadStatus: 'not_processed' }))

const take = ({ api }: Scene, leadId: string, requestId = newId()) =>
  api.leads.take({ versions: ownVersions, clientId: newId(), requestId, leadId })

/** What the blocked one sent; answers with its number. */
const sealed = async ({ world }: Scene): Promise<number> => {
  await push({ api: world.api('blocked'), clientId: newId() }, [writeNote('po blokadzie')])
  const { mutations } = await world.api('owner').sealed.list()
  return mutations.at(-1)?.id ?? 0
}

/** Calls about rows, leads and what was sealed. Who tries: owner, administrator, supervisor, manager, trainee, blocked, stranger, nobody. */
export const syncLines: readonly Line[] = [
  {
    of: 'sync.push',
    what: 'a note',
    expected: 'may may may may may sealed may unauthorized',
    begin:
      ({ api }) =>
      async () => {
        const { results } = await push({ api, clientId: newId() }, [writeNote('własna')])
        return results[0]?.outcome === 'done' ? null : results[0]?.outcome
      },
  },
  {
    of: 'sync.push',
    what: 'from the machine of the owner',
    expected: 'may forbidden forbidden forbidden forbidden forbidden may unauthorized',
    begin: async (scene) => {
      const clientId = await clientOfOwner(scene)
      const first = scene.who === 'owner' ? 2 : 1
      return () => push({ api: scene.api, clientId }, [writeNote('cudza')], first)
    },
  },
  {
    of: 'sync.pull',
    what: 'what happened',
    expected: 'may may may may may blocked may unauthorized',
    begin:
      ({ api }) =>
      () =>
        api.sync.pull({ ...asked(newId()), epoch: null, cursor: null, acknowledged: 0, view: null, wantsChecksum: false }),
  },
  {
    of: 'sync.pull',
    what: 'from the machine of the owner',
    expected: 'may forbidden forbidden forbidden forbidden blocked may unauthorized',
    begin: async (scene) => {
      const clientId = await clientOfOwner(scene)
      return () =>
        scene.api.sync.pull({ ...asked(clientId), epoch: null, cursor: 0, acknowledged: 0, view: 'everything', wantsChecksum: false })
    },
  },
  {
    of: 'sync.snapshot',
    what: 'what there is',
    expected: 'may may may may may blocked may unauthorized',
    begin:
      ({ api }) =>
      () =>
        api.sync.snapshot({ ...asked(newId()), after: null, view: null }),
  },
  {
    of: 'sync.snapshot',
    what: 'from the machine of the owner',
    expected: 'may forbidden forbidden forbidden forbidden blocked may unauthorized',
    begin: async (scene) => {
      const clientId = await clientOfOwner(scene)
      return () => scene.api.sync.snapshot({ ...asked(clientId), after: null, view: null })
    },
  },
  {
    of: 'leads.take',
    what: 'one of the pool',
    expected: 'may may may may may blocked not_found unauthorized',
    begin: async (scene) => {
      const id = await lead(scene, null)
      return async () => ((await take(scene, id)).outcome === 'taken' ? null : 'lost')
    },
  },
  {
    of: 'leads.take',
    what: 'one that somebody else has',
    expected: 'lost lost lost lost lost blocked not_found unauthorized',
    begin: async (scene) => {
      const id = await lead(scene, scene.world.memberId('adam'))
      return async () => ((await take(scene, id)).outcome === 'taken' ? null : 'lost')
    },
  },
  {
    of: 'leads.take',
    what: 'with a request of the owner',
    expected: 'may forbidden forbidden forbidden forbidden blocked not_found unauthorized',
    begin: async (scene) => {
      const [id, requestId] = [await lead(scene, null), newId()]
      await take({ ...scene, api: scene.world.api('owner') }, id, requestId)
      return () => take(scene, id, requestId)
    },
  },
  {
    of: 'sealed.list',
    what: 'of one’s own organisation',
    expected: 'may may forbidden forbidden forbidden blocked may unauthorized',
    begin: async (scene) => {
      const id = await sealed(scene)
      return async () => {
        const { mutations } = await scene.api.sealed.list()
        return mutations.some((one) => one.id === id) === (scene.who !== 'stranger') ? null : 'the wrong ones'
      }
    },
  },
  {
    of: 'sealed.accept',
    what: 'what the blocked one sent',
    expected: 'may may forbidden forbidden forbidden blocked nothing unauthorized',
    begin: async (scene) => {
      const id = await sealed(scene)
      return async () => ((await scene.api.sealed.accept({ ids: [id] })).accepted === 1 ? null : 'nothing')
    },
  },
]
