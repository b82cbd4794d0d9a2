import type { Authorizations } from './auth/authorizations.js'
import { checkBaseUrl } from './auth/base-url.js'
import { checkedAuthorizations } from './auth/checked-authorizations.js'
import { noFeed, readChoices, type ChoicesResult } from './choices.js'
import { Deadline } from './deadline.js'
import { checkDuration } from './duration.js'
import { exchange, type Connection, type Exchange, type ExchangeRules } from './exchange.js'
import { explainFault, explainPlan, type Explanation } from './explain.js'
import { neededVariables } from './inputs/needed-variables.js'
import { readSaved, type SavedInputs } from './inputs/prepare.js'
import { resolveVariables, type Variables } from './inputs/variables.js'
import type { CompiledMethod, InputChecks } from './manifest/compiled.js'
import { LazyMap } from './manifest/lazy-map.js'
import { overlayHints, withOverlays } from './manifest/overlay.js'
import { requireLoaded } from './manifest/require-loaded.js'
import type { AnyMethods, FlowNode, Methods, ResultOf } from './node-types.js'
import { concludeExchange, concludeFault, concludeHeld, type Conclusion } from './outcome/conclude.js'
import { faultOfError, faultOfProblems, unknownMethod } from './outcome/fault.js'
import type { Result, Warning } from './outcome/result.js'
import { findConnection, planInvocation, type InvocationPlan, type PlanContext, type Send } from './plan.js'
import { quietly } from './quietly.js'
import { headerJoiner } from './request/join-headers.js'
import { RateLimitHold } from './rate-limit-hold.js'
import { checkedTransport } from './transport/checked-transport.js'
import { lazyAxiosTransport } from './transport/lazy-axios-transport.js'
import type { Transport } from './transport/transport.js'

/** One line for a host's log. Holds no input, no output and no secret. */
export interface LogEntry {
  readonly node: string
  readonly method: string
  readonly outcome: string
  readonly code: string | null
  readonly httpStatus: number | null
  readonly attempts: number
  readonly elapsedMs: number
}

export interface ExecutorOptions {
  /** The host's connections. Needed by a node that signs in. */
  readonly authorizations?: Authorizations
  /** The connection to take when the input that names one is empty. */
  readonly defaultAuthorization?: string
  /** Where a node without authentication finds its service. */
  readonly baseUrl?: string
  /** Ids of the node's overlays, applied in this order. */
  readonly overlays?: readonly string[]
  /** What sends requests; axios over pooled connections unless another is given. */
  readonly transport?: Transport
  /** Milliseconds for a whole invocation, instead of the manifest's; at most 2^31 - 1. */
  readonly timeoutMs?: number
  /**
   * After a 429, end further invocations with the same authorization with that status's outcome, unsent, until
   * `Retry-After` has passed. Off unless asked for. Choices of a drop-down are read all the same: somebody waits for them.
   */
  readonly holdAfterRateLimit?: boolean
  /** Told of each invocation when it has ended. Not waited for, and what goes wrong in it changes nothing. */
  readonly log?: (entry: LogEntry) => unknown
  /**
   * Told of the exception behind `UNEXPECTED`, which no result and no log entry shows: it is from the host's own code and
   * may hold anything, a customer's values included.
   */
  readonly onUnexpected?: (error: unknown) => unknown
  /** The clock, in milliseconds since 1970. */
  readonly now?: () => number
  /** Makes ids for inputs that are generated. */
  readonly uuid?: () => string
}

export interface InvocationOptions {
  /** The flow's variables, which inputs refer to as `$(name)`. */
  readonly variables?: Variables
  /** Whether the inputs are `values` of an explanation: variables are in them, and `$(name)` is plain text. */
  readonly resolved?: boolean
  /** Ends the invocation at once, with the outcome of the fault `error`. */
  readonly signal?: AbortSignal
}

/** Runs the methods of one node. One executor serves a whole host. */
export interface Executor<M extends Methods = AnyMethods> {
  /** The node, its overlays applied. */
  readonly node: FlowNode
  /**
   * Runs a method. Never rejects: whatever happens is one of the method's declared outcomes.
   * @param inputs what is saved in the fields, before variables are put in
   */
  execute<Id extends keyof M & string>(
    method: Id,
    inputs: M[Id]['inputs'],
    options?: InvocationOptions,
  ): Promise<ResultOf<M[Id]>>
  /** Every step up to the request, which is built and not sent. Never rejects. */
  explain<Id extends keyof M & string>(
    method: Id,
    inputs: M[Id]['inputs'],
    options?: InvocationOptions,
  ): Promise<Explanation>
  /** The choices of a drop-down, read from the service with the values of the other fields. Never rejects. */
  choices<Id extends keyof M & string>(
    method: Id,
    input: keyof M[Id]['inputs'] & string,
    inputs: Partial<M[Id]['inputs']>,
    options?: InvocationOptions,
  ): Promise<ChoicesResult>
  /** Ends the pooled connections, idle or not: wait for invocations under way first. A transport that was given stays open. */
  close(): void
}

