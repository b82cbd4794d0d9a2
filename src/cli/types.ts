import { InvalidArgumentError, type Command } from 'commander'
import { addNodeOptions, openNode, type NodeOptions } from './node-options.js'
import { examples, printJson } from './terminal.js'
import { UsageError } from './usage-error.js'

export function registerTypes(program: Command): void {
  addNodeOptions(program.command('types'))
    .option('--name <name>', "the name of the type that holds all methods; the node's id by default", typeName)
    .summary("print TypeScript types of the node's methods")
    .description(
      "Prints a TypeScript module with the node's inputs, outputs and outcomes, for loadNode<Name>({ directory }).",
    )
    .addHelpText('after', examples('cjds-node types --manifest ./my-node --name MyMethods > my-methods.ts'))
    .action(types)
}

async function types(options: NodeOptions & { readonly name?: string }): Promise<void> {
  const node = await openNode(options)
  const { typesModule } = await import('../projections/types.js')
  const name = options.name ?? `${pascalCase(node.manifest.id)}Methods`
  const source = await typesModule(node.manifest, name).catch(explainMissing)
  if (options.json === true) printJson({ name, source })
  else process.stdout.write(source)
}

/** The compiler of types is beside this package, not in it: only who makes types needs it. */
function explainMissing(error: NodeJS.ErrnoException): never {
  if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error
  throw new UsageError('Types need json-schema-to-typescript: npm install --save-dev json-schema-to-typescript')
}

function typeName(text: string): string {
  if (/^[A-Za-z_$][\w$]*$/.test(text)) return text
  throw new InvalidArgumentError('It must be a name that TypeScript takes, such as MyMethods.')
}

function pascalCase(id: string): string {
  return id
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
}
