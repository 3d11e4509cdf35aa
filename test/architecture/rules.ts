import { builtinModules } from 'node:module'
import { type Import, isTest, type Module } from './modules.ts'

/** The roots and the other roots that each may import. */
export const roots: Readonly<Record<string, readonly string[]>> = {
  'src-shared': [],
  'src-node': ['src-shared'],
  'src-main': ['src-shared', 'src-node'],
  'src-preload': ['src-shared'],
  'src-renderer': ['src-shared'],
  'src-server': ['src-shared', 'src-node'],
}

/** What the domain may know beside itself: schemas, the contract, the numbering plans of the world, ids made of ids. */
const packagesOfTheDomain = ['zod', '@orpc/contract', 'libphonenumber-js', 'uuid']

/** Packages of screens, which have no business in a process without any. */
const packagesOfScreens = /^(react|react-dom|react-i18next|i18next|zustand|idb|jssip|@mantine\/.*|@tabler\/.*|@tanstack\/.*|@fontsource.*)$/

/** Packages that a page cannot load. */
const packagesOfProcesses = /^(better-sqlite3|drizzle-orm|ws|sirv|electron|@orpc\/server|@orpc\/openapi|vite|esbuild)$/

export const rootOf = (path: string): string => path.split('/')[0] ?? ''

/** `@orpc/server/message-port` → `@orpc/server`; null for one of our files. */
export const packageOf = ({ specifier, target }: Import): string | null => {
  if (target !== null) return null
  const parts = specifier.split('/')
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? null)
}

const isNodeModule = (name: string) => name.startsWith('node:') || builtinModules.includes(name)

/** A configuration of a tool lies beside what it configures, but belongs to the tool. */
const isToolConfiguration = (path: string) => /(^|\/)[\w-]+\.config\.ts$/.test(path)

/** A rule names the modules it judges and says, for one import of one of them, what is wrong with it. */
interface Rule {
  readonly name: string
  readonly judges: (path: string) => boolean
  readonly fault: (path: string, one: Import) => string | null
}

const rules: readonly Rule[] = [
  {
    name: 'each root imports itself and what its line allows',
    judges: (path) => rootOf(path) in roots,
    fault: (path, { target }) => {
      if (target === null) return null
      const [from, to] = [rootOf(path), rootOf(target)]
      return from === to || roots[from]?.includes(to) ? null : `${from} may not import ${to}`
    },
  },
  {
    name: 'the domain knows no platform',
    judges: (path) => rootOf(path) === 'src-shared',
    fault: (_, one) => {
      const name = packageOf(one)
      return name === null || packagesOfTheDomain.includes(name) ? null : 'only schemas, the contract, numbering plans and ids belong there'
    },
  },
  {
    name: 'processes know no screens',
    judges: (path) => ['src-node', 'src-main', 'src-server'].includes(rootOf(path)),
    fault: (_, one) => (packagesOfScreens.test(packageOf(one) ?? '') ? 'it is a package of screens' : null),
  },
  {
    name: 'pages know no processes',
    judges: (path) => rootOf(path) === 'src-renderer',
    fault: (_, one) => {
      const name = packageOf(one)
      return name !== null && (isNodeModule(name) || packagesOfProcesses.test(name)) ? 'a page cannot load it' : null
    },
  },
  {
    name: 'the preload is a pipe',
    judges: (path) => rootOf(path) === 'src-preload',
    fault: (_, one) => (one.target !== null || one.specifier === 'electron' ? null : 'it knows no package but Electron'),
  },
  {
    name: 'Electron is known in two places',
    judges: (path) => !path.startsWith('src-main/host-electron/') && rootOf(path) !== 'src-preload',
    fault: (_, { specifier }) =>
      specifier === 'electron' || specifier.startsWith('electron/') ? 'only the Electron host and the preload may' : null,
  },
  {
    name: 'SQLite is opened in one place',
    judges: (path) => rootOf(path) !== 'src-node' && !path.startsWith('src-main/db/') && !/-worker\.ts$/.test(path),
    fault: (_, one) => (packageOf(one) === 'better-sqlite3' ? 'only src-node, src-main/db and workers may' : null),
  },
  {
    name: 'hosts are entries: nobody imports them',
    judges: (path) => rootOf(path) === 'src-main',
    fault: (path, { target }) => {
      const host = /^src-main\/(host-[\w-]+)\//.exec(target ?? '')?.[1]
      return host === undefined || path.startsWith(`src-main/${host}/`) ? null : `${host} is an entry`
    },
  },
  {
    name: 'the composition root serves the hosts alone',
    judges: (path) => rootOf(path) === 'src-main' && !/^src-main\/host-[\w-]+\//.test(path),
    fault: (_, { target, typeOnly }) => (target === 'src-main/app.ts' && !typeOnly ? 'only a host may' : null),
  },
  {
    name: 'a driver belongs to its feature',
    judges: (path) => rootOf(path) in roots,
    fault: (path, { target }) => {
      const feature = /^(.*)\/driver\//.exec(target ?? '')?.[1]
      return feature === undefined || path.startsWith(`${feature}/`) ? null : `only ${feature} may use its driver`
    },
  },
  {
    name: 'building blocks of screens know no feature',
    judges: (path) => path.startsWith('src-renderer/ui/'),
    fault: (_, { target }) =>
      target === null || /^src-renderer\/(ui|i18n)\//.test(target) || target.startsWith('src-shared/lib/')
        ? null
        : 'ui/ knows ui/, i18n/ and src-shared/lib/',
  },
  {
    name: 'the telephone SDK stays behind the telephone',
    judges: (path) => !/^src-renderer\/telephony\/jssip-(phone|call)\.ts$/.test(path),
    fault: (_, one) => (packageOf(one) === 'jssip' ? 'only jssip-call.ts and jssip-phone.ts may' : null),
  },
]

/** Files that import each other in a ring, each ring once. Types do not count: they are gone when the program runs. */
export const cyclesAmong = (modules: readonly Module[]): string[][] => {
  const targets = new Map(
    modules.map(({ path, imports }) => [path, imports.flatMap(({ target, typeOnly }) => (target !== null && !typeOnly ? [target] : []))]),
  )
  const done = new Set<string>()
  const trail: string[] = []
  const cycles: string[][] = []
  const walk = (path: string) => {
    const start = trail.indexOf(path)
    if (start >= 0) {
      cycles.push([...trail.slice(start), path])
      return
    }
    if (done.has(path)) return
    trail.push(path)
    for (const target of targets.get(path) ?? []) walk(target)
    trail.pop()
    done.add(path)
  }
  for (const path of targets.keys()) walk(path)
  return cycles
}

/** Every broken rule, as a sentence. Tests may import what they test and what it stands on, wherever it lies. */
export const faultsOf = (modules: readonly Module[]): string[] => {
  const sources = modules.filter(({ path }) => !isTest(path) && !isToolConfiguration(path))
  const broken = sources.flatMap(({ path, imports }) =>
    rules
      .filter((rule) => rule.judges(path))
      .flatMap((rule) =>
        imports.flatMap((one) => (rule.fault(path, one) === null ? [] : [`${path} imports ${one.specifier}: ${rule.fault(path, one)}`])),
      ),
  )
  const form = modules.flatMap(({ path, hasEnum, isBarrel }) => [
    ...(hasEnum ? [`${path} has an enum`] : []),
    ...(isBarrel || /(^|\/)index\.tsx?$/.test(path) ? [`${path} is a barrel`] : []),
  ])
  const rings = cyclesAmong(sources).map((cycle) => `in a ring: ${cycle.join(' → ')}`)
  return [...broken, ...form, ...rings]
}
