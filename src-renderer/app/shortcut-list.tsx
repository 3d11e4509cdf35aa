import { useTranslation } from 'react-i18next'
import { Kbd } from '../ui/kbd.tsx'
import classes from './shortcut-list.module.css'

const groups = [
  {
    name: 'everywhere',
    keys: [
      ['Ctrl K', 'search'],
      ['N', 'add'],
      ['G C', 'go_clients'],
      ['G L', 'go_leads'],
      ['G P', 'go_calls'],
      ['G G', 'go_general'],
      ['G S', 'go_settings'],
      ['?', 'this_list'],
    ],
  },
  {
    name: 'lists',
    keys: [
      ['↑ ↓', 'move'],
      ['J K', 'move'],
      ['Enter', 'open'],
      ['X', 'select'],
      ['Shift ↑ ↓', 'select_several'],
      ['Ctrl A', 'select_all'],
      ['C', 'call'],
      ['T', 'task'],
      ['Z', 'take'],
      ['Alt ← →', 'move_lead'],
      ['/', 'search_list'],
      ['Delete', 'delete'],
      ['Esc', 'close'],
    ],
  },
  {
    name: 'card',
    keys: [
      ['C', 'call'],
      ['T', 'task'],
      ['E', 'rename'],
      ['M', 'merge'],
      ['Delete', 'delete'],
      ['@', 'mention'],
      ['Ctrl Enter', 'save_note'],
    ],
  },
  {
    name: 'duplicates',
    keys: [
      ['J K', 'move'],
      ['Enter', 'merge'],
      ['D', 'different'],
    ],
  },
] as const

/** Every key that does something, by where it does it. */
export const ShortcutList = () => {
  const { t } = useTranslation('app')
  return (
    <div className={classes.groups}>
      {groups.map((group) => (
        <section key={group.name}>
          <h3 className={classes.title}>{t(`shortcuts.${group.name}`)}</h3>
          <dl className={classes.list}>
            {group.keys.map(([keys, action]) => (
              <div key={keys} className={classes.line}>
                <dt>{t(`shortcuts.${action}`)}</dt>
                <dd>
                  {keys.split(' ').map((key) => (
                    <Kbd key={key}>{key}</Kbd>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  )
}
