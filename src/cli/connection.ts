import type { Command } from 'commander'
import type { Authorizations } from '../auth/authorizations.js'
import type { ExecutorOptions } from '../execute.js'
import type { CompiledNode } from '../manifest/compiled.js'
import { didYouMean } from './suggest.js'
import { UsageError } from './usage-error.js'

export const tokenVariable = 'CJDS_NODE_TOKEN'

export const noConnectionYet = 'There is no connection yet; make one: cjds-node auth login NAME'
const noAddress = 'There is no address to send to: give --base-url.'
const noToken = `There is no token: set ${tokenVariable}.`

/** Which connection to the service is used. */
export interface ConnectionChoice {
  readonly baseUrl?: string
  readonly authorization?: string
}

export function addConnectionChoice(command: Command): Command {
  return command
    .option('--base-url <url>', `where the service is; its token comes from the variable ${tokenVariable}`)
    .option('--authorization <name>', 'the connection to use when the inputs name none')
}

/** The connections and the deadline that an executor gets. */
export async function executorOptions({
  baseUrl,
  authorization,
  timeoutMs,
}: ConnectionChoice & { readonly timeoutMs?: number }): Promise<ExecutorOptions> {
  return {
    ...(baseUrl === undefined ? await storedConnections(authorization) : await connectionTo(baseUrl, authorization)),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  }
}

/** The connections that `auth login` has made. */
async function storedConnections(name: string | undefined): Promise<ExecutorOptions> {
  const { storedAuthorizations } = await import('../auth/stored-authorizations.js')
  return {
    authorizations: storedAuthorizations(),
    ...(name === undefined ? {} : { defaultAuthorization: name }),
  }
}

/** One connection made of a URL and the environment's token. Without a name it answers to any, and to none. */
async function connectionTo(url: string, name: string | undefined): Promise<ExecutorOptions> {
  const [{ checkBaseUrl }, { AuthorizationError }] = await Promise.all([
    import('../auth/base-url.js'),
    import('../auth/authorization-error.js'),
  ])
  const baseUrl = checkBaseUrl(url)
  const value = environmentToken()
  const authorizations: Authorizations = {
    baseUrl: (asked) => (name === undefined || asked === name ? baseUrl : undefined),
    getAccessToken: () => {
      if (value === '') throw new AuthorizationError('AUTH_UNAVAILABLE', noToken)
      return { value }
    },
  }
  return { baseUrl, authorizations, defaultAuthorization: name ?? 'default' }
}

const environmentToken = (): string => (process.env[tokenVariable] ?? '').trim()

/**
 * For whoever is about to send much: sees to it that some of it can be sent.
 * @throws {UsageError}
 */
export async function requireConnection(
  { manifest: { authentication } }: CompiledNode,
  { baseUrl, authorization }: ConnectionChoice,
): Promise<void> {
  if (authentication === undefined) {
    if (baseUrl === undefined) throw new UsageError(noAddress)
    return
  }
  if (baseUrl !== undefined) {
    if (environmentToken() === '') throw new UsageError(noToken)
    return
  }
  const names = await connectionNames()
  // Without a name, each job may bring its own.
  const usable = authorization === undefined ? names.length > 0 : names.includes(authorization)
  if (!usable) throw new UsageError(missingConnection(authorization, names))
}

/** What a person can do about a connection that is missing; undefined when that was not the matter. */
export async function connectionHint(
  code: string | null,
  { node: { manifest }, inputs }: { readonly node: CompiledNode; readonly inputs: Readonly<Record<string, unknown>> },
  { baseUrl, authorization }: ConnectionChoice,
): Promise<string | undefined> {
  if (baseUrl !== undefined) return undefined
  const input = manifest.authentication?.input
  if (input === undefined) return code === 'UNKNOWN_AUTHORIZATION' ? noAddress : undefined
  const { [input]: own } = inputs
  const name = typeof own === 'string' && own.trim() !== '' ? own : authorization
  const missing = code === 'UNKNOWN_AUTHORIZATION' || (code === 'REQUIRED' && name === undefined)
  return missing ? missingConnection(name, await connectionNames()) : undefined
}

function missingConnection(name: string | undefined, names: readonly string[]): string {
  const instead = `or give --base-url and set ${tokenVariable}.`
  const known = names.length === 0 ? noConnectionYet : `There is ${names.join(', ')}.`
  if (name === undefined) return `Name a connection with --authorization, ${instead} ${known}`
  const start = `There is no such connection: make one with cjds-node auth login, ${instead}`
  return names.length === 0 ? start : `${start}${didYouMean(name, names)} ${known}`
}

async function connectionNames(): Promise<readonly string[]> {
  const { fileTokenStore } = await import('../auth/file-store/file-token-store.js')
  return fileTokenStore().names()
}
