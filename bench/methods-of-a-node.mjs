// Nodes of any number of methods, made as the shipped one is: manifest and validators compiled ahead of time.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { checkManifest, manifestHash, shippedDirectory } from '../build/manifest/read-manifest.js'
import { validatorsModule } from '../build/projections/validators.js'

/** Writes a module for each number that makes an executor for a node of so many methods when it is imported. */
export async function nodesOfMethods(numbers) {
  const { node: shipped } = await checkManifest(shippedDirectory)
  // Beside the compiled package, whose files the validators import.
  const directory = await mkdtemp(fileURLToPath(new URL('../build/bench-', import.meta.url)))
  const modules = {}
  for (const number of numbers) {
    const methods = Array.from({ length: number }, (_, index) => {
      const method = shipped.methods[index % shipped.methods.length]
      return { ...method, id: `${method.id}${index}` }
    })
    const node = { ...shipped, methods, overlays: [] }
    await writeFile(join(directory, `validators-${number}.js`), validatorsModule(node))
    const file = join(directory, `node-${number}.js`)
    await writeFile(file, moduleOf(node, number))
    modules[number] = pathToFileURL(file).href
  }
  return { modules, remove: () => rm(directory, { recursive: true }) }
}

function moduleOf(node, number) {
  return `import { createExecutor } from '../execute.js'
import { compileNode } from '../manifest/compile.js'
import { validators } from './validators-${number}.js'

const manifest = JSON.parse(${JSON.stringify(JSON.stringify(node))})
createExecutor(compileNode(manifest, '${manifestHash(node)}', ({ id }) => validators[id] ?? {}))
`
}
