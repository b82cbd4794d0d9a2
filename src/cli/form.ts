import { Option, type Command } from 'commander'
import type { Control, MethodForm } from '../projections/form/form.js'
import { addNodeOptions, findMethod, openNode, type NodeOptions } from './node-options.js'
import { colorsFor, examples, print, printJson, printTable } from './terminal.js'

interface FormOptions extends NodeOptions {
  readonly for?: keyof typeof artefacts
}

/** What each kind of form is drawn from. */
const artefacts = {
  rjsf: ({ schema, uiSchema }: MethodForm) => ({ schema, uiSchema }),
  'json-forms': ({ jsonForms }: MethodForm) => jsonForms,
  fields: ({ fields }: MethodForm) => fields,
} as const

export function registerForm(program: Command): void {
  addNodeOptions(program.command('form <method>'))
    .summary("show the fields of a method's form, or what form libraries draw it from")
    .description("Shows the fields of a method's form; with --json or --for, what a form is drawn from.")
    .addOption(new Option('--for <kind>', 'print what one kind of form needs').choices(Object.keys(artefacts)))
    .addHelpText('after', examples('cjds-node form writeToCjds', 'cjds-node form writeToCjds --for rjsf > form.json'))
    .action(form)
}

async function form(id: string, options: FormOptions): Promise<void> {
  const node = await openNode(options)
  const { manifest } = findMethod(node, id)
  const [{ formOf }, { conditionWords }] = await Promise.all([
    import('../projections/form/index.js'),
    import('../projections/condition-words.js'),
  ])
  const made = formOf(node, id)
  if (options.for !== undefined || options.json === true) {
    printJson(options.for === undefined ? made : artefacts[options.for](made))
    return
  }
  print(`${colorsFor().bold(made.title)}\n`)
  printTable(
    ['Field', 'Label', 'Control', '', 'Shown'],
    made.fields.map(({ id: name, title, control, required }) => {
      const condition = manifest.inputs[name]?.visibleWhen
      const shown = condition === undefined ? 'always' : `when ${conditionWords(condition)}`
      return [name, title, controls[control], required ? 'required' : 'optional', shown]
    }),
  )
}

const controls: Readonly<Record<Control, string>> = {
  text: 'text',
  number: 'number',
  switch: 'switch',
  choice: 'choice',
  choices: 'choices',
  list: 'list',
  json: 'JSON',
  dateTime: 'date and time',
  authorization: 'connection',
  dropDown: 'drop-down',
}
