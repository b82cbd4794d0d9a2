#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { Command, CommanderError } from 'commander'
import { FlowNodeError } from '../errors/flow-node-error.js'
import { registerAuth } from './auth/auth.js'
import { tokenVariable } from './connection.js'
import { registerChoices } from './choices.js'
import { registerContract } from './contract.js'
import { registerDemo } from './demo.js'
import { registerDescribe } from './describe.js'
import { registerDoctor } from './doctor/doctor.js'
import { registerDocs } from './docs.js'
import { registerEmulate } from './emulate.js'
import { exitStatus } from './exit-status.js'
import { registerExplain } from './explain.js'
import { registerForm } from './form.js'
import { watchInterrupt } from './interrupt.js'
import { registerLint } from './lint.js'
import { registerMethods } from './methods.js'
import { registerNodeRed } from './node-red.js'
import { registerEnqueue } from './queue/enqueue.js'
import { registerQueue } from './queue/queue.js'
import { registerWorker } from './queue/worker.js'
import { registerRun } from './run.js'
import { registerStudio } from './studio.js'
import { registerTypes } from './types.js'
import { colorsFor, examples, tell } from './terminal.js'
import { UsageError } from './usage-error.js'
import { packageRoot } from '../package-root.js'

const program = new Command('cjds-node')
  .description('Runs, checks and explains the Customer Journey Data node, or any node that is written as manifests.')
  .version(packageVersion())
  .exitOverride()
  .configureOutput({ writeErr: (text) => process.stderr.write(text) })
  .showHelpAfterError('(--help shows how it is used)')
  .addHelpText('after', examples('cjds-node demo', 'cjds-node methods', 'cjds-node run --help'))

registerDemo(program)
registerMethods(program)
registerDescribe(program)
registerRun(program)
registerExplain(program)
registerChoices(program)
registerLint(program)
registerContract(program)
registerForm(program)
registerDocs(program)
registerTypes(program)
registerNodeRed(program)
registerEmulate(program)
registerStudio(program)
registerAuth(program)
registerEnqueue(program)
registerWorker(program)
registerQueue(program)
registerDoctor(program)

watchInterrupt()
// Whoever reads the output may stop reading; what the command was run for, its status included, still counts.
for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreClosedPipe)

try {
  refuseTokens(process.argv)
  await program.parseAsync()
} catch (error) {
  process.exitCode = statusOf(error)
}

function statusOf(error: unknown): number {
  // Commander has said by itself what was wrong.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitStatus.success : exitStatus.usage
  const colors = colorsFor(process.stderr)
  if (error instanceof FlowNodeError) {
    tell(`${colors.red('error:')} ${error.message}`)
    return exitStatus.usage
  }
  tell(
    `${colors.red('This is a mistake in cjds-node:')} ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  )
  return exitStatus.bug
}

/** Arguments can be read by every program on the machine and stay in the shell's history. */
function refuseTokens(args: readonly string[]): void {
  if (args.some((arg) => /^--(access-?)?token(=|$)/i.test(arg)))
    throw new UsageError(
      `A token on the command line is for everybody to see; put it into the variable ${tokenVariable}.`,
    )
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
}

function packageVersion(): string {
  const file = new URL('package.json', packageRoot)
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}
