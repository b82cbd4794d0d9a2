// Bundles `build` into `dist`: an entry for each one of package.json, and what the main entry needs in one file, since
// reading a hundred small modules takes longer than running them. Dependencies stay outside; modules that are imported
// when they are needed keep a file of their own.
import { readFileSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const root = fileURLToPath(new URL('..', import.meta.url))
const { bin, exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const entries = [...Object.values(exports).flatMap((entry) => entry.default ?? []), ...Object.values(bin)].map((file) =>
  file.replace(/^(\.\/)?dist\//, '').replace(/\.js$/, ''),
)

for (const { name, isFile } of readdirSync(join(root, 'dist'), { withFileTypes: true }).map((entry) => ({
  name: entry.name,
  isFile: entry.isFile(),
})))
  if (isFile && name.endsWith('.js')) rmSync(join(root, 'dist', name))

const bundle = await rolldown({
  input: Object.fromEntries(entries.map((name) => [name, join(root, 'build', `${name}.js`)])),
  platform: 'node',
  external: /^(?![./])/,
})
await bundle.write({
  dir: join(root, 'dist'),
  format: 'esm',
  // What is public is documented in the types.
  comments: false,
  entryFileNames: '[name].js',
  chunkFileNames: '[name]-[hash].js',
  codeSplitting: {
    groups: [
      // Finds the package's files from where it stands itself: in `dist`, and nowhere below.
      { name: 'package-root', test: /build\/package-root\.js$/, priority: 2 },
      { name: 'core', test: /build\/index\.js$/, priority: 1 },
    ],
  },
})
await bundle.close()
