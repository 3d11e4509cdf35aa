import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Language } from '../../src-shared/lib/schemas.ts'

type Texts = Record<string, unknown>

// A file `<language>/<feature>.json` is a namespace of that name: nothing needs to be registered.
const files = import.meta.glob<Texts>('./*/*.json', { eager: true, import: 'default' })

const resources: Record<string, Record<string, Texts>> = {}
for (const [path, texts] of Object.entries(files)) {
  const [, language, feature] = /^\.\/(\w+)\/([\w-]+)\.json$/.exec(path) ?? []
  if (!language || !feature) continue
  const namespaces = resources[language] ?? {}
  namespaces[feature] = texts
  resources[language] = namespaces
}

const key = 'leadline-language'

/** The language of the last visit, else the browser's: what is spoken until the core has answered. */
export const rememberedLanguage = (): Language => {
  const known = localStorage.getItem(key) ?? navigator.language.slice(0, 2)
  return known === 'en' ? 'en' : known === 'pl' ? 'pl' : 'en'
}

/** Makes the texts ready; must be called once before the first component is drawn. */
export const startTexts = async (language: Language): Promise<void> => {
  await i18next.use(initReactI18next).init({
    resources,
    lng: language,
    fallbackLng: 'en',
    defaultNS: 'ui',
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  document.documentElement.lang = language
}

/** Changes the language of the page at once. */
export const speak = (language: Language): void => {
  localStorage.setItem(key, language)
  document.documentElement.lang = language
  if (i18next.language !== language) void i18next.changeLanguage(language)
}
