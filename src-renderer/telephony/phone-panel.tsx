import { useState } from 'react'
import { DialPad } from './dial-pad.tsx'
import { PeopleList } from './people-list.tsx'
import classes from './phone-panel.module.css'
import { useTelephone } from './use-telephone.tsx'

interface Props {
  /** State of the telephone and what can be set, above the keypad. */
  readonly head: React.ReactNode
  readonly autoFocus?: boolean
}

/** Keypad on the left, people on the right. */
export const PhonePanel = ({ head, autoFocus = false }: Props) => {
  const { dial } = useTelephone()
  const [number, setNumber] = useState('')
  // Whoever was chosen in the list is called as themselves, until the number is changed.
  const [contactId, setContactId] = useState<string | null>(null)
  const type = (typed: string) => {
    setNumber(typed)
    setContactId(null)
  }
  const call = (dialled: string, whom: string | null) => {
    dial(dialled, whom)
    type('')
  }
  return (
    <div className={classes.panel}>
      <div className={classes.left}>
        <div className={classes.head}>{head}</div>
        <DialPad number={number} onChange={type} onDial={(dialled) => call(dialled, contactId)} autoFocus={autoFocus} />
      </div>
      <PeopleList
        onChoose={(chosen, whom) => {
          setNumber(chosen)
          setContactId(whom)
        }}
        onDial={call}
      />
    </div>
  )
}
