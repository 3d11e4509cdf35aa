import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseAst } from 'vite'
import { filesBelow } from '../architecture/modules.ts'

/** One thing that is tested, as its title says it. */
export interface Title {
  readonly text: string
  /** From the program's folder, with slashes. */
  readonly file: string
}

/** A line of a page and a title that shows it. */
export interface Proof extends Title {
  /** `S3.1`, `B12`, `R1` … */
  readonly line: string
}

interface Node {
  readonly type: string
  readonly [property: string]: unknown
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'

const lineNumber = /^(?:S\d+\.\d+|[BIFRP]\d+)(?![\w.]*\d)/

/** The numbers with which a title begins: `S7.1 exactly one …`, `S15.1, S15.2 a file …`, `I1 and I4 …`. */
export const linesOf = (title: string): string[] => {
  const [line] = lineNumber.exec(title) ?? []
  if (line === undefined) return []
  const rest = title.slice(line.length)
  const [joint] = /^(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s+)/.exec(rest) ?? []
  return [line, ...(joint === undefined ? [] : linesOf(rest.slice(joint.length)))]
}

/** `test`, `it.each(…)`, `test.describe`: what is called in the end, and the modifiers on the way. */
const calledName = (callee: unknown): { readonly root: string; readonly modifiers: readonly string[] } | null => {
  if (!isNode(callee)) return null
  if (callee.type === 'Identifier') return { root: callee.name as string, modifiers: [] }
  if (callee.type === 'CallExpression') return calledName(callee.callee)
  if (callee.type === 'TaggedTemplateExpression') return calledName(callee.tag)
  if (callee.type !== 'MemberExpression' || !isNode(callee.property)) return null
  const object = calledName(callee.object)
  return object && { root: object.root, modifiers: [...object.modifiers, String(callee.property.name)] }
}

const textOf = (value: unknown): string | null => {
  if (!isNode(value)) return null
  if (value.type === 'Literal' && typeof value.value === 'string') return value.value
  if (value.type !== 'TemplateLiteral') return null
  return (value.quasis as readonly { value: { cooked: string } }[]).map((part) => part.value.cooked).join('…')
}

/** A test that does not run proves nothing. */
const idle = ['skip', 'todo', 'fixme', 'skipIf', 'runIf']

/** Titles of the tests in one source, and of the groups around them. */
export const titlesIn = (file: string, source: string): Title[] => {
  const found: Title[] = []
  const look = (value: unknown): void => {
    if (Array.isArray(value)) {
      for (const item of value) look(item)
      return
    }
    if (!isNode(value)) return
    if (value.type === 'CallExpression') {
      const called = calledName(value.callee)
      const [title, ...rest] = value.arguments as readonly unknown[]
      const text = textOf(title)
      if (called && ['test', 'it', 'describe'].includes(called.root) && text !== null && rest.length > 0) {
        if (called.modifiers.some((modifier) => idle.includes(modifier))) return
        if (called.modifiers.at(-1) !== 'step') found.push({ text, file })
      }
    }
    for (const inner of Object.values(value)) if (typeof inner === 'object') look(inner)
  }
  look(parseAst(source, { lang: file.endsWith('x') ? 'tsx' : 'ts' }))
  return found
}

const folders = ['src-shared', 'src-node', 'src-main', 'src-preload', 'src-renderer', 'src-server', 'launcher', 'test']

/** Titles of every test of the program. */
export const allTitles = (root: string): Title[] =>
  folders
    .flatMap((folder) => filesBelow(root, folder, /\.(test|spec)\.tsx?$/))
    .flatMap((file) => titlesIn(file, readFileSync(join(root, file), 'utf8')))

export const proofsOf = (titles: readonly Title[]): Proof[] =>
  titles.flatMap((title) => [...new Set(linesOf(title.text))].map((line) => ({ ...title, line })))
