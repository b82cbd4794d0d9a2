import { FlowNodeError } from '../../errors/flow-node-error.js'

/** A policy, or another setting of a worker, that cannot be followed. */
export class InvalidPolicyError extends FlowNodeError {
  readonly code = 'INVALID_POLICY'
}
