// Bundles the script of Node-RED's dialogs, and writes the files that make the shipped node a node of Node-RED. Both
// derive from what `scripts/build.mjs` has compiled.
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const folder = fileURLToPath(new URL('../dist/hosts/node-red/', import.meta.url))
const { outputFiles } = await build({
  entryPoints: [fileURLToPath(new URL('../build/hosts/node-red/editor/main.js', import.meta.url))],
  bundle: true,
  write: false,
  format: 'iife',
  globalName: 'flowNodeEditor',
  target: 'es2022',
  legalComments: 'none',
})
const script = outputFiles[0].text
await writeFile(join(folder, 'editor.js'), script)

const { loadNode } = await import('../build/index.js')
const { nodeFiles } = await import('../build/hosts/node-red/package/files.js')
const { readLocales } = await import('../build/manifest/locales.js')
const { shippedDirectory } = await import('../build/manifest/read-manifest.js')
const node = await loadNode()
const files = nodeFiles(node.manifest, { script, locales: await readLocales(shippedDirectory, node.manifest) })
await rm(join(folder, 'nodes'), { recursive: true, force: true })
for (const [path, content] of Object.entries(files)) {
  const file = join(folder, 'nodes', path)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, content)
}
