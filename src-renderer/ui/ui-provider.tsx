import './tokens.css'
import './fonts.css'
import '@mantine/core/styles.layer.css'
import '@mantine/notifications/styles.layer.css'
import './mantine.css'
import './base.css'
import { MantineProvider } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { Notifications } from '@mantine/notifications'
import { type ReactNode, useEffect } from 'react'
import { darkPreferred, rememberedTheme, rememberTheme, type Theme } from './color-scheme.ts'
import { cssVariables, theme as mantineTheme } from './theme.ts'

interface Props {
  /** What is chosen on this machine; undefined while the core has not answered: then what was chosen last time. */
  readonly theme: Theme | undefined
  readonly children: ReactNode
}

/** Tokens, fonts, theme and toasts: around every page. */
export const UiProvider = ({ theme, children }: Props) => {
  const preferred = useMediaQuery('(prefers-color-scheme: dark)', darkPreferred(), { getInitialValueInEffect: false })
  const chosen = theme ?? rememberedTheme()
  useEffect(() => {
    if (theme) rememberTheme(theme)
  }, [theme])
  const scheme = chosen === 'auto' ? (preferred ? 'dark' : 'light') : chosen
  return (
    <MantineProvider theme={mantineTheme} cssVariablesResolver={cssVariables} forceColorScheme={scheme}>
      <Notifications position="bottom-center" limit={3} />
      {children}
    </MantineProvider>
  )
}
