import { type Browser, chromium, type LaunchOptions } from '@playwright/test'

export const chromiumPath = '/usr/bin/chromium'

/** Flags for every Chromium of the tests: a beeping microphone nobody has to allow, and no traffic of its own. */
export const chromiumArguments = [
  '--no-sandbox',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
  // calls stay on this machine, also where loopback is its only network
]

/** Debian's Chromium, headless; `options` come on top, their `args` are added. */
export function launchChromium(options: LaunchOptions = {}): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath,
    timeout: 30_000,
    ...options,
    args: [...chromiumArguments, ...(options.args ?? [])],
  })
}
