// Writes what derives from the shipped manifests: schemas/generated, src/generated and the picture of the node. `--check` writes nothing and
// fails when a file is not what it should be.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { checkManifest, shippedDirectory } from '../build/manifest/read-manifest.js'
import { formatProblem } from '../build/manifest/manifest-error.js'
import { describe } from '../build/projections/describe.js'
import { nodeModule } from '../build/projections/node-module.js'
import { inputSchema, outputsSchema } from '../build/projections/schemas.js'
import { typesModule } from '../build/projections/types.js'
import { validatorsModule } from '../build/projections/validators.js'
import { nodePicture } from './node-picture.mjs'

const checked = await checkManifest(shippedDirectory)
if ('problems' in checked) {
  console.error(checked.problems.map(formatProblem).join('\n'))
  process.exit(2)
}
const { node } = checked
const json = (value) => `${JSON.stringify(value, null, 2)}\n`

const files = {
  'src/generated/methods.ts': await typesModule(node, 'CjdsMethods'),
  'src/generated/shipped-node.ts': nodeModule(node, './validators'),
  'docs/images/node.svg': nodePicture(describe({ manifest: node }), 'getIdentityByAliases', {
    authorization: 'main',
    workspaceId: '63f1c2d4e5a6b7c8d9e0f1a2',
    aliases: '$(callerNumber),$(membershipId)',
  }),
  ...Object.fromEntries(
    node.methods.flatMap((method) => [
      [`src/generated/validators/${method.id}.ts`, validatorsModule(method)],
      [`schemas/generated/${method.id}.input.schema.json`, json(inputSchema(node, method))],
      [`schemas/generated/${method.id}.outputs.schema.json`, json(outputsSchema(method))],
    ]),
  ),
}

let stale = 0
for (const [file, content] of Object.entries(files)) {
  const path = fileURLToPath(new URL(`../${file}`, import.meta.url))
  const present = await readFile(path, 'utf8').catch(() => undefined)
  if (present === content) continue
  if (process.argv.includes('--check')) {
    console.error(`${file} is not what the manifests say; run npm run generate and commit the result.`)
    stale++
  } else {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, content)
    console.error(`wrote ${file}`)
  }
}
process.exit(stale === 0 ? 0 : 1)
