import { FlowNodeError } from '../errors/flow-node-error.js'

export type EmulatorErrorCode = 'OPTIONS' | 'SEED' | 'REMOTE_HOST' | 'LISTEN' | 'CONSENT' | 'SCENARIO' | 'SETTINGS'

/** The emulator cannot do what its program asked. The code says which part of it. */
export class EmulatorError extends FlowNodeError {
  constructor(
    readonly code: EmulatorErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}
