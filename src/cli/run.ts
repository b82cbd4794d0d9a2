import type { Command } from 'commander'
import { endWith } from './interrupt.js'
import { exitStatus } from './exit-status.js'
import { connectionHint } from './connection.js'
import {
  addInvocationOptions,
  invocationNotes,
  prepareInvocation,
  type InvocationCommandOptions,
} from './invocation.js'
import { colorsFor, examples, printJson, tell } from './terminal.js'

export function registerRun(program: Command): void {
  addInvocationOptions(program.command('run <method>'))
    .summary('run a method once and print its outcome')
    .description(
      'Runs a method once and prints one JSON object { outcome, outputs, meta }; remarks go to standard error.',
    )
    .addHelpText(
      'after',
      `${invocationNotes}
Ends with 0 after the method's success, 3 after any other outcome, 2 when nothing could be run, 130 after Ctrl-C.
${examples(
  'export CJDS_NODE_TOKEN=...',
  'cjds-node run getIdentityByAliases --base-url http://127.0.0.1:4010 \\',
  '      --set workspaceId=65f1c2d3a4b5c6d7e8f90a1b --set aliases=ada@example.com',
  'cjds-node run writeToCjds --base-url http://127.0.0.1:4010 --inputs inputs.json --var phone=+12025550100',
  'cjds-node run writeToCjds --base-url http://127.0.0.1:4010 --inputs inputs.json --set jsonBody=@event.json',
)}`,
    )
    .action(run)
}

async function run(methodId: string, options: InvocationCommandOptions): Promise<void> {
  const { node, method, executor, inputs, options: invocation } = await prepareInvocation(methodId, options)
  const { outcome, outputs, meta } = await executor.execute(methodId, inputs, invocation)
  // An outcome has room for one message; an explanation names every problem of the inputs.
  const problems = meta.attempts > 0 ? [] : ((await executor.explain(methodId, inputs, invocation)).fault?.errors ?? [])
  executor.close()
  printJson({ outcome, outputs, meta })
  const colors = colorsFor(process.stderr)
  const hint = await connectionHint(meta.code, { node, inputs }, options)
  for (const remark of [
    ...problems,
    ...meta.warnings.map(({ code, message }) => `${code} ${message}`),
    ...(hint === undefined ? [] : [hint]),
  ])
    tell(colors.yellow(remark))
  endWith(method.outcomes.isSuccess(outcome) ? exitStatus.success : exitStatus.otherOutcome)
}
