import { FlowNodeError } from '../errors/flow-node-error.js'

/** An overlay was asked for by an id that the node does not have. */
export class UnknownOverlayError extends FlowNodeError {
  readonly code = 'UNKNOWN_OVERLAY'

  constructor(id: string, known: readonly string[]) {
    const list = known.length === 0 ? 'It has none.' : `It has ${known.join(', ')}.`
    super(`The node has no overlay "${id}". ${list}`)
  }
}
