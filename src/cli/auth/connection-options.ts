import { text } from 'node:stream/consumers'
import { type Command, Option } from 'commander'
import type { ConnectionSettings } from '../../auth/connection-settings.js'
import type { ResolvedNode } from '../../manifest/resolve.js'
import { readText } from '../json-file.js'
import { addNodeOptions, collect, openNode, type NodeOptions } from '../node-options.js'
import { UsageError } from '../usage-error.js'
import { ask, askSecret } from './ask.js'

export const secretVariable = 'CJDS_NODE_CLIENT_SECRET'

/** What a connection is made of, as it is typed. */
export interface ConnectionOptions extends NodeOptions {
  readonly clientId?: string
  readonly clientSecretFile?: string
  readonly region?: string
  readonly baseUrl?: string
  readonly scope?: readonly string[]
  readonly authorizationUrl?: string
  readonly tokenUrl?: string
  readonly revocationUrl?: string
  readonly emulator?: string
}

/** Whatever is typed here can be seen by every program on the machine. */
const secretOptions = ['--client-secret', '--refresh-token', '--access-token', '--token', '--code']

export function addConnectionOptions(command: Command): Command {
  addNodeOptions(command)
    .option('--client-id <id>', "the integration's client id")
    .option(
      '--client-secret-file <file>',
      `a file with the client secret, instead of ${secretVariable}; - reads standard input`,
    )
    .option('--region <name>', 'the region of the service, as the manifest lists them')
    .option('--base-url <url>', 'where the service is, instead of a region')
    .option('--scope <scope>', "a scope to ask for, instead of the manifest's; can be repeated", collect)
    .option('--authorization-url <url>', "the consent page, instead of the manifest's")
    .option('--token-url <url>', "the token endpoint, instead of the manifest's")
    .option('--revocation-url <url>', 'the endpoint that ends a consent (RFC 7009), if there is one')
    .option('--emulator <url>', "everything of a local emulator's, such as http://127.0.0.1:4010")
  for (const name of secretOptions) {
    command.addOption(new Option(`${name} <value>`).hideHelp().argParser(() => refuseSecret(name)))
  }
  return command
}

function refuseSecret(name: string): never {
  throw new UsageError(
    `${name} on the command line is for everybody to see; use ${secretVariable} or --client-secret-file.`,
  )
}

/**
 * The settings of a connection: what is typed, else what it had before, else what the manifest says.
 * @throws {UsageError}
 */
export async function readSettings(
  options: ConnectionOptions,
  before: ConnectionSettings | undefined,
): Promise<ConnectionSettings> {
  const known = { ...before, ...(await emulatorSettings(options.emulator)) }
  const { manifest } = await openNode(options)
  const { authentication } = manifest
  const scopes = options.scope ?? known.scopes ?? authentication?.scopes
  const revocationUrl = options.revocationUrl ?? known.revocationUrl
  return {
    baseUrl: baseUrlOf(options, known.baseUrl, manifest),
    authorizationUrl: endpoint(
      '--authorization-url',
      options.authorizationUrl ?? known.authorizationUrl ?? authentication?.authorizationUrl,
    ),
    tokenUrl: endpoint('--token-url', options.tokenUrl ?? known.tokenUrl ?? authentication?.tokenUrl),
    ...(revocationUrl !== undefined && { revocationUrl }),
    ...(scopes !== undefined && { scopes }),
    clientId: options.clientId ?? known.clientId ?? (await askFor('Client id: ', '--client-id', ask)),
    clientSecret: await clientSecret(options, known.clientSecret),
  }
}

async function emulatorSettings(url: string | undefined): Promise<Partial<ConnectionSettings>> {
  if (url === undefined) return {}
  const [{ DEFAULT_CLIENT }, { checkBaseUrl }] = await Promise.all([
    import('../../emulator/index.js'),
    import('../../auth/base-url.js'),
  ])
  const baseUrl = checkBaseUrl(url)
  return {
    baseUrl,
    clientId: DEFAULT_CLIENT.id,
    clientSecret: DEFAULT_CLIENT.secret,
    authorizationUrl: `${baseUrl}/oauth/authorize`,
    tokenUrl: `${baseUrl}/oauth/token`,
    revocationUrl: `${baseUrl}/oauth/revoke`,
  }
}

function endpoint(option: string, url: string | undefined): string {
  if (url === undefined) throw new UsageError(`The manifest names no such endpoint; give ${option}.`)
  return url
}

function baseUrlOf({ baseUrl, region }: ConnectionOptions, known: string | undefined, manifest: ResolvedNode): string {
  if (baseUrl !== undefined && region !== undefined) throw new UsageError('Give --base-url or --region, not both.')
  const typedOrKnown = baseUrl ?? (region === undefined ? known : undefined)
  if (typedOrKnown !== undefined) return typedOrKnown
  const [server] = manifest.servers
  if (server === undefined) throw new UsageError('The manifest names no server; give --base-url.')
  const variables = server.variables ?? {}
  if (region !== undefined && variables.region?.enum.includes(region) !== true) {
    const regions = variables.region?.enum.join(', ')
    throw new UsageError(regions === undefined ? 'The service has no regions.' : `The regions are ${regions}.`)
  }
  return server.url.replace(/\{(\w+)\}/g, (_match, name: string) =>
    name === 'region' && region !== undefined ? region : (variables[name]?.default ?? ''),
  )
}

async function clientSecret({ clientSecretFile: file }: ConnectionOptions, known: string | undefined): Promise<string> {
  if (file !== undefined) return (await (file === '-' ? text(process.stdin) : readText(file))).trim()
  const { [secretVariable]: fromEnvironment = '' } = process.env
  if (fromEnvironment !== '') return fromEnvironment.trim()
  return known ?? (await askFor('Client secret: ', secretVariable, askSecret))
}

function askFor(question: string, instead: string, asking: (question: string) => Promise<string>): Promise<string> {
  if (!process.stdin.isTTY) throw new UsageError(`There is nobody to ask; give ${instead}.`)
  return asking(question)
}
