import { existsSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { chooseNode } from './choices.mjs'
import { become, modules, ownNode, root, say } from './launch.mjs'
import { languageOf } from './options.mjs'
import { texts } from './texts.mjs'

/**
 * Starts the team's server under a Node that can run it. Exit code 1: it cannot run here.
 * @param {readonly string[]} words
 */
export const launchServer = (words) => {
  const text = texts[languageOf([], process.env, Intl.DateTimeFormat().resolvedOptions().locale)]
  const node = chooseNode({ version: process.versions.node, path: process.execPath }, ownNode())
  if ('tooOld' in node) {
    say(text.tooOld(node.tooOld))
    process.exit(1)
  }
  if (!existsSync(join(modules, 'fastify')) || !existsSync(join(modules, 'better-sqlite3'))) {
    say(text.notInstalled)
    process.exit(1)
  }
  become(node.node, [...node.flags, join(root, 'src-server', 'main.ts'), ...words], process.env)
}
