import { Tooltip } from '@mantine/core'
import { useMergedRef } from '@mantine/hooks'
import { type ComponentProps, type CSSProperties, type ReactNode, useEffect, useRef, useState } from 'react'
import classes from './icon-button.module.css'
import { Kbd } from './kbd.tsx'
import { hintDelay } from './theme.ts'

interface Props extends Omit<ComponentProps<'button'>, 'aria-label'> {
  /** What it does: the accessible name and the hint. */
  readonly label: string
  /** The key that does the same, shown in the hint. */
  readonly shortcut?: string
  /** `default` has a border. */
  readonly variant?: 'subtle' | 'default'
  /** A token: `var(--control-small)`. */
  readonly size?: string
  readonly children: ReactNode
}

const noTimer = 0

/** Whether the pointer has rested long enough on a button for its hint; `seen` once it has for the first time. */
const useHint = () => {
  const [hint, setHint] = useState<'unseen' | 'open' | 'closed'>('unseen')
  const timer = useRef(noTimer)
  const close = () => {
    window.clearTimeout(timer.current)
    if (hint === 'open') setHint('closed')
  }
  const rest = () => {
    window.clearTimeout(timer.current)
    timer.current = window.setTimeout(() => setHint('open'), hintDelay)
  }
  useEffect(() => () => window.clearTimeout(timer.current), [])
  useEffect(() => {
    if (hint !== 'open') return
    const hear = ({ key }: KeyboardEvent) => {
      if (key === 'Escape') setHint('closed')
    }
    window.addEventListener('keydown', hear)
    return () => window.removeEventListener('keydown', hear)
  }, [hint])
  return { seen: hint !== 'unseen', open: hint === 'open', rest, close }
}

/**
 * A button that is only an icon, with its name for everyone. Lists hold two in each row, so it is a plain button, and its hint is not there
 * before somebody rests on it.
 */
export const IconButton = ({ label, shortcut, variant = 'subtle', size, className, style, children, ref, ...others }: Props) => {
  const button = useRef<HTMLButtonElement>(null)
  const merged = useMergedRef(button, ref)
  const { seen, open, rest, close } = useHint()
  const sized = size === undefined ? style : ({ ...style, '--size': size } as CSSProperties)
  return (
    <>
      <button
        type="button"
        {...others}
        ref={merged}
        aria-label={label}
        className={className === undefined ? classes.button : `${classes.button} ${className}`}
        style={sized}
        data-variant={variant}
        onMouseEnter={(event) => {
          rest()
          others.onMouseEnter?.(event)
        }}
        onMouseLeave={(event) => {
          close()
          others.onMouseLeave?.(event)
        }}
        onMouseDown={(event) => {
          close()
          others.onMouseDown?.(event)
        }}
      >
        {children}
      </button>
      {seen && (
        <Tooltip
          target={button}
          opened={open}
          label={
            shortcut ? (
              <span className={classes.hint}>
                {label} <Kbd inverse>{shortcut}</Kbd>
              </span>
            ) : (
              label
            )
          }
        />
      )}
    </>
  )
}
