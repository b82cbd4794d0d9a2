import type { Command } from 'commander'
import type { Explanation, Step } from '../explain.js'
import { exitStatus } from './exit-status.js'
import { endWith } from './interrupt.js'
import { connectionHint } from './connection.js'
import {
  addInvocationOptions,
  invocationNotes,
  prepareInvocation,
  type InvocationCommandOptions,
} from './invocation.js'
import { colorsFor, columns, examples, isTerminal, print, printJson, printTable, tell, wrap } from './terminal.js'

export function registerExplain(program: Command): void {
  addInvocationOptions(program.command('explain <method>'))
    .summary('show every step up to the request, and send nothing')
    .description(
      'Shows how inputs become a request: each step, and the line of the manifest that it follows. Sends nothing.',
    )
    .addHelpText(
      'after',
      `${invocationNotes}
Ends with 0 when there is a request to send, 3 when the inputs lead to a fault, 2 when nothing could be explained.
${examples(
  'cjds-node explain manageIdentity --base-url https://api.wxcc-eu1.cisco.com \\',
  '      --set workspaceId=65f1c2d3a4b5c6d7e8f90a1b --set phone="$(phone)" --var phone=+12025550100',
  'cjds-node explain writeToCjds --base-url http://127.0.0.1:4010 --inputs inputs.json --json',
)}`,
    )
    .action(explain)
}

async function explain(methodId: string, options: InvocationCommandOptions): Promise<void> {
  const { node, executor, inputs, options: invocation } = await prepareInvocation(methodId, options)
  const explanation = await executor.explain(methodId, inputs, invocation)
  executor.close()
  if (options.json === true) printJson(explanation)
  else printExplanation(explanation)
  const hint = await connectionHint(explanation.fault?.code ?? null, { node, inputs }, options)
  if (hint !== undefined) tell(colorsFor(process.stderr).yellow(hint))
  endWith(explanation.fault === undefined ? exitStatus.success : exitStatus.otherOutcome)
}

function printExplanation({ steps, request, fault }: Explanation): void {
  const colors = colorsFor()
  printSteps(steps)
  if (steps.length > 0) print('')
  if (fault !== undefined) {
    print(`${colors.red(fault.outcome)} ${colors.dim(fault.code)}`)
    for (const error of fault.errors) print(`  ${error}`)
  }
  if (request === undefined) return
  print(colors.bold(`${request.method} ${request.url}`))
  for (const [name, value] of Object.entries(request.headers)) print(colors.dim(`${name}: ${value}`))
  if (request.body !== undefined) print(`\n${JSON.stringify(request.body, null, 2)}`)
}

function printSteps(steps: readonly Step[]): void {
  if (!isTerminal()) {
    printTable(
      ['Step', 'Manifest', 'Text'],
      steps.map(({ step, manifest, text }) => [step, manifest, text]),
    )
    return
  }
  const colors = colorsFor()
  for (const { step, manifest, text } of steps) {
    const [first = '', ...more] = wrap(text, columns() - 13)
    print(`  ${colors.cyan(step.padEnd(9))}  ${first}`)
    for (const line of [...more, colors.dim(manifest)]) print(`${' '.repeat(13)}${line}`)
  }
}
