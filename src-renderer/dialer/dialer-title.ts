import type { LiveCall } from '../../src-shared/telephony/telephony-contract.ts'

/** Which words stand in the title of the window: a key under `title` in the telephone's texts. */
export const titleKey = (call: Pick<LiveCall, 'phase'> | null): 'ringing' | 'calling' | 'talking' | 'idle' => {
  switch (call?.phase) {
    case 'ringing':
      return 'ringing'
    case 'dialling':
    case 'remote-ringing':
      return 'calling'
    case 'active':
      return 'talking'
    default:
      return 'idle'
  }
}

export const titleKeys = ['ringing', 'calling', 'talking', 'idle'] as const
