import type { Command } from 'commander'
import type { InputDescription, MethodDescription, OutcomeDescription } from '../projections/describe.js'
import { valueWords } from '../projections/value-words.js'
import { addNodeOptions, findMethod, openNode, type NodeOptions } from './node-options.js'
import { colorsFor, examples, print, printJson, printTable } from './terminal.js'

export function registerDescribe(program: Command): void {
  addNodeOptions(program.command('describe <method>'))
    .option('--resolved', "print the method's manifest with the node's defaults merged in, as JSON")
    .summary('show the inputs, outputs and outcomes of a method')
    .description('Shows the inputs, outputs and outcomes of a method.')
    .addHelpText('after', examples('cjds-node describe readFromCjds', 'cjds-node describe readFromCjds --resolved'))
    .action(describe)
}

async function describe(id: string, options: NodeOptions & { readonly resolved?: boolean }): Promise<void> {
  const node = await openNode(options)
  const { manifest } = findMethod(node, id)
  if (options.resolved === true) {
    printJson(manifest)
    return
  }
  const { describeMethod } = await import('../projections/describe.js')
  const description = describeMethod(node.manifest, manifest)
  if (options.json === true) printJson(description)
  else printDescription(description, `${manifest.request.method} ${manifest.request.url}`)
}

function printDescription({ title, description, inputs, outputs, outcomes }: MethodDescription, request: string): void {
  const colors = colorsFor()
  const section = (name: string): void => {
    print(`\n${colors.bold(name)}`)
  }
  print(colors.bold(title))
  if (description !== undefined) print(description)
  print(request)
  section('Inputs')
  printTable(
    ['Id', 'Type', '', 'Field'],
    inputs.map((input) => [input.id, input.type, requirement(input), inputText(input)]),
  )
  section('Outputs')
  printTable(
    ['Name', 'Type', 'Meaning'],
    outputs.map((output) => [output.name, output.type, fieldText(output.title, output.description)]),
  )
  section('Outcomes')
  printTable(
    ['Name', 'Kind', 'When', 'Meaning'],
    outcomes.map((outcome) => [outcome.name, outcome.kind, when(outcome), outcome.description ?? outcome.title]),
  )
}

function requirement(input: MethodDescription['inputs'][number]): string {
  if (input.required && input.default === undefined && input.generate === undefined)
    return input.visibleWhen === undefined ? 'required' : 'required when shown'
  return 'optional'
}

function inputText(input: InputDescription): string {
  const [first, ...more] = [input.description, ...valueWords(input)].filter((words) => words !== undefined)
  if (first === undefined) return input.title
  return `${input.title}: ${[first.replace(/[^.!?]$/, '$&.'), ...more].join(' ')}`
}

function fieldText(title: string, description: string | undefined): string {
  return description === undefined ? title : `${title}: ${description}`
}

function when({ statuses }: OutcomeDescription): string {
  return statuses.map((status) => (status === 'default' ? 'any other' : status)).join(', ')
}
