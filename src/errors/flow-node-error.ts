/**
 * What every error of this package extends. These errors are for programmers and operators; whatever a flow can meet at
 * run time is an outcome instead.
 */
export abstract class FlowNodeError extends Error {
  /** A stable name in capitals, safe to switch on. */
  abstract readonly code: string

  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = new.target.name
  }
}
