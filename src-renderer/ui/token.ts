/** A token that holds a length in px, as a number: for what is computed and not drawn by CSS. */
export const tokenPixels = (name: `--${string}`): number =>
  Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue(name)) || 0
