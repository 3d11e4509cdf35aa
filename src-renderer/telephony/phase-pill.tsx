import type { LiveCall } from '../../src-shared/telephony/telephony-contract.ts'
import { Pill } from '../ui/pill.tsx'
import { usePhase } from './call-phase.ts'
import classes from './phase-pill.module.css'

/** Where a call stands: a word, or its timer. */
export const PhasePill = ({ call }: { readonly call: LiveCall }) => {
  const { tone, text } = usePhase(call)
  return (
    <span className={classes.phase} data-tone={tone}>
      <Pill tone={tone}>{text}</Pill>
    </span>
  )
}
