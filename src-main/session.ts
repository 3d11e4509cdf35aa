import { join } from 'node:path'
import { v7 as newId } from 'uuid'
import { noteKind } from '../src-shared/notes/note-kind.ts'
import type { RowDocument } from '../src-shared/rows/kind.ts'
import { demandImport } from '../src-shared/team/rights.ts'
import { createApiRouter } from './api.ts'
import type { ApiRouter, AppDependencies } from './app.ts'
import { createCatalogueService } from './catalogue/catalogue-service.ts'
import { createContactChanges } from './contacts/contact-changes.ts'
import { createContactService } from './contacts/contact-service.ts'
import type { DeviceStore } from './db/device-store.ts'
import { openReaders } from './db/readers.ts'
import { openWorkspaceStore } from './db/workspace-store.ts'
import { fillDemo } from './demo/demo-data.ts'
import { createDismissal } from './duplicates/dismissal.ts'
import { createBringBack } from './exports/bring-back.ts'
import { createExportService } from './exports/export-service.ts'
import { createMentionNews } from './feed/mention-news.ts'
import { createFileService } from './files/file-service.ts'
import { createHttpBlobTransport } from './files/http-blob-transport.ts'
import { createFilterService } from './filters/filter-service.ts'
import { createHistoryService } from './history/history-service.ts'
import { createImportService } from './import/import-service.ts'
import { createLeadService } from './leads/lead-service.ts'
import { createNoteService } from './notes/note-service.ts'
import { createEvents } from './system/events.ts'
import { createTaskService } from './tasks/task-service.ts'
import { createAttention } from './team/attention.ts'
import type { Welcome } from './team/enter-team.ts'
import { presenceCallOf } from './team/own-call.ts'
import type { Place } from './team/places.ts'
import { createTeamLink } from './team/team-link.ts'
import { createTeamService, type OpenTeam } from './team/team-service.ts'
import { createTelephonyService } from './telephony/telephony-service.ts'
import { createWorkService } from './work/work-service.ts'
import { openTeamWorkspace, openWorkspace } from './workspace.ts'

interface SessionDependencies extends AppDependencies {
  readonly device: DeviceStore
  readonly place: Place
  /** Of the workspace; it exists. */
  readonly folder: string
  /** Outlives the change of the workspace. */
  readonly welcome: Welcome
  /** Closes this session and opens another place. */
  readonly switchTo: (place: Place, still?: () => boolean) => void
}

/** Everything that works on one open workspace. */
export interface Session {
  readonly router: ApiRouter
  readonly close: () => Promise<void>
}

const filesOf = (kind: string, document: RowDocument): string[] =>
  kind === noteKind.name ? ((document as { files?: readonly { hash: string }[] }).files ?? []).map(({ hash }) => hash) : []

