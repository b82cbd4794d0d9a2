import type { Command } from 'commander'
import type { InputDescription } from '../projections/describe.js'
import { addNodeOptions, findMethod, openNode, type NodeOptions } from './node-options.js'
import { colorsFor, examples, print, printJson, printTable } from './terminal.js'

export function registerForm(program: Command): void {
  addNodeOptions(program.command('form <method>'))
    .summary("show the fields of a method's form and the schema of what they save")
    .description("Shows the fields of a method's form, and the JSON Schema of the inputs that they save.")
    .addHelpText('after', examples('cjds-node form writeToCjds', 'cjds-node form writeToCjds --json'))
    .action(form)
}

async function form(id: string, options: NodeOptions): Promise<void> {
  const node = await openNode(options)
  const { manifest } = findMethod(node, id)
  const [{ describeMethod }, { conditionWords }] = await Promise.all([
    import('../projections/describe.js'),
    import('../projections/condition-words.js'),
  ])
  const { title, inputs, inputSchema } = describeMethod(node.manifest, manifest)
  if (options.json === true) {
    printJson({ method: id, title, fields: inputs, schema: inputSchema })
    return
  }
  print(`${colorsFor().bold(title)}\n`)
  printTable(
    ['Field', 'Label', 'Control', '', 'Shown'],
    inputs.map((input) => [
      input.id,
      input.title,
      control(input),
      input.required ? 'required' : 'optional',
      input.visibleWhen === undefined ? 'always' : `when ${conditionWords(input.visibleWhen)}`,
    ]),
  )
  print(`\n${JSON.stringify(inputSchema, null, 2)}`)
}

function control({ type, enum: choices, items, options, split, parse }: InputDescription): string {
  if (choices !== undefined) return 'choice'
  if (items?.enum !== undefined) return 'choices'
  if (options !== undefined) return 'drop-down'
  if (type === 'boolean') return 'switch'
  if (parse === 'json') return 'JSON'
  return split === undefined ? 'text' : 'list'
}
