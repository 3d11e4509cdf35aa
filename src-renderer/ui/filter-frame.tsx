import { IconChevronDown, IconChevronRight, IconChevronsLeft } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import classes from './filter-frame.module.css'
import { IconButton } from './icon-button.tsx'
import { TickBox } from './tick-box.tsx'

interface FrameProps {
  readonly title: string
  readonly foldLabel: string
  readonly onFold: () => void
  readonly children: ReactNode
}

/** The panel of filters at the left of a list, folded away by its arrow. */
export const FilterFrame = ({ title, foldLabel, onFold, children }: FrameProps) => (
  <aside className={classes.panel} aria-label={title}>
    <header className={classes.head}>
      <h2 className={classes.title}>{title}</h2>
      <IconButton label={foldLabel} size="var(--target)" onClick={onFold}>
        <IconChevronsLeft />
      </IconButton>
    </header>
    {children}
  </aside>
)

interface GroupProps {
  readonly title: string
  readonly children: ReactNode
  /** Where folding is remembered; without it a group is open until somebody folds it. */
  readonly open?: boolean
  readonly onOpen?: (open: boolean) => void
  /** How many of its values are on, told while it is folded; a text. */
  readonly chosen?: string
}

/** The values of one filter under its name, which folds them. */
export const FilterGroup = ({ title, children, open: kept, onOpen, chosen = '' }: GroupProps) => {
  const [own, setOwn] = useState(true)
  const open = kept ?? own
  return (
    <section className={classes.group}>
      <h3 className={classes.heading}>
        <button type="button" className={classes.fold} aria-expanded={open} onClick={() => (onOpen ?? setOwn)(!open)}>
          <span className={classes.words}>{title}</span>
          {!open && chosen !== '' && <span className={classes.on}>{chosen}</span>}
          {open ? <IconChevronDown aria-hidden="true" /> : <IconChevronRight aria-hidden="true" />}
        </button>
      </h3>
      {open && children}
    </section>
  )
}

interface ValueProps {
  readonly children: string
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  /** How many it would find; undefined while the core counts. */
  readonly count: number | undefined
  /** The same as people write it. */
  readonly shownCount: string
}

/** One value of a filter that can hold several. */
export const FilterValue = ({ children, checked, onChange, count, shownCount }: ValueProps) => (
  // biome-ignore lint/a11y/noLabelWithoutControl: the box is the control
  <label className={classes.value} data-none={(count === 0 && !checked) || undefined}>
    <TickBox checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
    <span className={classes.words} title={children}>
      {children}
    </span>
    <span className={classes.count}>{shownCount}</span>
  </label>
)

interface ChoiceProps {
  readonly children: string
  /** The same for all choices of which one is on. */
  readonly name: string
  readonly checked: boolean
  readonly onChoose: () => void
}

/** One value of a filter that holds one. */
export const FilterChoice = ({ children, name, checked, onChoose }: ChoiceProps) => (
  <label className={classes.value}>
    <input type="radio" name={name} className={classes.radio} checked={checked} onChange={onChoose} />
    <span className={classes.words}>{children}</span>
  </label>
)
