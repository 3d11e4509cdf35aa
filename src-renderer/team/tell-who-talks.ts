import i18next from 'i18next'
import { parsePhoneNumber } from '../../src-shared/lib/phone-numbers.ts'
import type { Api } from '../api/api.ts'
import { createFormat } from '../i18n/format.ts'
import { toast } from '../ui/toasts.tsx'
import { talksOfOthers, talkWith } from './talkers.ts'
import { teamStoreOf } from './team-store.ts'

/** Says in a toast that a colleague is talking to whom is about to be called. It hinders nothing. */
export const tellWhoTalks = async (api: Api, number: string, contactId: string | null): Promise<void> => {
  const { presence } = teamStoreOf(api).getState()
  if (!presence.some(({ call }) => call)) return
  try {
    const [{ me, workspace }, { members }] = await Promise.all([api.client.settings.session(), api.client.settings.members()])
    const parsed = parsePhoneNumber(number, workspace.country)
    const talk = talkWith(talksOfOthers(presence, me.id), { id: contactId, phones: parsed ? [parsed] : [] })
    const name = members.find(({ id }) => id === talk?.memberId)?.name
    if (talk && name) toast(i18next.t('team:talks.dialled', { name, since: createFormat(i18next.language, me.timeZone).hour(talk.since) }))
  } catch {
    // It is a courtesy: the call goes on without it.
  }
}
