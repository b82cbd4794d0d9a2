/* The `auth` commands alone, as a program of its own. */
import { Command } from 'commander'
import { registerAuth } from '../../src/cli/auth/auth.js'
import { FlowNodeError } from '../../src/errors/flow-node-error.js'

const program = new Command('cjds-node')
registerAuth(program)
try {
  await program.parseAsync()
} catch (error) {
  if (!(error instanceof FlowNodeError)) throw error
  process.stderr.write(`error: ${error.message}\n`)
  process.exitCode = 2
}
