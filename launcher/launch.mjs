import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { buildIfStale, desktop, renderer } from './build.mjs'
import { chooseHost, chooseNode, hasDisplay, ownNodePath } from './choices.mjs'
import { coreFlags, desktopFlags, languageOf, nodeHostFlags, readOptions } from './options.mjs'
import { texts } from './texts.mjs'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
export const modules = join(root, 'node_modules')

/** The Electron executable if npm has fetched it. `import 'electron'` is no way to ask: it would start a download. */
const electronRuntime = () => {
  const folder = join(modules, 'electron')
  const pathFile = join(folder, 'path.txt')
  if (!existsSync(pathFile)) return null
  const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH || join(folder, 'dist')
  const executable = join(dist, readFileSync(pathFile, 'utf8').trim())
  return existsSync(executable) ? executable : null
}

/** Path of the Node that npm installed with the project, or null. */
export const ownNode = () => {
  const path = join(modules, ownNodePath(process.platform, process.arch))
  return existsSync(path) ? path : null
}

/** @param {string} sentence */
export const say = (sentence) => process.stderr.write(`${sentence}\n`)

/**
 * Becomes, as far as anyone can see, the program it starts: its output, its signals, its exit code.
 * @param {string} command
 * @param {readonly string[]} words
 * @param {NodeJS.ProcessEnv} environment
 */
export const become = (command, words, environment) => {
  const child = spawn(command, words, { stdio: 'inherit', env: environment })
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {
      // Ctrl+C at a terminal reaches the child by itself; a second one would cut its closing short.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    })
  }
  child.on('error', (error) => {
    say(error.message)
    process.exit(1)
  })
  child.on('exit', (code, signal) => process.exit(signal === null ? (code === null ? 1 : code) : 128 + (constants.signals[signal] || 0)))
}

/**
 * Starts the program. Exit codes of its own: 1 it cannot run here, 2 the command line is wrong.
 * @param {readonly string[]} words
 */
export const launch = (words) => {
  const language = languageOf(words, process.env, Intl.DateTimeFormat().resolvedOptions().locale)
  const text = texts[language]

  const read = readOptions(words)
  if ('refusal' in read) {
    const sentence = text[read.refusal.problem]
    say(typeof sentence === 'function' ? sentence(read.refusal.typed) : sentence)
    process.exit(2)
  }
  const options = read.options
  if (options.help) {
    process.stdout.write(text.help)
    process.exit(0)
  }

  const node = chooseNode({ version: process.versions.node, path: process.execPath }, ownNode())
  if ('tooOld' in node) {
    say(text.tooOld(node.tooOld))
    process.exit(1)
  }
  if (!existsSync(join(modules, 'vite')) || !existsSync(join(modules, 'better-sqlite3'))) {
    say(text.notInstalled)
    process.exit(1)
  }

  const runtime = electronRuntime()
  const choice = chooseHost(options.host, runtime !== null, hasDisplay(process.platform, process.env))
  if ('refused' in choice) {
    say(choice.refused === 'noRuntime' ? text.refusedNoRuntime : text.refusedNoDisplay)
    process.exit(1)
  }
  if (choice.host === 'node' && choice.said !== null) say(text[choice.said])

  const built =
    buildIfStale(root, renderer, node, () => say(text.buildingScreens)) &&
    (choice.host === 'node' || buildIfStale(root, desktop, node, () => say(text.buildingDesktop)))
  if (!built) {
    say(text.buildFailed)
    process.exit(1)
  }

  const dataFolder = options.data === null ? null : resolve(options.data)
  if (choice.host === 'electron' && runtime !== null) {
    const environment = Object.assign({}, process.env)
    // Editors built on Electron leave this behind in their terminals; with it Electron is a bare Node.
    delete environment.ELECTRON_RUN_AS_NODE
    become(runtime, [root, ...desktopFlags(options, dataFolder)], environment)
  } else {
    const entry = join(root, 'src-main', 'host-node', 'main.ts')
    become(node.node, [...node.flags, ...coreFlags, entry, ...nodeHostFlags(options, dataFolder)], process.env)
  }
}
