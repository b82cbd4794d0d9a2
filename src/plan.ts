import type { Authorizations } from './auth/authorizations.js'
import type { Connection } from './exchange.js'
import { prepareInputs, type PreparedInputs, type SavedInputs } from './inputs/prepare.js'
import { invalidChoice, type Problem } from './inputs/problem.js'
import type { Generators } from './keywords/generate.js'
import type { CompiledMethod, InputChecks } from './manifest/compiled.js'
import type { Authentication } from './manifest/manifest.js'
import type { BuiltRequest } from './request/build.js'

/** What of the host and the node decides about a plan. */
export interface PlanContext {
  readonly authentication: Authentication | undefined
  readonly authorizations: Authorizations | undefined
  readonly baseUrl: string | undefined
  /** Values for inputs that are left empty, before the manifest's own defaults. */
  readonly fallbacks: Readonly<Record<string, unknown>>
  readonly generators: Generators
}

/** A request and where it goes. */
export interface Send {
  readonly request: BuiltRequest
  readonly connection: Connection
}

/** Everything up to the request. */
export interface InvocationPlan {
  readonly prepared: PreparedInputs
  /** Empty exactly when there is something to send. */
  readonly problems: readonly Problem[]
  readonly send?: Send
}

/** Prepares the inputs, finds the connection, builds the request. Pure: no I/O, and the same inputs give the same plan. */
export function planInvocation(
  method: CompiledMethod,
  checks: InputChecks,
  saved: SavedInputs,
  variables: ReadonlyMap<string, unknown>,
  context: PlanContext,
): InvocationPlan {
  const prepared = prepareInputs(method, checks, saved, variables, context.fallbacks, context.generators)
  const connection = findConnection(prepared.values, context)
  const { problems: found } = prepared
  // An authorization that is missing altogether has been complained of as a required input.
  const told =
    'problem' in connection && found.some(({ input }) => input !== undefined && input === connection.problem.input)
  const problems = 'problem' in connection && !told ? [...found, connection.problem] : found
  if ('problem' in connection || problems.length > 0) return { prepared, problems }
  const built = method.buildRequest(prepared.values)
  if ('problems' in built) return { prepared, problems: built.problems }
  return { prepared, problems, send: { request: built.request, connection } }
}

/** The address and the token's source that the inputs name. */
export function findConnection(
  values: Readonly<Record<string, unknown>>,
  { authentication, authorizations, baseUrl }: PlanContext,
): Connection | { readonly problem: Problem } {
  if (authentication === undefined) {
    if (baseUrl !== undefined) return { baseUrl }
    return { problem: unknownAuthorization(undefined, 'No address of the service is configured.') }
  }
  const name = values[authentication.input]
  const origin = typeof name === 'string' ? authorizations?.baseUrl(name) : undefined
  if (origin !== undefined && authorizations !== undefined && typeof name === 'string')
    return { baseUrl: origin, authorization: { name, authorizations } }
  return {
    problem: unknownAuthorization(authentication.input, 'The authorization is not configured; choose one that is.'),
  }
}

function unknownAuthorization(input: string | undefined, text: string): Problem {
  return invalidChoice('UNKNOWN_AUTHORIZATION', input, text)
}
