import { FlowNodeError } from '../errors/flow-node-error.js'

/** `loadNode` was given something that does not say which node to load. */
export class InvalidLoadOptionsError extends FlowNodeError {
  readonly code = 'INVALID_LOAD_OPTIONS'
}
