import type { StatusKey } from '../catalogue/lead-statuses.ts'
import type { contactStatuses, contactTypes, employeesCounts, leadSources, positions } from '../contacts/contact-kind.ts'
import type { Language } from '../lib/schemas.ts'

type Named<Value extends string> = Readonly<Record<Value, string>>

interface WrittenWords {
  readonly status: Named<(typeof contactStatuses)[number]>
  readonly type: Named<(typeof contactTypes)[number]>
  readonly employeesCount: Named<(typeof employeesCounts)[number]>
  readonly position: Named<(typeof positions)[number]>
  readonly leadSource: Named<(typeof leadSources)[number]>
  readonly leadStatus: Named<StatusKey>
  readonly boolean: Named<'true' | 'false'>
}

/** The words that exported tables hold in place of values: those of the screens. Each of them is read back (`cell-words.ts`). */
export const writtenWords: Readonly<Record<Language, WrittenWords>> = {
  pl: {
    status: { individual: 'Osoba', company: 'Firma' },
    type: { potential: 'Potencjalny', client: 'Klient', reseller: 'Reseller', partner: 'Partner' },
    employeesCount: { '50': 'do 50 osób', '50_250': '50–250 osób', '250_500': '250–500 osób' },
    position: {
      ceo: 'Prezes',
      director: 'Dyrektor',
      manager: 'Kierownik',
      sales_manager: 'Kierownik sprzedaży',
      hr: 'Kadry',
      support: 'Obsługa',
      custom: 'Inne',
    },
    leadSource: {
      manual: 'dodany ręcznie',
      call_incoming: 'połączenie przychodzące',
      call_outgoing: 'połączenie wychodzące',
      form: 'formularz',
      import: 'import',
      autodialer: 'autodialer',
    },
    leadStatus: {
      not_processed: 'nieprzetworzony',
      in_progress: 'w toku',
      deferred: 'odłożony',
      finished: 'zakończony',
      unsuitable: 'nieodpowiedni',
    },
    boolean: { true: 'tak', false: 'nie' },
  },
  en: {
    status: { individual: 'Person', company: 'Company' },
    type: { potential: 'Potential', client: 'Client', reseller: 'Reseller', partner: 'Partner' },
    employeesCount: { '50': 'up to 50 people', '50_250': '50–250 people', '250_500': '250–500 people' },
    position: {
      ceo: 'CEO',
      director: 'Director',
      manager: 'Manager',
      sales_manager: 'Sales manager',
      hr: 'HR',
      support: 'Support',
      custom: 'Other',
    },
    leadSource: {
      manual: 'added by hand',
      call_incoming: 'incoming call',
      call_outgoing: 'outgoing call',
      form: 'form',
      import: 'import',
      autodialer: 'autodialer',
    },
    leadStatus: {
      not_processed: 'unprocessed',
      in_progress: 'in progress',
      deferred: 'deferred',
      finished: 'completed',
      unsuitable: 'unsuitable',
    },
    boolean: { true: 'yes', false: 'no' },
  },
}
