import type { WindowName } from './own-pages.ts'

export interface Situation {
  readonly onCall: boolean
  readonly crmOpen: boolean
  readonly dialerVisible: boolean
  readonly platform: NodeJS.Platform
}

export interface ClosingQuestion extends Situation {
  readonly window: WindowName
  /** The program is ending anyway. */
  readonly quitting: boolean
}

/**
 * What closing a window means. The telephone's window is hidden and not closed as long as it is needed: closed, it would end the call, and nobody
 * could be called any more. `show-dialer`: the window closes, and the call that goes on gets one to be seen in.
 */
export const decideClosing = ({
  window,
  quitting,
  onCall,
  crmOpen,
  dialerVisible,
  platform,
}: ClosingQuestion): 'close' | 'hide' | 'show-dialer' | 'quit' => {
  if (quitting) return 'close'
  if (window === 'dialer') return onCall || crmOpen || platform === 'darwin' ? 'hide' : 'quit'
  if (onCall) return 'show-dialer'
  return dialerVisible || platform === 'darwin' ? 'close' : 'quit'
}

/** Whether nothing is left to be seen or heard. On a Mac programs stay without windows. */
export const isOver = ({ onCall, crmOpen, dialerVisible, platform }: Situation): boolean =>
  !onCall && !crmOpen && !dialerVisible && platform !== 'darwin'

export interface QuitQuestion {
  readonly onCall: boolean
  /** The person has been asked; asked again, the program ends: nobody may be there to answer. */
  readonly asked: boolean
}

/** What it means that the program is to end, whoever wants it: no call is ended without a question. */
export const decideQuitting = ({ onCall, asked }: QuitQuestion): 'quit' | 'ask' => (onCall && !asked ? 'ask' : 'quit')
