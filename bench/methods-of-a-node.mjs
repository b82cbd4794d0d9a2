// Nodes of any number of methods, made as the shipped one is: manifest and validators compiled ahead of time.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import typescript from 'typescript'
import { checkManifest, shippedDirectory } from '../build/manifest/read-manifest.js'
import { nodeModule } from '../build/projections/node-module.js'
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
    const write = async (name, source) => {
      const file = join(directory, `${name}.js`)
      await writeFile(file, source)
      return pathToFileURL(file).href
    }
    await mkdir(join(directory, 'validators'), { recursive: true })
    for (const method of methods) await write(`validators/${method.id}`, javascript(validatorsModule(method)))
    await write(`node-${number}`, javascript(nodeModule(node, './validators')))
    modules[number] = await write(`executor-${number}`, executorModule(number))
  }
  return { modules, remove: () => rm(directory, { recursive: true }) }
}

function javascript(source) {
  const compilerOptions = { module: typescript.ModuleKind.ESNext, target: typescript.ScriptTarget.ES2022 }
  return typescript.transpileModule(source, { compilerOptions }).outputText
}

const executorModule = (number) => `import { createExecutor } from '../execute.js'
import { shippedNode } from './node-${number}.js'

createExecutor(shippedNode())
`
