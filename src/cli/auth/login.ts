import type { Command } from 'commander'
import type { LoginOptions } from '../../auth/login/login.js'
import { exitStatus } from '../exit-status.js'
import { endWith } from '../interrupt.js'
import { collect } from '../node-options.js'
import { colorsFor, examples, printJson, tell } from '../terminal.js'
import { UsageError } from '../usage-error.js'
import { ask } from './ask.js'
import { addConnectionOptions, type ConnectionOptions, readSettings, secretVariable } from './connection-options.js'
import { statusOf } from '../../auth/connection-status.js'
import { openBrowser } from './open-browser.js'

interface LoginCommandOptions extends ConnectionOptions {
  readonly redirectUri?: readonly string[]
  readonly paste?: boolean
  readonly browser: boolean
}

export function registerLogin(auth: Command): void {
  addConnectionOptions(auth.command('login <name>'))
    .summary('make a connection, or renew its consent')
    .description(
      'Makes a connection: opens the consent page in a browser and saves, encrypted, what comes of it. A connection that was made before needs its name only.',
    )
    .option('--redirect-uri <uri>', 'a registered redirect URI, instead of those below; can be repeated', collect)
    .option('--paste', 'ask for the address that the browser ends at, which may run anywhere')
    .option('--no-browser', 'only print the address of the consent page')
    .addHelpText(
      'after',
      `
Register these redirect URIs with the integration: http://127.0.0.1:8765/callback and the same with 8766 and 8767.
The client secret is read from ${secretVariable} or a file, or asked for; never from an argument.
${examples(
  'cjds-node auth login production --region eu1 --client-id C0ffee...',
  'cjds-node auth login offline --emulator http://127.0.0.1:4010',
  'cjds-node auth login production --paste',
)}`,
    )
    .action(logIn)
}

async function logIn(name: string, options: LoginCommandOptions): Promise<void> {
  const [{ fileTokenStore, isConnectionName }, { readUndamaged }, { login, defaultRedirectUris }, { checkBaseUrl }] =
    await Promise.all([
      import('../../auth/file-store/file-token-store.js'),
      import('../../auth/file-store/read-undamaged.js'),
      import('../../auth/login/login.js'),
      import('../../auth/base-url.js'),
    ])
  if (!isConnectionName(name)) {
    throw new UsageError(
      "A connection's name has lower-case letters, digits, dots, dashes and underscores, at most 64.",
    )
  }
  const colors = colorsFor(process.stderr)
  const store = fileTokenStore()
  const readStored = () =>
    readUndamaged(store, name, ({ message }) => {
      tell(colors.yellow(message))
    })
  const settings = await readSettings(options, readStored()?.connection.settings)
  checkBaseUrl(settings.baseUrl)
  // Nobody should consent to what cannot be kept.
  await store.rehearse()

  const show = (url: string): void => {
    tell(`${colors.bold('Consent here:')} ${url}`)
    if (options.browser && options.paste !== true) openBrowser(url)
  }
  const how: LoginOptions = {
    redirectUris: options.redirectUri ?? defaultRedirectUris,
    show,
    ...(options.paste === true && { paste: () => ask('The address that the browser ended at: ') }),
  }
  const tokens = await login(settings, how)
  for (let saved = false; !saved;) {
    // What somebody else has written meanwhile is older than this consent.
    const generation = await store.compareAndSwap(name, readStored()?.generation ?? 0, { settings, tokens })
    saved = generation !== undefined
  }
  const status = statusOf(name, { settings, tokens })
  for (const { code, message } of status.warnings) tell(colors.yellow(`${code} ${message}`))
  tell(`${colors.green('Connected')} as ${name} to ${settings.baseUrl}.`)
  if (options.json === true) printJson(status)
  endWith(exitStatus.success)
}
