/** `auto` follows the system. */
export type Theme = 'light' | 'dark' | 'auto'

const key = 'leadline-theme'

const isTheme = (value: string | null): value is Theme => value === 'light' || value === 'dark' || value === 'auto'

/** The theme of the last visit, so that the first picture is right before the core has answered. */
export const rememberedTheme = (): Theme => {
  const value = localStorage.getItem(key)
  return isTheme(value) ? value : 'auto'
}

export const rememberTheme = (theme: Theme) => localStorage.setItem(key, theme)

export const darkPreferred = () => window.matchMedia('(prefers-color-scheme: dark)').matches
