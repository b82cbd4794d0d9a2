import type { Command } from 'commander'
import { addNodeOptions, openNode, type NodeOptions } from './node-options.js'
import { examples, printJson } from './terminal.js'

export function registerDocs(program: Command): void {
  addNodeOptions(program.command('docs'))
    .summary("print the node's reference as Markdown")
    .description(
      "Prints the node's reference as Markdown; with --json, the description that a flow builder works with.",
    )
    .addHelpText('after', examples('cjds-node docs > reference.md', 'cjds-node docs --manifest ./my-node'))
    .action(docs)
}

async function docs(options: NodeOptions): Promise<void> {
  const node = await openNode(options)
  if (options.json === true) {
    const { describe } = await import('../projections/describe.js')
    printJson(describe(node))
    return
  }
  const { docsMarkdown } = await import('../projections/docs.js')
  process.stdout.write(docsMarkdown(node.manifest))
}
