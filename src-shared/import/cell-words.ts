import { employeesCounts, positions } from '../contacts/contact-kind.ts'
import { fold } from '../lib/fold.ts'
import { remembering } from '../lib/remember.ts'
import { type Language, languageSchema } from '../lib/schemas.ts'
import { writtenWords } from './written-words.ts'

type Words = ReadonlyMap<string, string>

const plain = remembering((text) => fold(text.replaceAll('_', ' ')))

/** The values themselves, what exported files call them in each language, and what people and other programs write. */
const wordsOf = (field: keyof (typeof writtenWords)[Language], words: Readonly<Record<string, readonly string[]>>): Words => {
  const written = languageSchema.options.flatMap((language) => Object.entries<string>(writtenWords[language][field]))
  const others = Object.entries(words).flatMap(([value, names]) => names.map((name) => [value, name] as const))
  return new Map([...others, ...written].flatMap(([value, name]) => [value, name].map((word) => [plain(word), value] as const)))
}

/** The value for which a cell stands, however it is written; undefined where it is none of these words. */
export const wordIn = (words: Words, cell: string): string | undefined => words.get(plain(cell))

/** Words of cells, folded, and the value that a contact keeps. */
export const statusWords = wordsOf('status', {
  individual: ['osoba prywatna', 'osoba fizyczna', 'private'],
  company: ['przedsiębiorstwo', 'organizacja', 'business', 'organization', 'organisation'],
})

export const typeWords = wordsOf('type', {
  potential: ['potencjalny klient', 'prospect', 'potential client', 'potential customer'],
  client: ['customer', 'obecny klient'],
  reseller: ['odsprzedawca', 'pośrednik', 'dystrybutor', 'distributor'],
})

export const booleanWords = wordsOf('boolean', {
  true: ['y', 't', '1', 'prawda', 'x', '✓', 'on'],
  false: ['n', '0', 'fałsz', 'off'],
})

export const positionWords = wordsOf('position', {
  ceo: ['właściciel', 'owner', 'prezes zarządu', 'chief executive officer', 'president'],
  manager: ['menedżer', 'menadżer'],
  sales_manager: ['menedżer sprzedaży', 'handlowiec', 'sales'],
  hr: ['human resources'],
  support: ['obsługa klienta', 'wsparcie', 'wsparcie techniczne'],
})

const employeesWords = wordsOf('employeesCount', {
  '50': ['1-49', '1-50', '0-50', '<50', 'up to 50', 'do 50', '1-10', '11-50', '10-49'],
  '50_250': ['50-250', '51-200', '51-250', '50-249'],
  '250_500': ['250-500', '201-500', '251-500', '250+', '>250', '500+', '501-1000', '1001-5000', '5001-10000', '10000+'],
})

/** How many people work there: as a range that programs write, or as a number. Undefined where it is neither. */
export const employeesCountOf = (cell: string): (typeof employeesCounts)[number] | undefined => {
  const word = employeesWords.get(
    plain(cell)
      .replace(/\s*[\u2010-\u2015-]\s*/g, '-')
      .replace(/ (employees|people|osob|pracownikow)$/, ''),
  )
  if (word !== undefined) return employeesCounts.find((count) => count === word)
  if (!/^\d{1,7}$/.test(cell)) return undefined
  const number = Number(cell)
  return number < 50 ? '50' : number <= 250 ? '50_250' : '250_500'
}

type Position = (typeof positions)[number]

const positionIn = (word: string): Position | undefined => positions.find((one) => one === wordIn(positionWords, word))

/** What a contact person does: one of the positions, or whatever else as a title of their own. */
export const positionOf = (cell: string): { readonly position: Position | null; readonly title: string } => {
  if (cell === '') return { position: null, title: '' }
  const [, word = '', title = ''] = /^([^:]+): (.+)$/s.exec(cell) ?? []
  const titled = positionIn(word)
  if (titled) return { position: titled, title }
  const position = positionIn(cell)
  return position ? { position, title: '' } : { position: 'custom', title: cell }
}

/** The cell from which `positionOf` reads the same. */
export const positionCell = (
  { position, title }: { readonly position: Position | null; readonly title: string },
  language: Language,
): string => {
  const words = writtenWords[language].position
  if (title === '') return position === null ? '' : words[position]
  // A title without a position comes back as one of its own.
  if (position === null || position === 'custom') return positionOf(title).title === title ? title : `${words.custom}: ${title}`
  return `${words[position]}: ${title}`
}

/** How a lead came, by the names under which the screens show it. */
export const leadSourceWords = wordsOf('leadSource', {
  manual: ['ręcznie', 'by hand'],
  form: ['web form'],
  import: ['z pliku'],
})

/** The statuses that every workspace has, by the names under which the screens and other programs show them. */
export const leadStatusWords = wordsOf('leadStatus', {
  not_processed: ['new', 'nowy', 'nowe', 'nieobsłużony', 'uncontacted'],
  in_progress: ['open', 'w trakcie', 'otwarty'],
  deferred: ['odroczony', 'on hold'],
  finished: ['won', 'wygrany', 'converted'],
  unsuitable: ['niepasujący', 'lost', 'przegrany', 'unqualified', 'nierokujący'],
})
