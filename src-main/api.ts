import { implement, onError } from '@orpc/server'
import { v7 as newId } from 'uuid'
import { apiContract } from '../src-shared/api-contract.ts'
import { LeadlineError } from '../src-shared/lib/errors.ts'
import { deviceSettingsSchema } from '../src-shared/settings/settings-contract.ts'
import { patchWorkspace } from '../src-shared/settings/settings-mutators.ts'
import { memberKind } from '../src-shared/team/member-kind.ts'
import { patchMember } from '../src-shared/team/team-mutators.ts'
import { asApiError } from './api-error.ts'
import { createApiRights } from './api-rights.ts'
import type { CatalogueService } from './catalogue/catalogue-service.ts'
import type { ContactChanges } from './contacts/contact-changes.ts'
import type { ContactService } from './contacts/contact-service.ts'
import type { DeviceStore } from './db/device-store.ts'
import type { Readers } from './db/readers.ts'
import type { Dismissal } from './duplicates/dismissal.ts'
import type { BringBack } from './exports/bring-back.ts'
import type { ExportService } from './exports/export-service.ts'
import type { FileService } from './files/file-service.ts'
import type { FilterService } from './filters/filter-service.ts'
import type { HistoryService } from './history/history-service.ts'
import type { ImportService } from './import/import-service.ts'
import type { LeadService } from './leads/lead-service.ts'
import type { NoteService } from './notes/note-service.ts'
import type { Log } from './platform/log.ts'
import type { Events } from './system/events.ts'
import type { TaskService } from './tasks/task-service.ts'
import { endFirstStart, isFirstStart } from './team/places.ts'
import type { TeamService } from './team/team-service.ts'
import type { TelephonyService } from './telephony/telephony-service.ts'
import type { WorkService } from './work/work-service.ts'
import type { Workspace } from './workspace.ts'

interface Services {
  readonly workspace: Workspace
  readonly device: DeviceStore
  readonly readers: Readers
  readonly events: Events
  readonly contacts: ContactService
  readonly contactChanges: ContactChanges
  readonly dismissShared: Dismissal
  readonly catalogue: CatalogueService
  readonly filters: FilterService
  readonly tasks: TaskService
  readonly exports: ExportService
  readonly bringBack: BringBack
  readonly work: WorkService
  readonly files: FileService
  readonly history: HistoryService
  readonly leads: LeadService
  readonly notes: NoteService
  readonly team: TeamService
  readonly telephony: TelephonyService
  readonly imports: ImportService
  readonly demo: boolean
  readonly version: string
  readonly dataFolder: string
  readonly log: Log
}

