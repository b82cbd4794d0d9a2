import { Option, type Command } from 'commander'
import type { Recording, RepeatedEvents, Rotation, Seed } from '../emulator/index.js'
import { interruptSignal } from './interrupt.js'
import { readJsonObject } from './json-file.js'
import { wholeNumber } from './node-options.js'
import { rateLimitOption, type RateLimitOption } from './rate-limit.js'
import { colorsFor, examples, print, printJson, tell } from './terminal.js'
import { UsageError } from './usage-error.js'

interface EmulateOptions {
  readonly port: number
  readonly openapiStatuses?: boolean
  readonly rateLimit: RateLimitOption
  readonly repeatedEvents: RepeatedEvents
  readonly accessTokenLifetime?: number
  readonly refreshTokenLifetime?: number
  readonly rotation: Rotation
  readonly seed?: string
  readonly log?: boolean
  readonly json?: boolean
}

export function registerEmulate(program: Command): void {
  program
    .command('emulate')
    .summary('start a local Customer Journey Data Service')
    .description(
      'Starts a local Customer Journey Data Service with its OAuth server, on this machine only, until Ctrl-C.',
    )
    .option('--port <n>', 'the port to listen on; 0 takes any free one', wholeNumber(0, 65_535), 4010)
    .option('--openapi-statuses', 'answer a write with 200, as the published OpenAPI says, instead of 202')
    .addOption(rateLimitOption('what each client is allowed'))
    .addOption(
      new Option('--repeated-events <mode>', 'what becomes of an event whose source and id are there already')
        .choices(['accept', 'refuse'])
        .default('accept'),
    )
    .option('--access-token-lifetime <seconds>', 'how long an access token is good', wholeNumber(1))
    .option('--refresh-token-lifetime <seconds>', 'how long a refresh token is good', wholeNumber(1))
    .addOption(
      new Option('--rotation <mode>', 'what a refresh does with the refresh token')
        .choices(['omit', 'repeat', 'rotate', 'strict'])
        .default('rotate'),
    )
    .option(
      '--seed <file>',
      'what is there from the start: workspaces, templates, persons, events; - reads standard input',
    )
    .option('--log', 'print a line for each request on standard error, without what identifies a person')
    .option('--json', 'print what it is reached by as one line of JSON')
    .addHelpText(
      'after',
      examples(
        'cjds-node emulate',
        'cjds-node emulate --port 0 --json',
        'cjds-node emulate --seed seed.json --log',
        'cjds-node emulate --rate-limit 10 --access-token-lifetime 60 --rotation strict',
      ),
    )
    .action(emulate)
}

async function emulate(options: EmulateOptions): Promise<void> {
  const { startEmulator, DEFAULT_CLIENT, EmulatorError, OPERATIONS } = await import('../emulator/index.js')
  const { accessTokenLifetime, refreshTokenLifetime, repeatedEvents, rotation } = options
  const seed = options.seed === undefined ? undefined : ((await readJsonObject(options.seed)) as Seed)
  const paths = new Map(OPERATIONS.map(({ id, path }) => [id, path]))
  const log = ({ time, method, operation, status, scenario }: Recording): void => {
    // The path as it came can hold a telephone number; that of the operation cannot.
    const path = paths.get(operation ?? '') ?? '(no operation)'
    tell([time, method, path, status ?? '-', ...(scenario === null ? [] : [scenario])].join(' '))
  }
  const emulator = await startEmulator({
    port: options.port,
    statuses: options.openapiStatuses === true ? 'openapi' : 'contract',
    rateLimit: options.rateLimit,
    repeatedEvents,
    oauth: {
      rotation,
      ...(accessTokenLifetime === undefined ? {} : { accessTokenLifetime }),
      ...(refreshTokenLifetime === undefined ? {} : { refreshTokenLifetime }),
    },
    ...(seed === undefined ? {} : { seed }),
    ...(options.log === true ? { onAnswer: log } : {}),
  }).catch((error: unknown) => {
    if (!(error instanceof EmulatorError) || error.code !== 'SEED') throw error
    throw new UsageError(`${options.seed === '-' ? 'standard input' : options.seed}: ${error.message}`)
  })
  interruptSignal().addEventListener('abort', () => void emulator.close())

  const facts = {
    baseUrl: emulator.baseUrl,
    workspaceId: emulator.store.workspaces.list()[0]?.id ?? '',
    organizationId: emulator.store.organizationId,
    clientId: DEFAULT_CLIENT.id,
    clientSecret: DEFAULT_CLIENT.secret,
    redirectUris: DEFAULT_CLIENT.redirectUris,
    authorizationUrl: emulator.authorizationUrl,
    tokenUrl: emulator.tokenUrl,
  }
  if (options.json === true) printJson(facts)
  else printFacts(facts)
}

function printFacts(facts: Readonly<Record<string, string | readonly string[]>> & { readonly baseUrl: string }): void {
  const colors = colorsFor()
  const token =
    `curl -s -X POST ${facts.baseUrl}/_emulator/tokens -H 'content-type: application/json' ` +
    `| sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/'`
  print(
    `${colors.bold('Customer Journey Data Service')} on ${colors.green(facts.baseUrl)}, for this machine only; Ctrl-C ends it.\n`,
  )
  const names = {
    workspaceId: 'workspace',
    organizationId: 'organization',
    clientId: 'client id',
    clientSecret: 'client secret',
  }
  for (const [key, name] of Object.entries({
    ...names,
    redirectUris: 'redirect URIs',
    authorizationUrl: 'authorize',
    tokenUrl: 'token',
  }))
    print(`  ${colors.dim(name.padEnd(14))} ${[facts[key]].flat().join(', ')}`)
  print(`\nA token without a browser, for cjds-node run:\n\n  export CJDS_NODE_TOKEN=$(${token})`)
}
