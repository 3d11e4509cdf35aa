import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { create } from 'zustand'
import { ShortcutList } from '../app/shortcut-list.tsx'
import { usePageTitle } from '../app/use-page-title.ts'
import { useSlash } from '../ui/use-slash.ts'
import { helpPages, searchHelp } from './help-pages.ts'
import classes from './help-screen.module.css'
import { MarkdownView } from './markdown-view.tsx'

/** The page that is read: it stays while one goes elsewhere and tries what it says. */
const useReading = create<{ readonly page: string | null }>(() => ({ page: null }))

/** What each screen is for, how the telephone works, and whom to ask; all of it lies in the program. */
export const HelpScreen = () => {
  const { t, i18n } = useTranslation('help')
  const pages = useMemo(() => helpPages(i18n.language), [i18n.language])
  const [search, setSearch] = useState('')
  const found = useMemo(() => searchHelp(pages, search), [pages, search])
  const reading = useReading((state) => state.page)
  const page = found.find(({ name }) => name === reading) ?? found[0] ?? pages.find(({ name }) => name === reading) ?? pages[0]
  const searchField = useRef<HTMLInputElement>(null)
  const content = useRef<HTMLDivElement>(null)
  usePageTitle(page ? `${page.title} · ${t('title')}` : t('title'))
  useSlash(searchField)

  // biome-ignore lint/correctness/useExhaustiveDependencies: another page begins at its top
  useLayoutEffect(() => {
    if (content.current) content.current.scrollTop = 0
  }, [page?.name])

  return (
    <div className={classes.screen}>
      <nav className={classes.pages} aria-label={t('pages')}>
        <h2 className={classes.heading}>{t('title')}</h2>
        <TextInput
          ref={searchField}
          type="search"
          aria-label={t('search')}
          placeholder={t('search')}
          leftSection={<IconSearch />}
          leftSectionWidth="var(--control-small)"
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Escape' && setSearch('')}
        />
        {found.length === 0 ? (
          <p className={classes.none} role="status">
            {t('nothing_found')}
          </p>
        ) : (
          <ul className={classes.list}>
            {found.map(({ name, title, excerpt }) => (
              <li key={name}>
                <button
                  type="button"
                  className={classes.page}
                  aria-current={name === page?.name ? 'page' : undefined}
                  onClick={() => useReading.setState({ page: name })}
                >
                  <span className={classes.name}>{title}</span>
                  {excerpt && <span className={classes.excerpt}>{excerpt}</span>}
                </button>
              </li>
            ))}
          </ul>
        )}
      </nav>
      {page && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls must be reached by the keyboard
        <article className={classes.content} ref={content} tabIndex={0} aria-label={page.title}>
          <h1 className={classes.title}>{page.title}</h1>
          <MarkdownView blocks={page.blocks} />
          {page.name === 'shortcuts' && (
            <div className={classes.shortcuts}>
              <ShortcutList />
            </div>
          )}
        </article>
      )}
    </div>
  )
}
