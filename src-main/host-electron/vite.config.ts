import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** A file of ours that another thread is to run. */
const started = /new URL\(\s*['"](\.[^'"]+\.ts)['"]\s*,\s*import\.meta\.url\s*\)/g

/** Worker threads are files of their own in the bundle too, beside the one that starts them. */
const workerFiles = (): Plugin => ({
  name: 'worker-files',
  async transform(code, id) {
    let built = code
    for (const [whole, path = ''] of code.matchAll(started)) {
      const resolved = await this.resolve(path, id)
      if (!resolved) throw new Error(`${id} starts a file that is not there: ${path}`)
      const fileName = basename(path).replace(/\.ts$/, '.js')
      this.emitFile({ type: 'chunk', id: resolved.id, fileName })
      built = built.replace(whole, `new URL('./${fileName}', import.meta.url)`)
    }
    return built === code ? null : { code: built, map: null }
  },
})

/** Names without folders: the program's other files are found by their place below its own folder. */
const output = { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js', assetFileNames: '[name]-[hash][extname]' }

// Main process and core as modules for Node, the preload as a script, for a sandboxed one can be nothing else.
export default defineConfig({
  root: here('../..'),
  publicDir: false,
  build: { outDir: here('../../build/electron'), target: 'node24', minify: false, emptyOutDir: true },
  environments: {
    ssr: {
      resolve: { noExternal: true, external: ['electron', 'better-sqlite3'] },
      build: {
        ssr: true,
        rolldownOptions: {
          input: { main: here('main.ts'), 'core-process': here('core-process.ts') },
          output,
          external: ['electron', 'better-sqlite3'],
        },
      },
    },
    preload: {
      consumer: 'client',
      build: {
        emptyOutDir: false,
        rolldownOptions: {
          input: { preload: here('../../src-preload/preload.ts') },
          external: ['electron'],
          output: { ...output, format: 'cjs', entryFileNames: '[name].cjs' },
        },
      },
    },
  },
  builder: {
    buildApp: async (builder) => {
      for (const name of ['ssr', 'preload']) {
        const environment = builder.environments[name]
        if (environment) await builder.build(environment)
      }
    },
  },
  plugins: [workerFiles()],
})
