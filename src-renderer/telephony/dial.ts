import i18next from 'i18next'
import { parsePhoneNumber } from '../../src-shared/lib/phone-numbers.ts'
import type { Api } from '../api/api.ts'
import { tellWhoTalks } from '../team/tell-who-talks.ts'
import { toastFailure } from '../ui/toasts.tsx'
import { telephonyStoreOf } from './telephony-store.ts'

/** The name of the dialler's window: opening it twice finds the first one. */
export const dialerWindowName = 'leadline-dialer'

/** Milliseconds within which an opened window is the telephone. */
const openingPatience = 4_000

/** Milliseconds after which a command to the telephone is given up: carried out later, it would surprise. */
const commandPatience = 3_000

/** Ends a command to the telephone that the core has not taken in time. */
export const commandDeadline = (): AbortSignal => AbortSignal.timeout(commandPatience)

/** Says in a toast what hindered a call: `key` names a title and a text. */
export const tellHindrance = (key: string, values: Record<string, unknown> = {}): void =>
  toastFailure(i18next.t(`telephony:${key}.title`, values), i18next.t(`telephony:${key}.text`, values))

/**
 * Opens the window of the telephone, or brings it to the front. It must be called while a gesture of the person is being handled, else the
 * browser blocks it. Answers whether a window was seen to open: false also where the host shows a window of its own.
 */
export const openDialer = (): boolean => {
  // The fragment makes it a step within a page that is there already: loaded anew, it would drop its call.
  const opened = window.open('dialer.html#open', dialerWindowName, 'popup,width=720,height=560')
  opened?.focus()
  return opened !== null
}

/** Opens the telephone as `openDialer` does, and says so if it has not come. */
export const showDialer = (api: Api): void => {
  if (openDialer()) return
  setTimeout(() => {
    if (telephonyStoreOf(api).getState().state?.dialer !== 'attached') tellHindrance('popup_blocked')
  }, openingPatience)
}

/** Whether a text can be dialled: a number as people write it, an extension, or a SIP user. */
export const canDial = (number: string): boolean => parsePhoneNumber(number, 'PL') !== null || /^[a-z0-9._-]{2,64}$/i.test(number.trim())

/** Dials from any page; opens the telephone where there is none. Failures are told in a toast, and that a colleague has the person on the line. */
export const dial = async (api: Api, number: string, contactId: string | null = null): Promise<void> => {
  if (!canDial(number)) return tellHindrance('not_a_number', { number })
  if (telephonyStoreOf(api).getState().state?.dialer !== 'attached') showDialer(api)
  void tellWhoTalks(api, number, contactId)
  try {
    await api.client.telephony.dial({ number: number.trim(), contactId }, { signal: commandDeadline() })
  } catch {
    tellHindrance('dial_failed', { number })
  }
}
