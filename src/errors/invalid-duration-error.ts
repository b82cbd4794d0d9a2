import { FlowNodeError } from './flow-node-error.js'

/** An option in milliseconds that no timer can keep. */
export class InvalidDurationError extends FlowNodeError {
  readonly code = 'INVALID_DURATION'

  constructor(option: string, longest: number) {
    super(`"${option}" must be a number of milliseconds from 1 to ${longest}.`)
  }
}
