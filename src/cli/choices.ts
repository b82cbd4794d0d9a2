import type { Command } from 'commander'
import { endWith } from './interrupt.js'
import { exitStatus } from './exit-status.js'
import { connectionHint } from './connection.js'
import { addInvocationOptions, prepareInvocation, type InvocationCommandOptions } from './invocation.js'
import { didYouMean } from './suggest.js'
import { colorsFor, examples, print, printJson, printTable, tell } from './terminal.js'
import { UsageError } from './usage-error.js'

export function registerChoices(program: Command): void {
  addInvocationOptions(program.command('choices <method> <input>'))
    .summary("read a drop-down's choices from the service")
    .description("Reads the choices of an input's drop-down from the service, as a form would.")
    .addHelpText(
      'after',
      `
Ends with 0 when there is a list, 3 when the service gives none, 2 when nothing could be asked.
${examples(
  'cjds-node choices readFromCjds workspaceId --base-url http://127.0.0.1:4010',
  'cjds-node choices readFromCjds templateName --base-url http://127.0.0.1:4010 \\',
  '      --set workspaceId=65f1c2d3a4b5c6d7e8f90a1b',
)}`,
    )
    .action(choices)
}

async function choices(methodId: string, input: string, options: InvocationCommandOptions): Promise<void> {
  const { node, method, executor, inputs, options: invocation } = await prepareInvocation(methodId, options)
  const fed = Object.entries(method.manifest.inputs).flatMap(([id, manifest]) => (manifest.options ? [id] : []))
  if (!fed.includes(input)) {
    const list = fed.length === 0 ? 'It has none.' : `It has ${fed.join(', ')}.`
    throw new UsageError(`${method.manifest.title} has no drop-down "${input}".${didYouMean(input, fed)} ${list}`)
  }
  const result = await executor.choices(methodId, input, inputs, invocation)
  executor.close()
  const colors = colorsFor(process.stderr)
  if (options.json === true) printJson(result)
  if ('failed' in result) {
    for (const error of result.failed.errors) tell(`${colors.red(result.failed.code)} ${error}`)
    const hint = await connectionHint(result.failed.code, { node, inputs }, options)
    if (hint !== undefined) tell(colors.yellow(hint))
    endWith(exitStatus.otherOutcome)
    return
  }
  if (options.json !== true)
    printTable(
      ['Value', 'Name'],
      result.choices.map(({ value, label, hint }) => [value, hint === undefined ? label : `${label}: ${hint}`]),
    )
  if (result.choices.length === 0 && options.json !== true) print('The list is empty; a value can still be typed.')
  if (!result.complete) tell(colors.yellow('The service has more than these.'))
  endWith(exitStatus.success)
}