/** The API of the core: each procedure of the contract, tied to the service that answers it. */
export const createApiRouter = (services: Services) => {
  const { workspace, device, readers, events, contacts, contactChanges, dismissShared, catalogue, filters, tasks } = services
  const { files, history, leads, notes, team, telephony, imports, exports, bringBack, work, log } = services
  const { store } = workspace
  const os = implement(apiContract).use(
    onError((error) => {
      throw asApiError(error, log)
    }),
  )
  const rights = createApiRights({ viewer: team.viewer, readers })
  const deviceSettings = () => deviceSettingsSchema.parse(device.get('view') ?? {})

  return os.router({
    contacts: {
      list: os.contacts.list.handler(async ({ input: { offset, limit, ...query }, signal }) => ({
        rows: await readers.ask('contacts.list', { query, memberId: workspace.me().id, offset, limit }, signal),
      })),
      count: os.contacts.count.handler(async ({ input, signal }) => ({
        total: await readers.ask('contacts.count', { query: input, memberId: workspace.me().id }, signal),
      })),
      countEach: os.contacts.countEach.handler(async ({ input, signal }) => ({
        totals: await readers.ask('contacts.countEach', { ...input, memberId: workspace.me().id }, signal),
      })),
      facets: os.contacts.facets.handler(async ({ input, signal }) => ({
        facets: await readers.ask('contacts.facets', { query: input, memberId: workspace.me().id }, signal),
      })),
      suggest: os.contacts.suggest.handler(async ({ input, signal }) => ({
        rows: await readers.ask('contacts.suggest', input, signal),
        known: await readers.ask('contacts.known', input.text, signal),
      })),
      get: os.contacts.get.handler(({ input }) => contacts.get(input.id)),
      became: os.contacts.became.handler(({ input }) => ({ became: contacts.became(input.id) })),
      create: os.contacts.create.handler(({ input }) => contacts.create(input)),
      update: os.contacts.update.handler(({ input }) => contacts.update(input)),
      delete: os.contacts.delete.handler(({ input }) => contacts.delete(input.ids)),
      change: os.contacts.change.handler(({ input }) => contactChanges.change(input)),
      merge: os.contacts.merge.handler(({ input }) => contacts.merge(input)),
    },
    catalogue: {
      list: os.catalogue.list.handler(() => catalogue.list()),
      counts: os.catalogue.counts.handler(async ({ input, signal }) => ({
        counts: await readers.ask('catalogue.counts', input.kind, signal),
      })),
      put: os.catalogue.put.handler(({ input }) => catalogue.put(input)),
      merge: os.catalogue.merge.handler(({ input }) => catalogue.merge(input)),
      delete: os.catalogue.delete.handler(({ input }) => catalogue.delete(input)),
    },
    filters: {
      list: os.filters.list.handler(() => ({ filters: filters.list() })),
      save: os.filters.save.handler(({ input }) => filters.save(input)),
      delete: os.filters.delete.handler(({ input }) => filters.delete(input.id)),
    },
    duplicates: {
      hints: os.duplicates.hints.handler(({ input, signal }) =>
        readers.ask('duplicates.hints', { ...input, country: workspace.country() }, signal),
      ),
      list: os.duplicates.list.handler(async ({ input, signal }) => ({ groups: await readers.ask('duplicates.list', input, signal) })),
      count: os.duplicates.count.handler(({ signal }) => readers.ask('duplicates.count', {}, signal)),
      dismiss: os.duplicates.dismiss.handler(({ input }) => ('ids' in input ? contacts.areDistinct(input.ids) : dismissShared(input))),
    },
    tasks: {
      ofContact: os.tasks.ofContact.handler(async ({ input, signal }) => ({
        tasks: await readers.ask('tasks.ofContact', input.contactId, signal),
      })),
      create: os.tasks.create.handler(({ input }) => tasks.create(input)),
      update: os.tasks.update.handler(({ input }) => tasks.update(input)),
      complete: os.tasks.complete.handler(({ input }) => tasks.complete(input)),
      delete: os.tasks.delete.handler(({ input }) => tasks.delete(input.id)),
    },
    notes: {
      get: os.notes.get.handler(({ input }) => notes.get(input.id)),
      write: os.notes.write.handler(({ input }) => notes.write(input)),
      delete: os.notes.delete.handler(({ input }) => notes.delete(input.id)),
    },
    calls: {
      list: os.calls.list.handler(async ({ input: { offset, limit, ...query }, signal }) => ({
        rows: await readers.ask('calls.list', { query, offset, limit }, signal),
      })),
      count: os.calls.count.handler(async ({ input, signal }) => ({ total: await readers.ask('calls.count', input, signal) })),
      countEach: os.calls.countEach.handler(async ({ input, signal }) => ({ totals: await readers.ask('calls.countEach', input, signal) })),
      facets: os.calls.facets.handler(({ input, signal }) => readers.ask('calls.facets', input, signal)),
      get: os.calls.get.handler(async ({ input, signal }) => {
        const line = await readers.ask('calls.get', input.id, signal)
        if (!line) throw new LeadlineError('not_found', 'There is no such call')
        return line
      }),
    },
    feed: { list: os.feed.list.handler(({ input, signal }) => readers.ask('feed.list', input, signal)) },
    files: {
      begin: os.files.begin.handler(({ input }) => files.begin(input)),
      append: os.files.append.handler(({ input }) => files.append(input)),
      finish: os.files.finish.handler(({ input }) => files.finish(input)),
      cancel: os.files.cancel.handler(async ({ input }) => {
        await files.cancel(input)
        return {}
      }),
      read: os.files.read.handler(({ input }) => files.read(input)),
      states: os.files.states.handler(({ input }) => files.states(input)),
    },
    leads: {
      take: os.leads.take.handler(({ input }) => leads.take(input.id)),
      giveBack: os.leads.giveBack.handler(({ input }) => leads.giveBack(input.id)),
      finish: os.leads.finish.handler(({ input }) => leads.finish(input)),
      setStatus: os.leads.setStatus.handler(({ input }) => leads.setStatus(input)),
      reopen: os.leads.reopen.handler(({ input }) => leads.reopen(input.id)),
      wishes: os.leads.wishes.handler(() => ({ ids: leads.wishes() })),
    },
    team: {
      state: os.team.state.handler(() => team.state()),
      checkName: os.team.checkName.handler(({ input }) => team.checkName(input)),
      create: os.team.create.handler(({ input }) => team.create(input)),
      join: os.team.join.handler(({ input }) => team.join(input)),
      signIn: os.team.signIn.handler(({ input }) => team.signIn(input.password)),
      leave: os.team.leave.handler(({ input }) => team.leave(input.force)),
      lookAtInvitation: os.team.lookAtInvitation.handler(({ input }) => team.lookAtInvitation(input.link)),
      joinByInvitation: os.team.joinByInvitation.handler(({ input }) => team.joinByInvitation(input)),
      welcome: os.team.welcome.handler(() => ({ results: team.welcome() })),
      dismissWelcome: os.team.dismissWelcome.handler(() => {
        team.dismissWelcome()
        return {}
      }),
      dismissBlocked: os.team.dismissBlocked.handler(() => {
        const state = team.dismissBlocked()
        events.tell({ type: 'team', state })
        return state
      }),
      signOutEverywhere: os.team.signOutEverywhere.handler(() => team.signOutEverywhere()),
      changePassword: os.team.changePassword.handler(({ input }) => team.changePassword(input)),
      requestReset: os.team.requestReset.handler(({ input }) => team.requestReset(input)),
      resetPassword: os.team.resetPassword.handler(({ input }) => team.resetPassword(input)),
      requestEmail: os.team.requestEmail.handler(({ input }) => team.requestEmail(input)),
      confirmEmail: os.team.confirmEmail.handler(({ input }) => team.confirmEmail(input.code)),
      groups: os.team.groups.handler(() => ({ groups: team.groups() })),
      saveGroup: os.team.saveGroup.handler(({ input }) => team.saveGroup(input)),
      deleteGroup: os.team.deleteGroup.handler(({ input }) => team.deleteGroup(input.id)),
      updateMember: os.team.updateMember.handler(({ input }) => team.updateMember(input)),
      blockMember: os.team.blockMember.handler(({ input }) => team.blockMember(input)),
      resetAccess: os.team.resetAccess.handler(({ input }) => team.resetAccess(input.memberId)),
      sealed: os.team.sealed.handler(async () => ({ items: await team.sealed() })),
      acceptSealed: os.team.acceptSealed.handler(({ input }) => team.acceptSealed(input.ids)),
      handOver: os.team.handOver.handler(({ input }) => team.handOver(input.memberId)),
      invitations: os.team.invitations.handler(() => team.invitations()),
      invite: os.team.invite.handler(({ input }) => team.invite(input.people)),
      makeLink: os.team.makeLink.handler(({ input }) => team.makeLink(input)),
      renewInvitation: os.team.renewInvitation.handler(({ input }) => team.renewInvitation(input.id)),
      revokeInvitation: os.team.revokeInvitation.handler(({ input }) => team.revokeInvitation(input.id)),
      performance: os.team.performance.handler(async ({ input, signal }) => ({ rows: await team.performance(input.boundaries, signal) })),
      syncNow: os.team.syncNow.handler(() => team.syncNow()),
      attention: os.team.attention.handler(() => ({ items: team.attention() })),
      retry: os.team.retry.handler(({ input }) => team.retry(input.id)),
      discard: os.team.discard.handler(({ input }) => {
        team.discard(input.ids)
        return {}
      }),
      presence: os.team.presence.handler(() => ({ members: team.presence() })),
      viewing: os.team.viewing.handler(({ input }) => {
        team.viewing(input.contactId)
        return {}
      }),
      moved: os.team.moved.handler(() => team.moved()),
    },
    history: { undo: os.history.undo.handler(({ input }) => history.undo(input.batch)) },
    imports: {
      begin: os.imports.begin.handler(({ input }) => imports.begin(input)),
      append: os.imports.append.handler(({ input }) => imports.append(input)),
      preview: os.imports.preview.handler(({ input }) => imports.preview(input)),
      check: os.imports.check.handler(({ input }) => imports.check(input)),
      start: os.imports.start.handler(({ input }) => imports.start(input)),
      progress: os.imports.progress.handler(({ input }) => imports.progress(input.importId)),
      cancel: os.imports.cancel.handler(({ input }) => imports.cancel(input.importId)),
      badRows: os.imports.badRows.handler(({ input }) => imports.badRows(input.importId)),
      badRowsFile: os.imports.badRowsFile.handler(({ input }) => imports.badRowsFile(input)),
      history: os.imports.history.handler(() => ({ imports: imports.history() })),
      undo: os.imports.undo.handler(({ input }) => imports.undo(input.importId)),
    },
    exports: {
      start: os.exports.start.handler(async ({ input, signal }) => {
        await rights.demandExport(input, signal)
        return exports.start(input)
      }),
      file: os.exports.file.handler(({ input }) => exports.file(input.id)),
      read: os.exports.read.handler(({ input }) => exports.read(input)),
      discard: os.exports.discard.handler(async ({ input }) => {
        await exports.discard(input.id)
        return {}
      }),
      bringBack: os.exports.bringBack.handler(({ input }) => {
        rights.demandBringBack()
        return bringBack.start(input.importId)
      }),
    },
    audit: {
      list: os.audit.list.handler(({ input, signal }) => {
        rights.demandAdministrator()
        return readers.ask('audit.list', input, signal)
      }),
      rows: os.audit.rows.handler(async ({ input, signal }) => {
        rights.demandAdministrator()
        return { rows: await readers.ask('audit.rows', input, signal) }
      }),
    },
    work: {
      get: os.work.get.handler(({ input }) => work.get(input.id)),
      cancel: os.work.cancel.handler(({ input }) => work.cancel(input.id)),
    },
    telephony: {
      state: os.telephony.state.handler(() => telephony.state()),
      account: os.telephony.account.handler(() => telephony.account()),
      saveAccount: os.telephony.saveAccount.handler(async ({ input }) => {
        const saved = await telephony.saveAccount(input)
        events.tell({ type: 'settings' })
        return saved
      }),
      dial: os.telephony.dial.handler(({ input }) => telephony.dial(input.number, input.contactId)),
      act: os.telephony.act.handler(({ input }) => telephony.act(input.callId, input.action)),
      focus: os.telephony.focus.handler(() => telephony.focus()),
      identify: os.telephony.identify.handler(({ input }) => telephony.identify(input.number)),
      assign: os.telephony.assign.handler(({ input }) => telephony.assign(input.callId, input.contactId)),
      createFromCall: os.telephony.createFromCall.handler(({ input }) => telephony.createFromCall(input)),
      dialerAccount: os.telephony.dialerAccount.handler(() => telephony.dialerAccount()),
      attach: os.telephony.attach.handler(({ input, signal }) => telephony.attach(input.dialerId, input.alive, input.takeOver, signal)),
      report: os.telephony.report.handler(({ input }) => telephony.report(input)),
      reportRegistration: os.telephony.reportRegistration.handler(({ input }) =>
        telephony.reportRegistration(input.dialerId, input.registration),
      ),
    },
    settings: {
      session: os.settings.session.handler(() => ({
        workspace: workspace.document(),
        me: workspace.me(),
        rights: rights.own(),
        firstStart: isFirstStart(device),
        device: deviceSettings(),
        demo: services.demo,
        version: services.version,
        dataFolder: services.dataFolder,
      })),
      members: os.settings.members.handler(() => ({
        members: store.find(memberKind, 'everyone', 'yes').flatMap((id) => store.get(memberKind, id) ?? []),
      })),
      updateMe: os.settings.updateMe.handler(({ input }) => {
        store.mutate(patchMember, { id: workspace.me().id, fields: input }, workspace.context(), newId())
        return workspace.me()
      }),
      updateWorkspace: os.settings.updateWorkspace.handler(({ input }) => {
        store.mutate(patchWorkspace, { id: workspace.document().id, fields: input }, workspace.context(), newId())
        return workspace.document()
      }),
      endFirstStart: os.settings.endFirstStart.handler(() => {
        endFirstStart(device)
        events.tell({ type: 'settings' })
        return {}
      }),
      updateDevice: os.settings.updateDevice.handler(({ input }) => {
        device.set('view', { ...deviceSettings(), ...input })
        events.tell({ type: 'settings' })
        return deviceSettings()
      }),
    },
    system: { events: os.system.events.handler(({ signal }) => events.subscribe(signal)) },
  })
}
