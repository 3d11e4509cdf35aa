import { IconCrown } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Member } from '../../src-shared/team/member-kind.ts'
import { useMembers, useSession } from '../app/use-session.ts'
import { useGroupWords } from '../groups/use-groups.ts'
import { usePresence } from '../team/team-store.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Tag } from '../ui/chip.tsx'
import type { Column } from '../ui/data-grid.tsx'
import { tokenPixels } from '../ui/token.ts'
import classes from './people.module.css'
import { PersonStatePill } from './person-state-pill.tsx'

/** From this room on marks of a row have words. */
const wordsFrom = 4

const roomFor = (width: number) => Math.floor(width / (tokenPixels('--menu') || 1))

/** With which version of the program somebody is here; empty where that is not known. */
export const useProgramOf = (id: string): string => usePresence().find(({ memberId }) => memberId === id)?.program ?? ''

const ProgramOf = ({ id }: { readonly id: string }) => useProgramOf(id)

/** The columns of the list of the team; the wider the list, the more of them. */
export const usePeopleColumns = (width: number, connected: boolean): readonly Column<Member>[] => {
  const { t } = useTranslation('people')
  const { me, workspace } = useSession()
  const groupWords = useGroupWords()
  const room = roomFor(width)
  const hasPositions = useMembers().some(({ position }) => position !== '')
  return useMemo(() => {
    const text = (value: string | null) => (
      <span className={classes.text} title={value ?? undefined}>
        {value}
      </span>
    )
    const columns: (Column<Member> & { readonly from: number })[] = [
      {
        id: 'name',
        from: 0,
        title: t('column.name'),
        // Names have the room that the others leave, and some in any case.
        track: room < wordsFrom ? 'minmax(0, 1fr)' : 'minmax(var(--tile), 1fr)',
        sortable: true,
        cell: (member) => (
          <span className={classes.person} title={member.name}>
            <Avatar id={member.id} name={member.name} />
            <span className={classes.name} data-blocked={member.blocked || undefined}>
              {member.name}
            </span>
            {member.id === me.id && <span className={classes.me}>({t('me')})</span>}
            {member.id === workspace.ownerId &&
              (room < wordsFrom ? (
                <span className={classes.owner} title={t('owner')}>
                  <IconCrown aria-hidden="true" />
                  <span className="visually-hidden">{t('owner')}</span>
                </span>
              ) : (
                <Tag>{t('owner')}</Tag>
              ))}
          </span>
        ),
      },
      {
        id: 'state',
        from: 0,
        title: t('column.state'),
        track: 'calc(var(--phone-column) + var(--space-16))',
        cell: (member) => <PersonStatePill plain member={member} connected={connected} />,
      },
      {
        id: 'group',
        from: 3,
        title: t('column.group'),
        track: 'minmax(0, var(--choice))',
        cell: (member) => text(groupWords(member.groupId)),
      },
      {
        id: 'position',
        from: 4,
        title: t('column.position'),
        track: 'minmax(0, var(--phone-column))',
        cell: (member) => text(member.position),
      },
      { id: 'email', from: 5, title: t('column.email'), track: 'minmax(0, var(--menu))', cell: (member) => text(member.email) },
      {
        id: 'extension',
        from: 2,
        title: t('column.extension'),
        track: 'var(--when-column)',
        align: 'end',
        cell: (member) => member.extension,
      },
      {
        id: 'program',
        from: 6,
        title: t('column.program'),
        track: 'var(--when-column)',
        cell: (member) => (
          <span className={classes.text}>
            <ProgramOf id={member.id} />
          </span>
        ),
      },
    ]
    return columns.filter(({ id, from }) => from <= room && (id !== 'position' || hasPositions))
  }, [t, me.id, workspace.ownerId, groupWords, connected, room, hasPositions])
}
