import { ApiError, badRequest, notFound } from '../api-error.js'
import type { OAuthServer } from '../oauth/oauth-server.js'
import { JsonText, type ApiOperation, type Enveloped } from '../operations/operation.js'
import type { RateLimiter } from '../rate-limit.js'
import type { BodyCheck } from '../schemas.js'
import type { Store } from '../store/store.js'
import { errorAnswer, type Answer, type Stamp } from './answer.js'
import { isJson, type EmulatorRequest } from './request.js'

export interface ApiServices {
  readonly store: Store
  readonly oauth: OAuthServer
  readonly rateLimiter: RateLimiter
  readonly checkBody: BodyCheck
  readonly statuses: 'contract' | 'openapi'
  readonly clock: () => number
}

/** Authorizes, counts, checks and carries out one request, in this order. */
export function answerApi(
  operation: ApiOperation,
  request: EmulatorRequest,
  services: ApiServices,
  stamp: Stamp,
): Answer {
  try {
    authorize(operation, request, services)
    const params = pathParameters(operation.path, request.path)
    const rawParam = (name: string) => params.get(name) ?? ''
    const param = (name: string) => decodeURIComponent(rawParam(name))
    if (params.has('workspaceId')) services.store.workspaces.get(param('workspaceId'))
    const result = operation.handle({
      store: services.store,
      now: services.clock(),
      param,
      rawParam,
      query: new URLSearchParams(request.query),
      text: request.body,
      body: readBody(operation, request, services.checkBody),
    })
    return {
      status: operation.success[services.statuses],
      headers: { 'content-type': 'application/json', trackingid: stamp.trackingId },
      body: envelope(services.store.organizationId, result),
    }
  } catch (error) {
    return errorAnswer(asApiError(error), stamp)
  }
}

/** @throws {ApiError} 400 for a header that is no bearer token, 401, 403, 429 */
function authorize({ scopes }: ApiOperation, { headers }: EmulatorRequest, { oauth, rateLimiter }: ApiServices): void {
  if (headers.authorization === undefined) throw new ApiError(401, ['A bearer token is required'])
  const token = /^bearer ([\w\-.~+/]+=*)$/i.exec(headers.authorization)?.[1]
  if (token === undefined) throw badRequest('The Authorization header is malformed')
  const grant = oauth.authenticate(token)
  if (grant === undefined) throw new ApiError(401, ['The token is unknown, expired or revoked'])
  rateLimiter.take(grant.clientId)
  if (!scopes.some((scope) => grant.scopes.includes(scope))) {
    throw new ApiError(403, [`One of these scopes is required: ${scopes.join(', ')}`])
  }
}

/** The values of the `{parameter}` segments, still percent-encoded. */
function pathParameters(template: string, path: string): ReadonlyMap<string, string> {
  const segments = path.split('/')
  const named = template.split('/').map((segment, index) => [/^\{(.+)\}$/.exec(segment)?.[1], segments[index]] as const)
  return new Map(named.filter((pair): pair is [string, string] => pair.every((part) => part !== undefined)))
}

function readBody(operation: ApiOperation, request: EmulatorRequest, checkBody: BodyCheck): unknown {
  if (operation.body === undefined) return undefined
  if (!isJson(request.headers)) throw new ApiError(415, ['The body must be application/json'])
  let body: unknown
  try {
    body = JSON.parse(request.body)
  } catch {
    throw badRequest('The body is not JSON')
  }
  const problems = checkBody(operation.body, body)
  if (problems.length > 0) throw badRequest(...problems)
  return body
}

function envelope(organizationId: string, { meta, data }: Enveloped): string {
  const metaText = JSON.stringify({ organizationId, ...meta })
  return `{"meta":${metaText},"data":${data instanceof JsonText ? data.text : JSON.stringify(data)}}`
}

function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error
  if (error instanceof URIError) return badRequest('The path has a malformed percent-encoding')
  return new ApiError(500, [String(error)])
}

/** For a path that is no operation. */
export const noOperation = (request: EmulatorRequest, stamp: Stamp): Answer =>
  errorAnswer(notFound(request.path), stamp)