/** Opens a workspace with its services. In a team it begins to keep the same as the server. */
export const openSession = async (dependencies: SessionDependencies): Promise<Session> => {
  const { dataFolder, device, place, folder, language, demo, log, now, welcome, switchTo } = dependencies
  const events = createEvents()
  const removed: string[] = []
  const store = openWorkspaceStore(
    folder,
    place.mode === 'team'
      ? { team: { newId: () => newId(), onRemoved: (kind, document) => void removed.push(...filesOf(kind, document)), author: place } }
      : {},
  )
  const workspace =
    place.mode === 'team'
      ? openTeamWorkspace(store, device, now, place)
      : openWorkspace(store, device, now, {
          language,
          memberName: demo ? 'Anna Zielińska' : dependencies.userName,
          workspaceName: 'Leadline',
          extension: demo ? '104' : null,
          timeZone: dependencies.timeZone,
        })
  if (demo && place.mode === 'alone') fillDemo(workspace, now())
  const readers = openReaders(join(folder, 'workspace.sqlite'))
  const contacts = createContactService(workspace)
  let isOpen = false
  const work = createWorkService((one) => events.tell({ type: 'work', work: one }), log)
  const history = createHistoryService(workspace, work)

  const openTeam = (): OpenTeam | null => {
    const { sync } = store
    if (place.mode !== 'team' || !sync) return null
    const link = createTeamLink({
      workspace,
      sync,
      place,
      device,
      log,
      program: dependencies.version,
      isBusy,
      onBlocked: () => teamService.blocked(),
      onState: () => teamChanged(),
      onPresence: (members) => events.tell({ type: 'presence', members: [...members] }),
      onConnection: (isOnLine) => files.setOnline(isOnLine),
      onRestored: () => files.serverRestored(),
      checksum: () => readers.ask('sync.checksum', null),
    })
    return { place, link, attention: createAttention(workspace, sync), uploads: () => files.waiting() }
  }
  const team = openTeam()
  /** While everything comes once more, what comes is no news. */
  const isReadAnew = () => store.sync !== null && store.sync.state().cursor === null
  /** And a row that is not here yet is not gone; unless all of them went, and none has come back yet. */
  const mayComeBack = () => {
    const sync = store.sync?.state()
    return sync !== undefined && sync.cursor === null && (!sync.isEmptied || sync.snapshot !== null)
  }
  const namesBlob = store.database
    .prepare<[string, string], number>(
      "select exists (select 1 from attention where instr(args, ?)) or exists (select 1 from outbox where state = 'pending' and instr(args, ?))",
    )
    .pluck()
  const files = createFileService({
    folder,
    database: store.database,
    transport: team && createHttpBlobTransport({ url: team.place.server, token: () => team.link.token() ?? '' }),
    now,
    log,
    tell: (hashes) => {
      events.tell({ type: 'files', hashes: [...hashes] })
      teamChanged()
    },
    isNamedElsewhere: (hash) => mayComeBack() || namesBlob.get(hash, hash) === 1,
  })

  const telephony = createTelephonyService({
    workspace,
    device,
    practice: demo,
    tell: (state) => {
      events.tell({ type: 'telephony', state })
      team?.link.setCall(presenceCallOf(state))
      callsChanged()
    },
  })
  const imports = createImportService({
    workspace,
    device,
    dataFolder,
    history,
    log,
    tell: (progress) => events.tell({ type: 'import', progress }),
    demandRight: (stage) => {
      const viewer = teamService.viewer()
      if (viewer) demandImport(viewer, stage)
    },
    isAdministrator: () => teamService.viewer()?.administrator ?? true,
  })
  function isBusy(): boolean {
    return telephony.state().calls.some(({ endedAt }) => endedAt === null) || imports.isRunning()
  }
  const teamService = createTeamService({
    workspace,
    device,
    dataFolder,
    team,
    readers,
    welcome,
    log,
    switchTo,
    isBusy,
    tell: (state) => events.tell({ type: 'team', state }),
    bringFiles: files.bringIn,
  })
  function callsChanged(): void {
    // Told for the first time while this is put together.
    if (isOpen) teamService.settle()
  }
  function teamChanged(): void {
    if (!team) return
    events.tell({ type: 'team', state: teamService.state() })
    teamService.advance()
  }

  const forgetFiles = async (hashes: readonly string[]) => {
    try {
      await files.forget(hashes)
      // The names under which they were kept are to be overwritten too.
      store.sync?.setState({ isToSweep: true, isLogToSweep: false })
    } catch (error) {
      log.error('Files could not be removed', error)
    }
  }
  const mentions = createMentionNews({ workspace, device, isReadAnew, tell: events.tell })
  store.onWritten((written) => {
    events.tellWritten(written)
    mentions.rowsWritten(written)
    if (written.some(({ kind }) => kind === 'contact')) telephony.contactsChanged()
    if (written.some(({ kind }) => kind === noteKind.name)) files.rowsWritten()
    if (removed.length > 0 && !mayComeBack()) void forgetFiles(removed.splice(0))
  })
  const exports = createExportService({ workspace, work, files, dataFolder, log })
  const bringBack = createBringBack({
    workspace,
    work,
    dataFolder,
    history: createHistoryService(workspace),
    viewer: teamService.viewer,
    takeFile: imports.takeFile,
    bringFiles: files.bringIn,
    log,
  })
  const router = createApiRouter({
    workspace,
    device,
    readers,
    events,
    contacts,
    contactChanges: createContactChanges({ workspace, readers, work }),
    dismissShared: createDismissal({ workspace, readers, history }),
    catalogue: createCatalogueService(workspace),
    filters: createFilterService(workspace),
    tasks: createTaskService(workspace),
    exports,
    bringBack,
    work,
    files,
    history,
    leads: createLeadService(workspace, team && { isOnLine: team.link.isOnLine, take: team.link.take }),
    notes: createNoteService(workspace, telephony.isRehearsal),
    team: teamService,
    telephony,
    imports,
    demo,
    version: dependencies.version,
    dataFolder,
    log,
  })
  isOpen = true
  await team?.link.start()
  return {
    router,
    close: async () => {
      events.close()
      telephony.close()
      await work.close()
      await exports.close()
      await imports.close()
      team?.link.stop()
      await teamService.close()
      await files.close()
      await readers.close()
      store.close()
    },
  }
}
