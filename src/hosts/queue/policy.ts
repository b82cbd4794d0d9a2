import type { FlowNode } from '../../node-types.js'
import { meant } from '../../manifest/meant.js'
import type { CompiledMethod } from '../../manifest/compiled.js'
import { methodOutcomes } from '../../outcome/outcome-table.js'
import type { Result } from '../../outcome/result.js'
import { InvalidPolicyError } from './invalid-policy-error.js'

const actions = ['complete', 'retry', 'rate-limit', 'park'] as const

/**
 * `complete`: it is done. `retry`: again, later. `rate-limit`: again when the service lets us, which holds every worker.
 * `park`: never by itself; it becomes a dead letter.
 */
export type Action = (typeof actions)[number]

/** What follows from an outcome where that is to differ from what the manifest and the answer say. */
export interface Policy {
  /** By `meta.code`, such as `HTTP_403` or `REAUTH_REQUIRED`; comes before `outcomes`. */
  readonly codes?: Readonly<Record<string, Action>>
  /** By the name of an outcome. */
  readonly outcomes?: Readonly<Record<string, Action>>
}

/** What to do with a job after an invocation. @param unsettled whether an earlier one may have had its effect */
export type Decide = (method: CompiledMethod, result: Result, unsettled: boolean) => Action

/**
 * Where the code says more than the delivery does. A refused token, or a server too early or too slow, passes; that a
 * connection is not there is the worker's fault and not the job's.
 */
const byCode: Readonly<Record<string, Action>> = {
  HTTP_429: 'rate-limit',
  RATE_LIMIT_HELD: 'rate-limit',
  HTTP_401: 'retry',
  HTTP_408: 'retry',
  HTTP_425: 'retry',
  UNKNOWN_AUTHORIZATION: 'retry',
  INVALID_REQUEST: 'park',
}

/** @throws {InvalidPolicyError} for an action, an outcome or a member that there is not */
export function compilePolicy(node: FlowNode, policy: Policy = {}): Decide {
  checkShape(policy)
  const { codes = {}, outcomes = {} } = policy
  const known = new Set(node.manifest.methods.flatMap(methodOutcomes).map(({ name }) => name))
  for (const [name, action] of [...Object.entries(codes), ...Object.entries(outcomes)])
    if (!actions.includes(action))
      throw new InvalidPolicyError(`The policy for ${name} must be one of ${actions.join(', ')}.`)
  for (const name of Object.keys(outcomes)) {
    if (known.has(name)) continue
    const near = meant(name, [...known])
    throw new InvalidPolicyError(
      `The policy names "${name}", which no method ends in${near === undefined ? '.' : `; did you mean "${near}"?`}`,
    )
  }

  return (method, result, unsettled) =>
    own(codes, result.meta.code) ?? own(outcomes, result.outcome) ?? defaultAction(method, result, unsettled)
}

/** A policy may come from a file. */
function checkShape(policy: object): void {
  const stray = Object.keys(policy).find((name) => name !== 'codes' && name !== 'outcomes')
  if (stray !== undefined)
    throw new InvalidPolicyError(`The policy has "${stray}"; it may have "codes" and "outcomes", and nothing else.`)
  for (const [name, table] of Object.entries(policy))
    if (typeof table !== 'object' || table === null || Array.isArray(table))
      throw new InvalidPolicyError(`"${name}" of the policy must be an object of actions by name.`)
}

/** A code such as `constructor` is not one of a table. */
function own(table: Readonly<Record<string, Action>>, name: string | null): Action | undefined {
  return name !== null && Object.hasOwn(table, name) ? table[name] : undefined
}

function defaultAction({ manifest, outcomes }: CompiledMethod, { outcome, meta }: Result, unsettled: boolean): Action {
  if (outcomes.isSuccess(outcome)) return 'complete'
  // Only after an earlier delivery does it mean this very request; otherwise something else has taken its id.
  if (unsettled && manifest.redelivery?.repeated?.includes(String(meta.httpStatus)) === true) return 'complete'
  const coded = own(byCode, meta.code)
  if (coded !== undefined) return coded
  const { invalidData, invalidChoice } = manifest.faults
  // A token was refused, and then there was no new one or it did not arrive: that says nothing against the request.
  const nothingTaken = meta.delivery === 'rejected' && meta.httpStatus === null
  switch (nothingTaken ? 'not-sent' : meta.delivery) {
    case 'not-sent':
      return outcome === invalidData || outcome === invalidChoice ? 'park' : 'retry'
    case 'unknown':
      return 'retry'
    case 'accepted':
      return manifest.annotations.readOnly ? 'retry' : 'park'
    case 'rejected':
      return 'park'
  }
}

/** Whether doing it twice does no harm. */
export function isRepeatable({ annotations }: CompiledMethod['manifest']): boolean {
  return annotations.readOnly || annotations.idempotent
}
