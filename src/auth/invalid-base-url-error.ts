import { FlowNodeError } from '../errors/flow-node-error.js'

/** A base URL that no token may go to. The message does not repeat it, since it may hold a password. */
export class InvalidBaseUrlError extends FlowNodeError {
  readonly code = 'INVALID_BASE_URL'

  constructor(what: string) {
    super(`The base URL ${what}.`)
  }
}
