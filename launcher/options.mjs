/**
 * What the command line asks for; null and absent mean: as it comes.
 * @typedef {object} Options
 * @property {'electron' | 'node' | null} host
 * @property {number | null} port  of the Node host's page, 0 for any free one
 * @property {string | null} data  folder, as typed
 * @property {'pl' | 'en' | null} language
 * @property {boolean} demo
 * @property {boolean} open  whether the Node host may open a browser
 * @property {boolean} help
 */

/**
 * A command line that cannot be followed, as a key of the launcher's texts and what was typed.
 * @typedef {object} Refusal
 * @property {'unknownFlag' | 'missingValue' | 'needlessValue' | 'wrongHost' | 'wrongPort' | 'wrongLanguage' | 'emptyData'} problem
 * @property {string} typed
 */

const valued = ['--host', '--port', '--data', '--lang']
const switches = ['--demo', '--no-open', '--help', '-h']

/** @param {string} text */
const portOf = (text) => (/^\d{1,5}$/.test(text) && Number(text) <= 65535 ? Number(text) : null)

/**
 * Reads the flags. A value follows its flag or an equals sign; of a repeated flag the last one counts.
 * @param {readonly string[]} words
 * @returns {{ options: Options } | { refusal: Refusal }}
 */
export const readOptions = (words) => {
  /** @type {Options} */
  const options = { host: null, port: null, data: null, language: null, demo: false, open: true, help: false }

  /** @type {(problem: Refusal['problem'], typed: string) => { refusal: Refusal }} */
  const refuse = (problem, typed) => ({ refusal: { problem: problem, typed: typed } })

  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] || ''
    const equals = word.startsWith('--') ? word.indexOf('=') : -1
    const flag = equals < 0 ? word : word.slice(0, equals)

    if (switches.includes(flag)) {
      if (equals >= 0) return refuse('needlessValue', flag)
      if (flag === '--demo') options.demo = true
      else if (flag === '--no-open') options.open = false
      else options.help = true
      continue
    }
    if (!valued.includes(flag)) return refuse('unknownFlag', word)

    let value = word.slice(equals + 1)
    if (equals < 0) {
      index += 1
      const next = words[index]
      if (next === undefined || next.startsWith('--')) return refuse('missingValue', flag)
      value = next
    }
    if (flag === '--host') {
      if (value !== 'electron' && value !== 'node') return refuse('wrongHost', value)
      options.host = value
    } else if (flag === '--port') {
      options.port = portOf(value)
      if (options.port === null) return refuse('wrongPort', value)
    } else if (flag === '--lang') {
      if (value !== 'pl' && value !== 'en') return refuse('wrongLanguage', value)
      options.language = value
    } else {
      if (value.trim() === '') return refuse('emptyData', value)
      options.data = value
    }
  }
  return { options: options }
}

/**
 * For whatever runs TypeScript and ends threads: Node reads it by WebAssembly, and V8's wrappers around that, once compiled, are freed by a
 * thread that ends while another one counts on them (`Check failed: jit_page.has_value()`, nodejs/node#64500). So they are never compiled.
 */
export const typeScriptFlags = ['--wasm-wrapper-tiering-budget=2147483647']

/** Node's own flags for the core. The space in which short-lived things are made would take 150 MB more while a file is imported. */
export const coreFlags = [...typeScriptFlags, '--max-semi-space-size=4']

/**
 * The flags of the Node host.
 * @param {Options} options
 * @param {string | null} dataFolder  absolute
 */
export const nodeHostFlags = (options, dataFolder) => {
  /** @type {string[]} */
  const flags = []
  if (options.port !== null) flags.push('--port', String(options.port))
  if (dataFolder !== null) flags.push('--data', dataFolder)
  if (options.language !== null) flags.push('--lang', options.language)
  if (options.demo) flags.push('--demo')
  if (!options.open) flags.push('--no-open')
  return flags
}

/**
 * The flags of the desktop program. Chromium sorts the words of a command line: a value stays with its flag only behind an equals sign.
 * @param {Options} options
 * @param {string | null} dataFolder  absolute
 */
export const desktopFlags = (options, dataFolder) => {
  /** @type {string[]} */
  const flags = []
  if (dataFolder !== null) flags.push(`--data=${dataFolder}`)
  if (options.language !== null) flags.push(`--lang=${options.language}`)
  if (options.demo) flags.push('--demo')
  return flags
}

/**
 * Language of the launcher's own sentences: the flag's (also of a command line that is refused for something else), then the system's.
 * @param {readonly string[]} words
 * @param {Readonly<Record<string, string | undefined>>} environment
 * @param {string} systemLocale  where the environment names none, as on Windows
 * @returns {'pl' | 'en'}
 */
export const languageOf = (words, environment, systemLocale) => {
  const place = words.lastIndexOf('--lang')
  const joined = words.filter((word) => word.startsWith('--lang=')).map((word) => word.slice('--lang='.length))
  const asked = joined.pop() || (place < 0 ? undefined : words[place + 1])
  if (asked === 'pl' || asked === 'en') return asked
  const locale = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || systemLocale
  return /^pl([_.@-]|$)/i.test(locale) ? 'pl' : 'en'
}
