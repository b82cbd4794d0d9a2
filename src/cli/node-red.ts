import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { InvalidArgumentError, type Command } from 'commander'
import { isWithin } from './is-within.js'
import { openNode } from './node-options.js'
import { examples, printJson, tell } from './terminal.js'
import { UsageError } from './usage-error.js'
import { packageRoot } from '../package-root.js'

interface NodeRedOptions {
  readonly out: string
  readonly name?: string
  readonly json?: boolean
}

export function registerNodeRed(program: Command): void {
  program
    .command('node-red <dir>')
    .summary('make a package for Node-RED of a directory of manifests')
    .description('Writes a package that Node-RED can install: the node of the manifests in its palette, without code.')
    .requiredOption('-o, --out <folder>', 'where to write it; files that are there are replaced')
    .option('--name <package>', "the package's name; node-red-contrib- and the node's id by default", packageName)
    .option('--json', 'print JSON for programs')
    .addHelpText(
      'after',
      examples(
        'cjds-node node-red ./my-node -o ./package',
        'npm install --prefix ~/.node-red $(npm pack cjds-flow-node ./package)',
      ),
    )
    .action(nodeRed)
}

async function nodeRed(directory: string, { out, name, json }: NodeRedOptions): Promise<void> {
  const { manifest } = await openNode({ manifest: directory })
  const [{ manifestFolder, packageFiles }, { readLocales }] = await Promise.all([
    import('../hosts/node-red/package/package-files.js'),
    import('../manifest/locales.js'),
  ])
  if (await isWithin(join(out, manifestFolder), directory))
    throw new UsageError(`${out} would put the package among the manifests of ${directory}; give another folder.`)
  const ofPackage = (path: string): Promise<string> => readFile(new URL(path, packageRoot), 'utf8')
  const { version } = JSON.parse(await ofPackage('package.json')) as { version: string }
  const files = packageFiles(manifest, {
    script: await ofPackage('dist/hosts/node-red/editor.js'),
    locales: await readLocales(directory, manifest),
    name: name ?? `node-red-contrib-${manifest.id.toLowerCase()}`,
    core: version,
  })
  try {
    await mkdir(out, { recursive: true })
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(out, path)), { recursive: true })
      await writeFile(join(out, path), content)
    }
    await cp(directory, join(out, manifestFolder), { recursive: true })
  } catch (error) {
    throw notWritable(out, error)
  }
  if (json === true) printJson({ folder: out, files: Object.keys(files) })
  else tell(`${manifest.title} is in ${out}, for Node-RED to install: npm pack ${out}`)
}

function notWritable(folder: string, error: unknown): unknown {
  const { code, path = folder } = error as NodeJS.ErrnoException
  if (code === undefined) return error
  return code === 'EEXIST'
    ? new UsageError(`${path} is a file; give another folder.`, { cause: error })
    : new UsageError(`${folder} cannot be written to (${code}); give another folder.`, { cause: error })
}

function packageName(text: string): string {
  if (/^(@[a-z0-9-][a-z0-9._-]*\/)?[a-z0-9-][a-z0-9._-]*$/.test(text)) return text
  throw new InvalidArgumentError('It must be a name that npm takes, such as @acme/node-red-tickets.')
}
