export { AuthorizationError, type AuthorizationErrorCode } from './auth/authorization-error.js'
export type { AccessToken, AccessTokenOptions, Authorizations } from './auth/authorizations.js'
export { authorizations, type FixedConnection } from './auth/fixed-authorizations.js'
export { InvalidBaseUrlError } from './auth/invalid-base-url-error.js'
export { createMask, type Mask, maskOfInvocation, type MaskOptions } from './auth/mask.js'
export type { ChoicesResult } from './choices.js'
export { FlowNodeError } from './errors/flow-node-error.js'
export { InvalidDurationError } from './errors/invalid-duration-error.js'
export {
  createExecutor,
  type Executor,
  type ExecutorOptions,
  type InvocationOptions,
  type LogEntry,
} from './execute.js'
export type { Explanation, Step } from './explain.js'
export type * from './generated/methods.js'
export type { Problem } from './inputs/problem.js'
export type { Variables } from './inputs/variables.js'
export { loadNode, type LoadOptions } from './manifest/load.js'
export type * from './manifest/manifest.js'
export { InvalidLoadOptionsError } from './manifest/invalid-load-options-error.js'
export { ManifestError } from './manifest/manifest-error.js'
export type { ManifestProblem } from './manifest/problem.js'
export type { ResolvedMethod, ResolvedNode } from './manifest/resolve.js'
export { UnknownOverlayError } from './manifest/unknown-overlay-error.js'
export type { AnyMethods, FlowNode, MethodShape, Methods, ResultOf } from './node-types.js'
export type { Fault } from './outcome/fault.js'
export type { Delivery, Meta, Result, Warning } from './outcome/result.js'
export { describe, type NodeDescription } from './projections/describe.js'
export type { Choice } from './request/options-feed.js'
export { TransportError, type TransportErrorCode } from './transport/transport-error.js'
export type {
  BodyFailureCode,
  Transport,
  TransportOptions,
  TransportRequest,
  TransportResponse,
} from './transport/transport.js'
