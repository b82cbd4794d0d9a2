import { FlowNodeError } from '../errors/flow-node-error.js'

/** The emulator cannot do what its program asked: `REMOTE_HOST`, `LISTEN`, `CONSENT`, `SCENARIO` or `SETTINGS`. */
export class EmulatorError extends FlowNodeError {
  constructor(
    readonly code: 'REMOTE_HOST' | 'LISTEN' | 'CONSENT' | 'SCENARIO' | 'SETTINGS',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}
