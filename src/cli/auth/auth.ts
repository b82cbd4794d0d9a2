import type { Command } from 'commander'
import { examples } from '../terminal.js'
import { registerList, registerStatus } from './list.js'
import { registerLogin } from './login.js'
import { registerLogout } from './logout.js'

export function registerAuth(program: Command): void {
  const auth = program
    .command('auth')
    .summary('make, look at and remove connections')
    .description('Connections: named consents to use the service, kept encrypted on this machine.')
    .addHelpText('after', examples('cjds-node auth login production', 'cjds-node auth status', 'cjds-node auth --help'))
  registerLogin(auth)
  registerList(auth)
  registerStatus(auth)
  registerLogout(auth)
}
