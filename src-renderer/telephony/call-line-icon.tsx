import { IconPhoneIncoming, IconPhoneOutgoing, IconPhoneX } from '@tabler/icons-react'
import { type Call, isMissed } from '../../src-shared/calls/call-kind.ts'
import classes from './call-line-icon.module.css'

/** Direction and fate of a call in a sign: answered green, missed red, the rest grey. The words stand beside it. */
export const CallLineIcon = ({ call }: { readonly call: Pick<Call, 'direction' | 'answeredAt' | 'endedAt' | 'result'> }) => {
  const missed = isMissed(call)
  const fate = missed ? 'missed' : call.answeredAt !== null && call.direction === 'incoming' ? 'answered' : 'other'
  return (
    <span className={classes.icon} data-fate={fate} aria-hidden="true">
      {missed ? <IconPhoneX /> : call.direction === 'incoming' ? <IconPhoneIncoming /> : <IconPhoneOutgoing />}
    </span>
  )
}
