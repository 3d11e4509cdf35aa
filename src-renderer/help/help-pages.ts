import { fold } from '../../src-shared/lib/fold.ts'
import { type Block, parseMarkdown, textsOf } from './markdown.ts'

export interface HelpPage {
  /** The same in both languages: the name of the file. */
  readonly name: string
  readonly title: string
  readonly blocks: readonly Block[]
}

export interface FoundPage extends HelpPage {
  /** Where the search was found in the text; null where it is in the title, or nothing is searched. */
  readonly excerpt: string | null
}

const files = import.meta.glob<string>('../../docs/help/*/*.md', { eager: true, query: '?raw', import: 'default' })

/** The pages of the help in the order of their files, which lie in the program: no network is needed. */
export const helpPages = (language: string): readonly HelpPage[] =>
  Object.entries(files)
    .map(([path, source]) => ({ place: /\/(\w+)\/(\d+)-([\w-]+)\.md$/.exec(path), source }))
    .filter(({ place }) => place?.[1] === language)
    .toSorted((one, other) => Number(one.place?.[2]) - Number(other.place?.[2]))
    .map(({ place, source }) => ({ name: place?.[3] ?? '', ...parseMarkdown(source) }))

/** Pages in which every word stands; those with all of them in their title first. */
export const searchHelp = (pages: readonly HelpPage[], search: string): readonly FoundPage[] => {
  const needles = fold(search).split(' ').filter(Boolean)
  const holds = (text: string) => needles.every((needle) => fold(text).includes(needle))
  const found = pages.flatMap((page): FoundPage[] => {
    if (holds(page.title)) return [{ ...page, excerpt: null }]
    const texts = page.blocks.flatMap(textsOf)
    if (!holds([page.title, ...texts].join(' '))) return []
    return [{ ...page, excerpt: texts.find(holds) ?? texts.find((text) => needles.some((needle) => fold(text).includes(needle))) ?? null }]
  })
  return found.toSorted((one, other) => Number(one.excerpt !== null) - Number(other.excerpt !== null))
}
