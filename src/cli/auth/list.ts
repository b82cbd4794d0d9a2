import type { Command } from 'commander'
import type { FileTokenStore } from '../../auth/file-store/file-token-store.js'
import type { TokenStoreErrorCode } from '../../auth/token-store-error.js'
import { noConnectionYet } from '../connection.js'
import { exitStatus } from '../exit-status.js'
import { endWith } from '../interrupt.js'
import { colorsFor, print, printJson, printTable, tell } from '../terminal.js'
import { UsageError } from '../usage-error.js'
import { type ConnectionStatus, statusOf } from '../../auth/connection-status.js'

/** A connection that cannot be read. */
interface Unreadable {
  readonly name: string
  readonly state: 'unreadable'
  readonly code: TokenStoreErrorCode
  readonly message: string
}

interface Options {
  readonly json?: boolean
}

export function registerList(auth: Command): void {
  auth
    .command('list')
    .description('Lists the connections of this machine.')
    .option('--json', 'print JSON for programs')
    .action(list)
}

export function registerStatus(auth: Command): void {
  auth
    .command('status [name]')
    .description('Says how a connection is doing, or all: 3 when somebody has to log in again.')
    .option('--json', 'print JSON for programs')
    .action(showStatus)
}

async function list(options: Options): Promise<void> {
  const found = await statuses()
  if (options.json === true) printJson(found)
  else if (found.length === 0) tell(noConnectionYet)
  else
    printTable(
      ['Name', 'State', 'Service'],
      found.map((one) => [one.name, one.state, addressOf(one)]),
    )
}

async function showStatus(name: string | undefined, options: Options): Promise<void> {
  const found = (await statuses()).filter((one) => name === undefined || one.name === name)
  if (name !== undefined && found.length === 0) {
    throw new UsageError(`There is no connection ${name}; make it: cjds-node auth login ${name}`)
  }
  if (options.json === true) printJson(name === undefined ? found : found[0])
  else if (found.length === 0) tell(noConnectionYet)
  else for (const one of found) printStatus(one)
  endWith(found.every(({ state }) => state === 'ready') ? exitStatus.success : exitStatus.otherOutcome)
}

async function statuses(): Promise<(ConnectionStatus | Unreadable)[]> {
  const { fileTokenStore } = await import('../../auth/file-store/file-token-store.js')
  const store = fileTokenStore()
  const names = await store.names()
  const found = await Promise.all(names.map((name) => readStatus(name, store)))
  return found.filter((one) => one !== undefined)
}

async function readStatus(name: string, store: FileTokenStore): Promise<ConnectionStatus | Unreadable | undefined> {
  const { TokenStoreError } = await import('../../auth/token-store-error.js')
  try {
    const version = store.examine(name)
    return version && statusOf(name, version.connection)
  } catch (error) {
    if (!(error instanceof TokenStoreError)) throw error
    return { name, state: 'unreadable', code: error.code, message: error.message }
  }
}

const addressOf = (one: ConnectionStatus | Unreadable): string =>
  one.state === 'unreadable' ? one.message : (one.baseUrl ?? '')

function printStatus(one: ConnectionStatus | Unreadable): void {
  const colors = colorsFor()
  const color = one.state === 'ready' ? colors.green : colors.red
  print(`${colors.bold(one.name)}  ${color(one.state)}`)
  if (one.state === 'unreadable') {
    print(`  ${one.message}`)
    return
  }
  const rows = {
    service: one.baseUrl,
    client: one.clientId,
    scopes: one.scopes.join(' '),
    'token until': one.accessTokenExpires,
    'consent until': one.consentEnds ?? 'the server does not say',
  }
  for (const [label, value] of Object.entries(rows)) print(`  ${colors.dim(label.padEnd(14))} ${value ?? ''}`)
  for (const { code, message } of one.warnings) print(`  ${colors.yellow(`${code} ${message}`)}`)
}
