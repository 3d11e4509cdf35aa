import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

const pages = ['index.html', 'dialer.html'].map(here).filter((path) => existsSync(path))

export default defineConfig({
  root: here('.'),
  base: './',
  plugins: [react()],
  build: {
    outDir: here('../build/renderer'),
    emptyOutDir: true,
    target: 'chrome140',
    // Fonts stay files: the page may not load data: addresses as fonts.
    assetsInlineLimit: 0,
    rolldownOptions: { input: pages },
  },
})
