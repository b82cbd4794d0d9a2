import { FlowNodeError } from '../../errors/flow-node-error.js'

/** A request to the studio that is not carried out. Answered with its status, code and message. */
export class StudioError extends FlowNodeError {
  constructor(
    /** HTTP status. */
    readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 503,
    readonly code: string,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message)
  }
}
