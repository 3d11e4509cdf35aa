import type { CatalogueItem } from '../../src-shared/catalogue/catalogue-mutators.ts'
import type { ContactInput } from '../../src-shared/contacts/contact-contract.ts'
import type { Contact } from '../../src-shared/contacts/contact-kind.ts'

/** Tags, sources and fields of a company that sells furniture. Ids are made by the caller, in the order of the lists. */
export const demoCatalogue = (makeId: () => string) => {
  const tags = [
    ['VIP', 250],
    ['Hurt', 195],
    ['Targi Poznań 2026', 55],
    ['Salon wystawowy', 150],
    ['Reklamacja', 350],
    ['Newsletter', null],
  ].map(([name, colour]) => ({ kind: 'tag', id: makeId(), name, colour }) as Extract<CatalogueItem, { kind: 'tag' }>)

  const sources = [
    ['utm_source', 'google', 'Google'],
    ['utm_source', 'facebook', 'Facebook'],
    ['utm_campaign', 'jesien-2026', 'Jesień 2026'],
    ['phone', '+48326401100', 'Numer z katalogu'],
    ['custom', 'polecenie', 'Polecenie'],
  ].map(([param, value, name]) => ({ kind: 'source', id: makeId(), name, param, value }) as Extract<CatalogueItem, { kind: 'source' }>)

  const option = (name: string) => ({ id: makeId(), name, mergedInto: null, removed: false })
  const trades = ['Meble kuchenne', 'Meble biurowe', 'Hotele', 'Architekci', 'Sklepy'].map(option)
  const property = (name: string, type: string, order: number, options: unknown[] = []) =>
    ({ kind: 'property', id: makeId(), name, type, order, options }) as Extract<CatalogueItem, { kind: 'property' }>
  const trade = property('Branża', 'list', 1, trades)
  const taxNumber = property('NIP', 'text', 2)
  const contractUntil = property('Umowa do', 'date', 3)
  const turnover = property('Obrót roczny (tys. zł)', 'number', 4)
  const consent = property('Zgoda na kontakt', 'boolean', 5)

  /** What the contact with this number has of them. */
  const chosenBy = (index: number, stage: Contact['stage']): Required<Pick<ContactInput, 'tags' | 'sources' | 'properties'>> => {
    const pick = <Item>(list: readonly Item[], by: number): Item => list[by % list.length] as Item
    const isTold = index % 3 !== 1
    return {
      tags: [...new Set([...(index % 2 === 0 ? [pick(tags, index / 2).id] : []), ...(index % 7 === 0 ? [pick(tags, index).id] : [])])],
      sources: index % 4 === 0 || stage === 'lead' ? [pick(sources, Math.floor(index / 3)).id] : [],
      properties: {
        ...(isTold ? { [trade.id]: pick(trades, Math.floor(index / 2)).id } : {}),
        ...(index % 5 === 0 ? { [taxNumber.id]: `631${String(1_000_000 + index * 397).slice(0, 7)}` } : {}),
        ...(index % 6 === 0 && stage === 'client' ? { [contractUntil.id]: `202${7 + (index % 3)}-0${1 + (index % 9)}-28` } : {}),
        ...(index % 4 === 2 ? { [turnover.id]: 50 + ((index * 37) % 900) } : {}),
        ...(isTold ? { [consent.id]: index % 8 !== 0 } : {}),
      },
    }
  }

  return { items: [...tags, ...sources, trade, taxNumber, contractUntil, turnover, consent] as readonly CatalogueItem[], chosenBy }
}

/** What people have planned: title, and days and hours from the beginning of today. */
export const demoTasks = [
  { title: 'Wysłać ofertę na kuchnie', day: 0, hour: 15 },
  { title: 'Zadzwonić w sprawie terminu dostawy', day: 1, hour: 9 },
  { title: 'Przypomnieć o przedłużeniu umowy', day: 3, hour: 11 },
  { title: 'Umówić wizytę w salonie', day: -1, hour: 12 },
  { title: 'Sprawdzić reklamację', day: 0, hour: 10 },
] as const
