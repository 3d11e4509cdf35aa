import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './keypad.module.css'
import { useTelephone } from './use-telephone.tsx'

const keys: readonly (readonly [string, string])[] = [
  ['1', ''],
  ['2', 'ABC'],
  ['3', 'DEF'],
  ['4', 'GHI'],
  ['5', 'JKL'],
  ['6', 'MNO'],
  ['7', 'PQRS'],
  ['8', 'TUV'],
  ['9', 'WXYZ'],
  ['*', ''],
  ['0', '+'],
  ['#', ''],
]

const names: Readonly<Record<string, string>> = { '*': 'key_star', '#': 'key_hash' }

/** Milliseconds after which a pressed 0 becomes a +. */
const longPress = 500

interface Props {
  readonly onKey: (key: string) => void
  /** A long press on 0 gives `+`: for a number, not for tones. */
  readonly plus?: boolean
}

/** The twelve keys of a telephone (ITU-T E.161). */
export const Keypad = ({ onKey, plus = false }: Props) => {
  const { t } = useTranslation('telephony')
  const { keySound } = useTelephone()
  const pressing = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const wasLong = useRef(false)

  const press = (key: string) => {
    wasLong.current = false
    if (!plus || key !== '0') return
    pressing.current = setTimeout(() => {
      wasLong.current = true
      onKey('+')
    }, longPress)
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: these are keys of one device, not fields of a form
    <div className={classes.keypad} role="group" aria-label={t('keypad')}>
      {keys.map(([key, letters]) => (
        <button
          key={key}
          type="button"
          className={classes.key}
          aria-label={names[key] ? t(names[key]) : undefined}
          onPointerDown={() => press(key)}
          onPointerUp={() => clearTimeout(pressing.current)}
          onPointerLeave={() => clearTimeout(pressing.current)}
          onClick={() => {
            if (!wasLong.current) {
              keySound(key)
              onKey(key)
            }
            wasLong.current = false
          }}
        >
          <span className={classes.digit}>{key}</span> <span className={classes.letters}>{letters}</span>
        </button>
      ))}
    </div>
  )
}
