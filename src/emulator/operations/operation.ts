import type { Answer } from '../http/answer.js'
import type { EmulatorRequest } from '../http/request.js'
import type { OAuthServer } from '../oauth/oauth-server.js'
import type { SchemaName } from '../schemas.js'
import type { Store } from '../store/store.js'

/** One request of the journey API, authorized and checked. */
export interface Call {
  readonly store: Store
  /** Epoch milliseconds. */
  readonly now: number
  /** A path parameter, decoded. */
  readonly param: (name: string) => string
  /** A path parameter still percent-encoded, for the one that holds a list. */
  readonly rawParam: (name: string) => string
  readonly query: URLSearchParams
  /** The body's text as it came. */
  readonly text: string
  /** The body, of the form that the operation's schema asks for. */
  readonly body: unknown
}

/** What goes into the success envelope. */
export interface Enveloped {
  /** Beside `organizationId`, which is always there. */
  readonly meta?: Readonly<Record<string, string>>
  /** A {@link JsonText} is put in as it is. */
  readonly data: unknown
}

/** JSON that must reach the caller byte by byte. */
export class JsonText {
  constructor(readonly text: string) {}
}

interface Route {
  /** Its name in scenarios and recordings. */
  readonly id: string
  readonly method: string
  /** With `{parameter}` segments. */
  readonly path: string
  readonly summary: string
}

/** Needs a token with one of the scopes; answered in the service's envelope. */
export interface ApiOperation extends Route {
  readonly kind: 'api'
  readonly scopes: readonly string[]
  /** The status of a success, by the node's contract and by the published OpenAPI. */
  readonly success: { readonly contract: number; readonly openapi: number }
  /** The schema that the body must satisfy. */
  readonly body?: SchemaName
  /** @throws {ApiError} */
  readonly handle: (call: Call) => Enveloped
}

/** Needs no token and writes its own answer. */
export interface PlainOperation extends Route {
  readonly kind: 'plain'
  readonly handle: (oauth: OAuthServer, request: EmulatorRequest) => Answer
  /** Called on arrival; the function that it returns is called when the answer is out. */
  readonly track?: (oauth: OAuthServer, request: EmulatorRequest) => () => void
}

export type Operation = ApiOperation | PlainOperation

/** An API operation whose success status is the same in both sources. */
export const always = (status: number) => ({ contract: status, openapi: status })
