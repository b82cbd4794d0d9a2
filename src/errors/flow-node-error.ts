/** The same symbol in every copy of this package that a process has loaded. */
const ofThisPackage = Symbol.for('cjds-flow-node/error')

/**
 * What every error of this package extends. These errors are for programmers and operators; whatever a flow can meet at
 * run time is an outcome instead.
 *
 * `instanceof` tells them by name, so that a transport or authorizations of another copy of this package are understood:
 * a host and its plugin may each have brought one.
 */
export abstract class FlowNodeError extends Error {
  /** A stable name in capitals, safe to switch on. */
  abstract readonly code: string

  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = new.target.name
  }

  static {
    Object.defineProperty(this.prototype, ofThisPackage, { value: true })
  }

  static override [Symbol.hasInstance](this: { readonly name: string }, value: unknown): boolean {
    if (typeof value !== 'object' || value === null || !(ofThisPackage in value)) return false
    for (let at: unknown = value; at !== null; at = Object.getPrototypeOf(at))
      if ((at as object).constructor.name === this.name) return true
    return false
  }
}
