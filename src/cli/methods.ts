import type { Command } from 'commander'
import { addNodeOptions, openNode, type NodeOptions } from './node-options.js'
import { examples, isTerminal, print, printJson, printTable } from './terminal.js'

export function registerMethods(program: Command): void {
  addNodeOptions(program.command('methods'))
    .summary('list the methods of the node')
    .description('Lists the methods of the node: what they do and the outcome of a success.')
    .addHelpText('after', examples('cjds-node methods', 'cjds-node methods --manifest ./my-node --json'))
    .action(methods)
}

async function methods(options: NodeOptions): Promise<void> {
  const [{ manifest }, { methodOutcomes }] = await Promise.all([
    openNode(options),
    import('../outcome/outcome-table.js'),
  ])
  const list = manifest.methods.map((method) => ({
    id: method.id,
    title: method.title,
    ...(method.description === undefined ? {} : { description: method.description }),
    request: `${method.request.method} ${method.request.url}`,
    success: methodOutcomes(method).flatMap(({ name, kind }) => (kind === 'success' ? [name] : [])),
  }))
  if (options.json === true) {
    printJson(list)
    return
  }
  if (isTerminal()) print(`${manifest.title} ${manifest.version}\n`)
  printTable(
    ['Method', 'Success', 'What it does'],
    list.map(({ id, title, description, success }) => [id, success.join(', '), description ?? title]),
  )
}
