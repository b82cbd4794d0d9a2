import type { Command } from 'commander'
import { colorsFor, tell } from '../terminal.js'
import { UsageError } from '../usage-error.js'

export function registerLogout(auth: Command): void {
  auth
    .command('logout <name>')
    .description('Removes a connection from this machine and ends its consent where the server lets us.')
    .action(logOut)
}

async function logOut(name: string): Promise<void> {
  const [{ fileTokenStore }, { logout }] = await Promise.all([
    import('../../auth/file-store/file-token-store.js'),
    import('../../auth/logout.js'),
  ])
  const warnings = await logout(name, fileTokenStore())
  if (warnings === undefined) throw new UsageError(`There is no connection ${name}.`)
  const colors = colorsFor(process.stderr)
  for (const { code, message } of warnings) tell(colors.yellow(`${code} ${message}`))
  tell(`The connection ${name} is removed from this machine.`)
}
