import { expect, test } from 'vitest'
import { writtenWords } from '../../src-shared/import/written-words.ts'
import clientsInEnglish from '../i18n/en/clients.json'
import leadsInEnglish from '../i18n/en/leads.json'
import clientsInPolish from '../i18n/pl/clients.json'
import leadsInPolish from '../i18n/pl/leads.json'

test.each([
  ['pl', clientsInPolish, leadsInPolish],
  ['en', clientsInEnglish, leadsInEnglish],
] as const)('B9 exported tables call things as the screens do: %s', (language, clients, leads) => {
  expect(writtenWords[language]).toEqual({
    status: clients.status,
    type: clients.type,
    employeesCount: clients.employees,
    position: clients.position,
    leadSource: clients.lead_source,
    leadStatus: leads.status,
    boolean: { true: clients.yes, false: clients.no },
  })
})
