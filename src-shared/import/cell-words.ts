import { employeesCounts, positions } from '../contacts/contact-kind.ts'
import { fold } from '../lib/fold.ts'

type Words = ReadonlyMap<string, string>

const plain = (text: string): string => fold(text.replaceAll('_', ' '))

const wordsOf = (words: Readonly<Record<string, readonly string[]>>): Words =>
  new Map(Object.entries(words).flatMap(([value, names]) => [value, ...names].map((name) => [plain(name), value] as const)))

/** The value for which a cell stands, however it is written; undefined where it is none of these words. */
export const wordIn = (words: Words, cell: string): string | undefined => words.get(plain(cell))

/** Words of cells, folded, and the value that a contact keeps. Exported files hold the value itself. */
export const statusWords = wordsOf({
  individual: ['osoba', 'osoba prywatna', 'osoba fizyczna', 'person', 'private'],
  company: ['firma', 'przedsiębiorstwo', 'organizacja', 'business', 'organization', 'organisation'],
})

export const typeWords = wordsOf({
  potential: ['potencjalny', 'potencjalny klient', 'prospect', 'potential client', 'potential customer'],
  client: ['klient', 'customer', 'obecny klient'],
  reseller: ['odsprzedawca', 'pośrednik', 'dystrybutor', 'distributor'],
  partner: ['partner'],
})

export const booleanWords = wordsOf({
  true: ['tak', 'yes', 'y', 't', '1', 'prawda', 'x', '✓', 'on'],
  false: ['nie', 'no', 'n', '0', 'fałsz', 'off'],
})

export const positionWords = wordsOf({
  ceo: ['prezes', 'właściciel', 'owner', 'prezes zarządu', 'chief executive officer', 'president'],
  director: ['dyrektor'],
  manager: ['kierownik', 'menedżer', 'menadżer'],
  sales_manager: ['kierownik sprzedaży', 'menedżer sprzedaży', 'handlowiec', 'sales'],
  hr: ['kadry', 'human resources'],
  support: ['obsługa klienta', 'wsparcie', 'wsparcie techniczne'],
})

const employeesWords = wordsOf({
  '50': ['1-49', '1-50', '0-50', '<50', 'up to 50', 'do 50', '1-10', '11-50', '10-49'],
  '50_250': ['50-250', '51-200', '51-250', '50-249'],
  '250_500': ['250-500', '201-500', '251-500', '250+', '>250', '500+', '501-1000', '1001-5000', '5001-10000', '10000+'],
})

/** How many people work there: as a range that programs write, or as a number. Undefined where it is neither. */
export const employeesCountOf = (cell: string): (typeof employeesCounts)[number] | undefined => {
  const word = employeesWords.get(
    plain(cell)
      .replace(/\s*[\u2010-\u2015-]\s*/g, '-')
      .replace(/ (employees|osob|pracownikow)$/, ''),
  )
  if (word !== undefined) return employeesCounts.find((count) => count === word)
  if (!/^\d{1,7}$/.test(cell)) return undefined
  const number = Number(cell)
  return number < 50 ? '50' : number <= 250 ? '50_250' : '250_500'
}

type Position = (typeof positions)[number]

/** What a contact person does: one of the positions, or whatever else as a title of their own. */
export const positionOf = (cell: string): { readonly position: Position | null; readonly title: string } => {
  const [, word = cell, title = ''] = /^([^:]+): (.+)$/s.exec(cell) ?? []
  if (title !== '' && positions.includes(word as Position)) return { position: word as Position, title }
  const position = positions.find((one) => one === wordIn(positionWords, cell))
  if (position) return { position, title: '' }
  if (cell === 'custom') return { position: 'custom', title: '' }
  return cell === '' ? { position: null, title: '' } : { position: 'custom', title: cell }
}

/** The cell from which `positionOf` reads the same. */
export const positionCell = ({ position, title }: { readonly position: Position | null; readonly title: string }): string => {
  if (title === '') return position ?? ''
  // A title without a position comes back as one of its own.
  if (position === null || position === 'custom') return positionOf(title).title === title ? title : `custom: ${title}`
  return `${position}: ${title}`
}

/** How a lead came, by the names under which the screens show it. */
export const leadSourceWords = wordsOf({
  manual: ['dodany ręcznie', 'ręcznie', 'added by hand', 'by hand'],
  call_incoming: ['połączenie przychodzące', 'incoming call'],
  call_outgoing: ['połączenie wychodzące', 'outgoing call'],
  form: ['formularz', 'web form'],
  import: ['z pliku'],
  autodialer: [],
})

/** The statuses that every workspace has, by the names under which the screens and other programs show them. */
export const leadStatusWords = wordsOf({
  not_processed: ['new', 'nowy', 'nowe', 'nieobsłużony', 'nieprzetworzony', 'unprocessed', 'uncontacted'],
  in_progress: ['in progress', 'open', 'w toku', 'w trakcie', 'otwarty'],
  deferred: ['odroczony', 'odłożony', 'on hold'],
  finished: ['zakończony', 'won', 'wygrany', 'converted'],
  unsuitable: ['nieodpowiedni', 'niepasujący', 'lost', 'przegrany', 'unqualified', 'nierokujący'],
})