const noVariables: ReadonlyMap<string, unknown> = new Map()
const noOptions: InvocationOptions = {}

/** A method with what an executor knows of it before the first invocation. */
interface Known {
  readonly method: CompiledMethod
  readonly rules: ExchangeRules
  /** Warnings by HTTP status. */
  readonly hints: ReadonlyMap<number, Warning>
}

/**
 * Makes an executor.
 * @throws {UnknownOverlayError} for an overlay that the node does not have
 * @throws {TypeError} for a node that is still to be awaited, or overlays that are no list
 * @throws {InvalidBaseUrlError} for a `baseUrl` that is not an https origin, or http on this machine
 * @throws {InvalidDurationError} for a `timeoutMs` that is not a number from 1 to 2^31 - 1
 */
export function createExecutor<M extends Methods>(node: FlowNode<M>, options: ExecutorOptions = {}): Executor<M> {
  requireLoaded(node, 'createExecutor')
  const compiled = withOverlays(node, options.overlays ?? [])
  const { manifest } = compiled
  const { now = Date.now } = options
  const log = options.log === undefined ? undefined : quietly(options.log)
  const timeoutMs = checkDuration('timeoutMs', options.timeoutMs ?? manifest.timeoutMs)
  const pooled = lazyAxiosTransport()
  const transport = options.transport === undefined ? pooled.transport : checkedTransport(options.transport)
  const onUnexpected = quietly(options.onUnexpected)
  const hold = options.holdAfterRateLimit === true ? new RateLimitHold(now) : undefined
  const context: PlanContext = {
    authentication: manifest.authentication,
    authorizations: options.authorizations === undefined ? undefined : checkedAuthorizations(options.authorizations),
    baseUrl: options.baseUrl === undefined ? undefined : checkBaseUrl(options.baseUrl),
    fallbacks: defaultAuthorization(manifest.authentication?.input, options.defaultAuthorization),
    generators: { now, uuid: options.uuid ?? (() => crypto.randomUUID()) },
  }
  const noMethod: Conclusion = { faults: manifest.faults, outputs: compiled.outputs, manifestHash: compiled.hash }
  const methods = new LazyMap(compiled.methods, (method): Known => ({
    method,
    rules: exchangeRules(method),
    hints: overlayHints(method, manifest.overlays),
  }))

  function exchangeRules({ manifest: method, outcomes }: CompiledMethod): ExchangeRules {
    return {
      transport,
      onUnexpected,
      maxResponseBytes: manifest.limits.responseBytes,
      headers: headerJoiner(`${manifest.id}/${manifest.version}`),
      needsBody: (status) => method.responseBody === 'required' && outcomes.isSuccess(outcomes.outcomeOf(status)),
    }
  }

  async function variablesFor(
    saved: SavedInputs,
    checks: InputChecks,
    source: Variables | undefined,
    deadline: Deadline,
  ): Promise<ReadonlyMap<string, unknown>> {
    if (saved.variableNames.size === 0 || source === undefined) return noVariables
    const names = neededVariables(checks, saved, context.fallbacks)
    return resolveVariables(names, source, manifest.limits, (answer) => deadline.wait(answer))
  }

  /** Everything before the request; a promise only for the first invocation and where the flow's variables are needed. */
  function plan(
    { method }: Known,
    inputs: unknown,
    { variables, resolved }: InvocationOptions,
    deadline: Deadline,
  ): InvocationPlan | Promise<InvocationPlan> {
    const saved = readSaved(method, inputs, manifest.limits, resolved)
    const checks = method.checks()
    if (checks instanceof Promise || saved.variableNames.size > 0)
      return planLater(method, checks, saved, variables, deadline)
    return planInvocation(method, checks, saved, noVariables, context)
  }

  async function planLater(
    method: CompiledMethod,
    loading: Loading<InputChecks>,
    saved: SavedInputs,
    source: Variables | undefined,
    deadline: Deadline,
  ): Promise<InvocationPlan> {
    const checks = await loaded(loading, deadline)
    const values = await variablesFor(saved, checks, source, deadline)
    return planInvocation(method, checks, saved, values, context)
  }

  /** The result where the service has asked for patience. */
  function held({ method }: Known, connection: Connection, deadline: Deadline): Result | undefined {
    const heldMs = hold?.heldMs(connection) ?? 0
    return heldMs > 0 ? concludeHeld(method, heldMs, deadline.elapsedMs()) : undefined
  }

  function concluded({ method, hints }: Known, { connection }: Send, exchanged: Exchange, deadline: Deadline): Result {
    const result = concludeExchange(method, exchanged, deadline.elapsedMs(), now)
    hold?.note(connection, result)
    const hint = hints.get(result.meta.httpStatus ?? 0)
    return hint === undefined ? result : withWarning(result, hint)
  }

  async function execute(id: string, inputs: unknown, options?: InvocationOptions | null): Promise<Result> {
    const deadline = new Deadline(timeoutMs, signalOf(options))
    let known: Known | undefined
    let result: Result
    try {
      known = methods.get(id)
      if (known === undefined) result = concludeFault(noMethod, unknownMethod, deadline.elapsedMs())
      else {
        const planned = plan(known, inputs, options ?? noOptions, deadline)
        const { problems, send } = planned instanceof Promise ? await planned : planned
        result =
          send === undefined
            ? concludeFault(known.method, faultOfProblems(problems), deadline.elapsedMs())
            : (held(known, send.connection, deadline) ??
              concluded(known, send, await exchange(send.request, send.connection, known.rules, deadline), deadline))
      }
    } catch (error) {
      const fault = faultOfError(error, deadline, onUnexpected)
      result = concludeFault(known?.method ?? noMethod, fault, deadline.elapsedMs())
    }
    deadline.end()
    if (log !== undefined) log(logEntry(id, result))
    return result
  }

  function logEntry(method: string, { outcome, meta }: Result): LogEntry {
    const { code, httpStatus, attempts, elapsedMs } = meta
    const known = compiled.methods.has(method) ? method : 'unknown'
    return { node: manifest.id, method: known, outcome, code, httpStatus, attempts, elapsedMs }
  }

  async function explain(id: string, inputs: unknown, options?: InvocationOptions | null): Promise<Explanation> {
    const deadline = new Deadline(timeoutMs, signalOf(options))
    const method = compiled.methods.get(id)
    try {
      const { variables, resolved } = options ?? noOptions
      if (method === undefined) return explainFault(unknownMethod, manifest.faults)
      const saved = readSaved(method, inputs, manifest.limits, resolved)
      const checks = await loaded(method.checks(), deadline)
      const values = await variablesFor(saved, checks, variables, deadline)
      return explainPlan(method, checks, saved, values, planInvocation(method, checks, saved, values, context))
    } catch (error) {
      return explainFault(faultOfError(error, deadline, onUnexpected), method?.manifest.faults ?? manifest.faults)
    } finally {
      deadline.end()
    }
  }

  async function choices(
    id: string,
    input: string,
    inputs: unknown,
    options?: InvocationOptions | null,
  ): Promise<ChoicesResult> {
    const deadline = new Deadline(timeoutMs, signalOf(options))
    try {
      const { variables } = options ?? noOptions
      const known = methods.get(id)
      const feed = compiled.feeds.get(known?.method.manifest.inputs[input]?.options?.from ?? '')
      if (known === undefined || feed === undefined) return { failed: noFeed }
      const { method } = known
      const saved = readSaved(method, inputs, manifest.limits)
      const { prepared } = await planLater(method, method.checks(), saved, variables, deadline)
      return await readChoices(
        feed,
        method,
        prepared.values,
        findConnection(prepared.values, context),
        known.rules,
        deadline,
      )
    } catch (error) {
      return { failed: faultOfError(error, deadline, onUnexpected) }
    } finally {
      deadline.end()
    }
  }

  const executor = { node: compiled, execute, explain, choices, close: pooled.close }
  return executor as unknown as Executor<M>
}

type Loading<T> = T | Promise<T>

async function loaded<T>(loading: Loading<T>, deadline: Deadline): Promise<T> {
  return loading instanceof Promise ? deadline.wait(loading) : loading
}

function withWarning(result: Result, warning: Warning): Result {
  return { ...result, meta: { ...result.meta, warnings: [...result.meta.warnings, warning] } }
}

function defaultAuthorization(input: string | undefined, name: string | undefined): Readonly<Record<string, unknown>> {
  return input === undefined || name === undefined ? {} : { [input]: name }
}

/** A program without types may pass anything for a signal, and an executor still never rejects. */
function signalOf(options: InvocationOptions | null | undefined): AbortSignal | undefined {
  try {
    const signal: Partial<AbortSignal> | null | undefined = options?.signal
    const canTell = typeof signal?.addEventListener === 'function' && typeof signal.removeEventListener === 'function'
    return canTell ? (signal as AbortSignal) : undefined
  } catch {
    return undefined
  }
}
