/**
 * The Node that is to run the program.
 * @typedef {{ node: string, flags: readonly string[] } | { tooOld: string }} NodeChoice
 */

/** @param {string} version */
const partsOf = (version) => version.replace(/^v/, '').split('.').map(Number)

/**
 * Whether a version of Node is at least another.
 * @param {string} version  `24.21.0`
 * @param {string} least
 */
export const atLeast = (version, least) => {
  const have = partsOf(version)
  const want = partsOf(least)
  for (let index = 0; index < want.length; index += 1) {
    const difference = (have[index] || 0) - (want[index] || 0)
    if (difference !== 0) return difference > 0
  }
  return true
}

/** better-sqlite3 13 needs Node-API 10; a Node below this one it ends with a segmentation fault. */
export const oldestNode = '22.14.0'

/**
 * Which Node runs the program: the one at hand where it is as new as the project's own (24), else the project's own, else the one at hand where
 * it can run the program at all. TypeScript runs without a flag from 22.18 on.
 * @param {{ version: string, path: string }} running
 * @param {string | null} own  path of the Node that npm installed with the project
 * @returns {NodeChoice}
 */
export const chooseNode = (running, own) => {
  if (atLeast(running.version, '24.0.0')) return { node: running.path, flags: [] }
  if (own !== null) return { node: own, flags: [] }
  if (!atLeast(running.version, oldestNode)) return { tooOld: running.version }
  const quiet = '--disable-warning=ExperimentalWarning'
  return { node: running.path, flags: atLeast(running.version, '22.18.0') ? [quiet] : ['--experimental-strip-types', quiet] }
}

/**
 * Where npm puts the project's own Node, below `node_modules`.
 * @param {string} platform  as `process.platform`
 * @param {string} architecture  as `process.arch`
 */
export const ownNodePath = (platform, architecture) =>
  platform === 'win32' ? `node-win-${architecture}/bin/node.exe` : `node-${platform}-${architecture}/bin/node`

/**
 * Electron where it is asked for or possible, else the Node host. `said` is a sentence that the person should read.
 * @typedef {{ host: 'electron' } | { host: 'node', said: 'noRuntime' | 'noDisplay' | null } | { refused: 'noRuntime' | 'noDisplay' }} HostChoice
 */

/**
 * @param {'electron' | 'node' | null} asked
 * @param {boolean} runtime  whether an Electron runtime is installed
 * @param {boolean} display
 * @returns {HostChoice}
 */
export const chooseHost = (asked, runtime, display) => {
  if (asked === 'node') return { host: 'node', said: null }
  if (runtime && display) return { host: 'electron' }
  const reason = runtime ? 'noDisplay' : 'noRuntime'
  return asked === 'electron' ? { refused: reason } : { host: 'node', said: reason }
}

/**
 * Whether a window can be shown.
 * @param {string} platform
 * @param {Readonly<Record<string, string | undefined>>} environment
 */
export const hasDisplay = (platform, environment) =>
  platform === 'win32' || platform === 'darwin' || Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY)
