import { type CSSVariablesResolver, createTheme, type VariantColorsResolver } from '@mantine/core'

/** Colours with a fixed meaning: `blue` what can be done, `green` answered, `red` ended and destructive. */
const meanings = { blue: 'accent', green: 'green', red: 'red' } as const

const meaningOf = (color: string | undefined) => meanings[color as keyof typeof meanings] ?? 'accent'

const variantColors: VariantColorsResolver = ({ color, variant }) => {
  const meaning = meaningOf(color)
  if (variant === 'filled') {
    return {
      background: `var(--${meaning})`,
      hover: `var(--${meaning}-hover)`,
      color: `var(--on-${meaning})`,
      border: 'var(--hairline) solid transparent',
    }
  }
  const text = color === undefined || meaning === 'accent' ? 'var(--text)' : `var(--${meaning})`
  if (variant === 'light') {
    return {
      background: `var(--${meaning}-soft)`,
      hover: `var(--${meaning}-soft)`,
      color: `var(--${meaning})`,
      border: 'var(--hairline) solid transparent',
    }
  }
  if (variant === 'subtle' || variant === 'transparent') {
    return {
      background: 'transparent',
      hover: 'var(--sunken)',
      color: color === undefined ? 'var(--text-second)' : text,
      border: 'var(--hairline) solid transparent',
    }
  }
  return { background: 'var(--surface)', hover: 'var(--hover)', color: text, border: 'var(--hairline) solid var(--line-button)' }
}

/** Mantine's own variables, said in our tokens, which know light and dark themselves. */
export const cssVariables: CSSVariablesResolver = () => {
  const colors = {
    '--mantine-color-body': 'var(--surface)',
    '--mantine-color-text': 'var(--text)',
    '--mantine-color-bright': 'var(--text)',
    '--mantine-color-dimmed': 'var(--text-second)',
    '--mantine-color-placeholder': 'var(--text-third)',
    '--mantine-color-anchor': 'var(--accent)',
    '--mantine-color-error': 'var(--red)',
    '--mantine-color-success': 'var(--green)',
    '--mantine-color-default': 'var(--surface)',
    '--mantine-color-default-hover': 'var(--hover)',
    '--mantine-color-default-color': 'var(--text)',
    '--mantine-color-default-border': 'var(--line)',
    '--mantine-color-disabled': 'var(--sunken)',
    '--mantine-color-disabled-color': 'var(--text-third)',
    '--mantine-color-disabled-border': 'var(--line)',
    '--mantine-primary-color-filled': 'var(--accent)',
    '--mantine-primary-color-filled-hover': 'var(--accent-hover)',
    '--mantine-primary-color-light': 'var(--accent-soft)',
    '--mantine-primary-color-light-hover': 'var(--accent-soft)',
    '--mantine-primary-color-light-color': 'var(--accent)',
    '--mantine-primary-color-contrast': 'var(--on-accent)',
    '--mantine-color-blue-filled': 'var(--accent)',
    '--mantine-color-blue-filled-hover': 'var(--accent-hover)',
    '--mantine-color-green-filled': 'var(--green)',
    '--mantine-color-red-filled': 'var(--red)',
  }
  return { variables: {}, light: colors, dark: colors }
}

const spacing = {
  xs: 'var(--space-4)',
  sm: 'var(--space-8)',
  md: 'var(--space-12)',
  lg: 'var(--space-16)',
  xl: 'var(--space-24)',
}
const fontSizes = {
  xs: 'var(--text-small)',
  sm: 'var(--text-base)',
  md: 'var(--text-base)',
  lg: 'var(--text-card)',
  xl: 'var(--text-title)',
}
const radius = {
  xs: 'var(--radius-small)',
  sm: 'var(--radius)',
  md: 'var(--radius)',
  lg: 'var(--radius-panel)',
  xl: 'var(--radius-round)',
}
const shadow = 'var(--shadow)'
const lineHeight = 'var(--leading)'

/** Milliseconds for which the pointer rests on something before its hint is shown. */
export const hintDelay = 400

export const theme = createTheme({
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--font-code)',
  primaryColor: 'blue',
  defaultRadius: 'sm',
  respectReducedMotion: true,
  cursorType: 'pointer',
  spacing,
  fontSizes,
  radius,
  shadows: { xs: shadow, sm: shadow, md: shadow, lg: shadow, xl: shadow },
  lineHeights: { xs: lineHeight, sm: lineHeight, md: lineHeight, lg: lineHeight, xl: lineHeight },
  fontWeights: { regular: 'var(--weight-normal)', medium: 'var(--weight-medium)', bold: 'var(--weight-strong)' },
  headings: { fontFamily: 'var(--font)', fontWeight: 'var(--weight-strong)' },
  variantColorResolver: variantColors,
  components: {
    Button: { defaultProps: { variant: 'default' } },
    ActionIcon: { defaultProps: { variant: 'subtle' } },
    Checkbox: { defaultProps: { radius: 'var(--radius-tiny)' } },
    Tooltip: { defaultProps: { openDelay: hintDelay, withArrow: false, transitionProps: { duration: 100 } } },
    Modal: { defaultProps: { centered: false, yOffset: '10vh', transitionProps: { duration: 100, transition: 'fade' } } },
    Menu: { defaultProps: { transitionProps: { duration: 100, transition: 'fade' }, shadow: 'md' } },
    Popover: { defaultProps: { transitionProps: { duration: 100, transition: 'fade' }, shadow: 'md' } },
    Select: { defaultProps: { comboboxProps: { transitionProps: { duration: 0 } }, allowDeselect: false, withCheckIcon: false } },
  },
})
