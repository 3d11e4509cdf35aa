import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix, relative, sep } from 'node:path'
import { parseAst } from 'vite'

export interface Import {
  /** As written. */
  readonly specifier: string
  /** Path of the file from the program's folder, where the import names one of ours. */
  readonly target: string | null
  /** Whether nothing of it is left when the types are gone. */
  readonly typeOnly: boolean
}

export interface Module {
  /** From the program's folder, with slashes. */
  readonly path: string
  readonly imports: readonly Import[]
  readonly hasEnum: boolean
  /** Whether it does nothing but pass on what others export. */
  readonly isBarrel: boolean
}

interface Node {
  readonly type: string
  readonly [property: string]: unknown
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'

const visit = (value: unknown, look: (node: Node) => void): void => {
  if (Array.isArray(value)) {
    for (const item of value) visit(item, look)
  } else if (isNode(value)) {
    look(value)
    for (const inner of Object.values(value)) if (typeof inner === 'object') visit(inner, look)
  }
}

const literalOf = (value: unknown): string | null =>
  isNode(value) && value.type === 'Literal' && typeof value.value === 'string' ? value.value : null

/** `import { type A, type B }` is gone after the types, as `import type` is; `import './x.ts'` stays. */
const isTypeOnly = (node: Node): boolean => {
  if (node.importKind === 'type' || node.exportKind === 'type') return true
  const specifiers = (node.specifiers ?? []) as readonly Node[]
  return specifiers.length > 0 && specifiers.every((specifier) => specifier.importKind === 'type' || specifier.exportKind === 'type')
}

const isNamed = (node: unknown, name: string) => isNode(node) && node.type === 'Identifier' && node.name === name

/** Specifier of a file that a worker or another process is to run: `new URL('./worker.ts', import.meta.url)`. */
const urlOf = (node: Node): string | null => {
  if (node.type !== 'NewExpression' || !isNamed(node.callee, 'URL')) return null
  const [path, base] = node.arguments as readonly unknown[]
  const isOwn = isNode(base) && base.type === 'MemberExpression' && isNode(base.object) && base.object.type === 'MetaProperty'
  const text = literalOf(path)
  return isOwn && text !== null && /\.tsx?$/.test(text) ? text : null
}

const resolveOwn = (path: string, specifier: string): string | null =>
  specifier.startsWith('.') ? posix.normalize(posix.join(posix.dirname(path), specifier.replace(/\?.*$/, ''))) : null

/** What a source imports, statically, dynamically, as a type or as a file to run. */
export const readModule = (path: string, source: string): Module => {
  const program = parseAst(source, { lang: path.endsWith('x') ? 'tsx' : 'ts' }) as unknown as Node
  const found: Import[] = []
  const add = (specifier: string | null, typeOnly: boolean) => {
    if (specifier !== null) found.push({ specifier, target: resolveOwn(path, specifier), typeOnly })
  }
  let hasEnum = false
  visit(program, (node) => {
    if (node.type === 'ImportDeclaration' || node.type === 'ExportNamedDeclaration' || node.type === 'ExportAllDeclaration') {
      add(literalOf(node.source), isTypeOnly(node))
    } else if (node.type === 'ImportExpression') add(literalOf(node.source), false)
    else if (node.type === 'TSImportType') add(literalOf(node.source), true)
    else if (node.type === 'CallExpression' && isNamed(node.callee, 'require')) add(literalOf((node.arguments as unknown[])[0]), false)
    else if (node.type === 'TSEnumDeclaration') hasEnum = true
    else add(urlOf(node), false)
  })
  const body = program.body as readonly Node[]
  const passesOn = (node: Node) => node.type === 'ExportAllDeclaration' || (node.type === 'ExportNamedDeclaration' && node.source !== null)
  return { path, imports: found, hasEnum, isBarrel: body.length > 0 && body.every(passesOn) }
}

export const isTest = (path: string) => /\.test\.tsx?$/.test(path)

/** All files below a folder whose names end so, from the program's folder, sorted. */
export const filesBelow = (root: string, folder: string, ending: RegExp): string[] => {
  const start = join(root, folder)
  if (!existsSync(start)) return []
  return readdirSync(start, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !path.includes('node_modules/'))
    .sort()
}

/** Every module of a root. */
export const readRoot = (root: string, folder: string): Module[] =>
  filesBelow(root, folder, /\.tsx?$/).map((path) => readModule(path, readFileSync(join(root, path), 'utf8')))

/** Imports of files that do not exist: a resolver that has gone wrong would otherwise see no layer broken. */
export const unresolved = (root: string, modules: readonly Module[]): string[] =>
  modules.flatMap(({ path, imports }) =>
    imports.flatMap(({ specifier, target }) =>
      target !== null && !existsSync(join(root, target)) && existsSync(dirname(join(root, path))) ? [`${path}: ${specifier}`] : [],
    ),
  )
