import { Checkbox } from '@mantine/core'
import { Fragment, type KeyboardEvent, type ReactNode, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Permission, permissionAreas } from '../../src-shared/team/permissions.ts'
import classes from './groups.module.css'
import { type Place, placeAfter } from './matrix-place.ts'
import { type ListedGroup, useGroupName } from './use-groups.ts'
import { useMoreBeside } from './use-more-beside.ts'

const permissions: readonly Permission[] = permissionAreas.flatMap((area) => [...area.permissions])

interface Props {
  readonly groups: readonly ListedGroup[]
  /** False where it is only read. */
  readonly editable: boolean
  /** The group that was made here last: it is brought into sight. */
  readonly made: string | null
  readonly onChange: (groupId: string, permission: Permission, given: boolean) => void
  /** What stands in the head of a group. */
  readonly head: (group: ListedGroup) => ReactNode
}

const isFixed = ({ type }: ListedGroup) => type === 'administrator'

/** Permissions down, groups across, a box in each cell. Arrows move between the boxes, Tab leaves them. */
export const PermissionMatrix = ({ groups, editable, made, onChange, head }: Props) => {
  const { t } = useTranslation('groups')
  const nameOf = useGroupName()
  const [place, setPlace] = useState<Place>({ row: 0, column: 1 })
  const scroller = useRef<HTMLDivElement>(null)
  const madeHead = useRef<HTMLTableCellElement>(null)
  const more = useMoreBeside(scroller, groups.length)
  const boxes = useRef(new Map<string, HTMLInputElement>())
  const standing = { row: place.row, column: Math.min(place.column, groups.length - 1) }

  const isThere = groups.some(({ id }) => id === made)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each group that is made, once it has been drawn
  useLayoutEffect(() => {
    const [box, cell] = [scroller.current, madeHead.current]
    if (box && cell) box.scrollLeft = Math.max(box.scrollLeft, cell.offsetLeft + cell.offsetWidth - box.clientWidth)
  }, [made, isThere])

  const hearKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const next = placeAfter(event.key, standing, permissions.length, groups.length)
    if (next === null) return
    event.preventDefault()
    event.stopPropagation()
    boxes.current.get(`${next.row} ${next.column}`)?.focus()
  }

  const cell = (permission: Permission, group: ListedGroup, at: Place) => {
    const isAllowed = isFixed(group) || group.permissions.includes(permission)
    const isLocked = !editable || isFixed(group)
    const key = `${at.row} ${at.column}`
    return (
      <td key={group.id} className={classes.cell} data-locked={isLocked || undefined}>
        <Checkbox
          ref={(box) => {
            if (box) boxes.current.set(key, box)
            else boxes.current.delete(key)
          }}
          // A disabled box could not be reached by keys, nor read.
          aria-disabled={isLocked || undefined}
          title={isFixed(group) ? t('matrix.all') : undefined}
          aria-label={t('matrix.cell', { permission: t(`permission.${permission}.name`), group: nameOf(group) })}
          checked={isAllowed}
          tabIndex={at.row === standing.row && at.column === standing.column ? 0 : -1}
          onFocus={() => setPlace(at)}
          onChange={(event) => !isLocked && onChange(group.id, permission, event.currentTarget.checked)}
        />
      </td>
    )
  }

  return (
    <div className={classes.frame} data-more={more || undefined}>
      <div ref={scroller} className={classes.scroller}>
        {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its boxes are moved through by arrows, as in a grid */}
        <table role="grid" className={classes.matrix} aria-label={t('matrix.label')} onKeyDown={hearKey}>
          <thead>
            <tr>
              <th scope="col" className={classes.corner}>
                {t('matrix.permission')}
              </th>
              {groups.map((group) => (
                <th key={group.id} ref={group.id === made ? madeHead : undefined} scope="col" className={classes.group}>
                  {head(group)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {permissionAreas.map(({ area, permissions: inArea }) => (
              <Fragment key={area}>
                <tr>
                  <th scope="rowgroup" className={classes.heading}>
                    {t(`area.${area}`)}
                  </th>
                  <td colSpan={groups.length} className={classes.rest} />
                </tr>
                {inArea.map((permission) => (
                  <tr key={permission}>
                    <th scope="row" className={classes.permission}>
                      <span className={classes.name}>{t(`permission.${permission}.name`)}</span>
                      <span className={classes.text}>{t(`permission.${permission}.text`)}</span>
                    </th>
                    {groups.map((group, column) => cell(permission, group, { row: permissions.indexOf(permission), column }))}
                  </tr>
                ))}
              </Fragment>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}
