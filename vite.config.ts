import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url))

/** The studio's page: files only, served by the package's own server under a policy that forbids inline code. */
export default defineConfig({
  root: path('src/studio/page'),
  base: './',
  build: {
    outDir: path('dist/studio/page'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What the page has inside asks for its notices to come along.
    license: { fileName: 'licenses.md' },
    // The package as a library has no side effects; the page has nothing else.
    rolldownOptions: { treeshake: { moduleSideEffects: [{ test: /studio\/page/, sideEffects: true }] } },
  },
})
