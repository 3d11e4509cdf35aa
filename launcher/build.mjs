import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import process from 'node:process'

/**
 * One thing that Vite builds and the sources it is built from, all paths relative to the program's folder.
 * @typedef {object} Target
 * @property {string} config
 * @property {string} out
 * @property {readonly string[]} sources  files and folders; those that do not exist count as empty
 */

/** @type {Target} */
export const renderer = {
  config: 'src-renderer/vite.config.ts',
  out: 'build/renderer',
  sources: ['src-renderer', 'src-shared', 'assets', 'package-lock.json'],
}

/** @type {Target} */
export const desktop = {
  config: 'src-main/host-electron/vite.config.ts',
  out: 'build/electron',
  sources: ['src-main', 'src-node', 'src-preload', 'src-shared', 'package-lock.json'],
}

/**
 * All files below a path, sorted, without tests.
 * @param {string} path
 * @returns {string[]}
 */
const filesBelow = (path) => {
  if (!existsSync(path)) return []
  if (statSync(path).isFile()) return [path]
  /** @type {string[]} */
  const files = []
  for (const name of readdirSync(path).sort()) {
    if (!/\.test\.tsx?$/.test(name)) files.push(...filesBelow(join(path, name)))
  }
  return files
}

/**
 * A fingerprint of the contents: times of files say nothing after a clone or a restored backup.
 * @param {string} root
 * @param {Target} target
 */
export const stampOf = (root, target) => {
  const hash = createHash('sha256')
  for (const source of target.sources) {
    for (const file of filesBelow(join(root, source))) {
      const content = readFileSync(file)
      hash.update(`${relative(root, file)}\0${content.length}\0`)
      hash.update(content)
    }
  }
  return hash.digest('hex')
}

/**
 * @param {string} root
 * @param {Target} target
 * @param {string} stamp
 */
export const isFresh = (root, target, stamp) => {
  const file = join(root, target.out, '.stamp')
  return existsSync(file) && readFileSync(file, 'utf8') === stamp
}

/**
 * Builds a target if its sources have changed. It is built aside and then put in place, so that two programs that start at the same time, or one
 * that still serves the old files, do not meet half a build.
 * @param {string} root
 * @param {Target} target
 * @param {{ node: string, flags: readonly string[] }} node
 * @param {() => void} announce  called if there is something to build
 * @returns {boolean} whether the build is there
 */
export const buildIfStale = (root, target, node, announce) => {
  const stamp = stampOf(root, target)
  if (isFresh(root, target, stamp)) return true
  announce()
  const out = join(root, target.out)
  const aside = `${out}.${process.pid}`
  mkdirSync(join(root, 'build'), { recursive: true })
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const words = [
    ...node.flags,
    vite,
    'build',
    '--config',
    join(root, target.config),
    '--outDir',
    aside,
    '--emptyOutDir',
    '--logLevel',
    'error',
  ]
  // Standard output belongs to the host alone: whoever reads the address from it must find nothing else.
  const built = spawnSync(node.node, words, { cwd: root, stdio: ['ignore', 2, 2] })
  if (built.status !== 0) {
    rmSync(aside, { recursive: true, force: true })
    return false
  }
  writeFileSync(join(aside, '.stamp'), stamp)
  putInPlace(root, target, aside, stamp)
  return true
}

/**
 * @param {string} root
 * @param {Target} target
 * @param {string} aside  folder of the new build
 * @param {string} stamp
 */
const putInPlace = (root, target, aside, stamp) => {
  const out = join(root, target.out)
  const old = `${aside}.old`
  for (let attempt = 1; ; attempt += 1) {
    try {
      if (existsSync(out)) renameSync(out, old)
      renameSync(aside, out)
      break
    } catch (error) {
      // Another start is putting its build in place at this very moment.
      if (isFresh(root, target, stamp)) break
      if (attempt === 3) throw error
    }
  }
  rmSync(aside, { recursive: true, force: true })
  rmSync(old, { recursive: true, force: true })
}
