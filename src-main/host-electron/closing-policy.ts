export interface ClosingQuestion {
  readonly window: 'crm' | 'dialer'
  /** The program is ending anyway. */
  readonly quitting: boolean
  readonly onCall: boolean
  readonly crmOpen: boolean
  readonly dialerVisible: boolean
  readonly platform: NodeJS.Platform
}

/**
 * What closing a window means. The telephone's window is hidden and not closed as long as it is needed: closed, it would end the call, and nobody
 * could be called any more. `show-dialer`: the window closes, and the call that goes on gets one to be seen in.
 */
export const decideClosing = ({ window, quitting, onCall, crmOpen, dialerVisible, platform }: ClosingQuestion): 'close' | 'hide' | 'show-dialer' | 'quit' => {
  if (quitting) return 'close'
  if (window === 'dialer') return onCall || crmOpen || platform === 'darwin' ? 'hide' : 'quit'
  if (onCall) return 'show-dialer'
  return dialerVisible || platform === 'darwin' ? 'close' : 'quit'
}

/** Whether nothing is left to be seen or heard once a call has ended. On a Mac programs stay without windows. */
export const isOver = ({ onCall, crmOpen, dialerVisible, platform }: Omit<ClosingQuestion, 'window' | 'quitting'>): boolean =>
  !onCall && !crmOpen && !dialerVisible && platform !== 'darwin'
