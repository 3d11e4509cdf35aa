import { v7 as newId } from 'uuid'
import type { StoreApi } from 'zustand/vanilla'
import type { DialerAccount } from '../../src-shared/telephony/account.ts'
import type { Phone } from '../../src-shared/telephony/phone.ts'
import type { Api } from '../api/api.ts'
import { createAbsentPhone } from '../telephony/absent-phone.ts'
import { tellHindrance } from '../telephony/dial.ts'
import { createJsSipPhone } from '../telephony/jssip-phone.ts'
import { journalOf } from '../telephony/page-journal.ts'
import { createPracticePhone, type PracticePhone } from '../telephony/practice-phone.ts'
import { createSounds, playStream, type Sounds } from '../telephony/sounds.ts'
import { type DialerSession, startDialerSession } from './dialer-session.ts'
import { createLine, type Line } from './line.ts'
import { type MicrophonePermission, openMicrophone, watchMicrophone } from './microphone.ts'
import { guardPage } from './page-life.ts'
import { createPracticeCallers, type PracticeCaller } from './practice-callers.ts'
import { pageNetwork, watchNetwork } from './watch-network.ts'
import { watchQuality } from './watch-quality.ts'

/** Milliseconds after which the practice line rings for the first time: long enough to look around, short enough to be noticed. */
const firstCallAfter = 6_000

const idKey = 'leadline-dialer-id'

/** The telephone of this window, with everything that lives as long as the page. */
export interface Dialer {
  readonly line: Line
  readonly session: DialerSession
  readonly sounds: Sounds
  readonly microphone: StoreApi<MicrophonePermission>
  /** On the practice line somebody calls. */
  readonly ring: (caller: PracticeCaller) => void
}

/** The same after a reload: so the core knows the window again before it has noticed that it was away. */
const dialerIdOfWindow = (): string => {
  const id = sessionStorage.getItem(idKey) ?? newId()
  sessionStorage.setItem(idKey, id)
  return id
}

/** Composes the telephone of this page: its line, its sound, its word to the core. */
export const createDialer = (api: Api): Dialer => {
  const sounds = createSounds()
  const journal = journalOf(api)
  const dialerId = dialerIdOfWindow()
  const microphone = watchMicrophone(navigator.permissions)
  const callers = createPracticeCallers({ contacts: api.client.contacts, telephony: api.client.telephony, random: Math.random })
  let practice: PracticePhone | null = null
  let hasRung = false

  const line = createLine({
    report: (snapshot) =>
      void journal.record({ key: `call:${snapshot.id}`, procedure: 'telephony.report', input: snapshot, revision: snapshot.revision }),
    registrationChanged: (registration) =>
      void api.client.telephony.reportRegistration({ dialerId, registration }).catch(() => {
        // A core that comes back is told with the next attachment.
      }),
    play: sounds.play,
    refused: (number) => tellHindrance('line_busy', { number }),
    now: Date.now,
  })

  const ring = async (caller: PracticeCaller) => {
    const number = await callers.numberOf(caller)
    if (!line.isBusy()) practice?.ringFrom(number)
  }

  const createPhone = (account: DialerAccount | null): Phone => {
    practice = null
    switch (account?.type) {
      case undefined:
        return createAbsentPhone('no_account')
      case 'practice':
        practice = createPracticePhone({
          timers: { setTimeout: (work, milliseconds) => setTimeout(work, milliseconds), clearTimeout: (timer) => clearTimeout(timer) },
          now: Date.now,
          newId,
          play: sounds.practiceVoice,
        })
        return practice
      case 'sip':
        return createJsSipPhone({ account, newId, playSound: playStream, openMicrophone, watchNetwork: watchNetwork(pageNetwork()) })
    }
  }

  const session = startDialerSession({
    api,
    line,
    journal,
    dialerId,
    createPhone,
    locks: navigator.locks,
    focus: () => window.focus(),
    onAccount: (account) => {
      sounds.unlock()
      if (account?.type !== 'practice' || hasRung) return
      hasRung = true
      setTimeout(() => void ring('known'), firstCallAfter)
    },
  })

  watchQuality(line, {
    setInterval: (work, milliseconds) => setInterval(work, milliseconds),
    clearInterval: (timer) => clearInterval(timer),
  })
  guardPage(window, line.isBusy, session.leave)
  for (const touch of ['pointerdown', 'keydown']) window.addEventListener(touch, sounds.unlock, { capture: true })

  return { line, session, sounds, microphone, ring: (caller) => void ring(caller) }
}
