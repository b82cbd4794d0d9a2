import { FlowNodeError } from '../../errors/flow-node-error.js'

/** The studio cannot be started as it was asked to be. */
export class StudioStartError extends FlowNodeError {
  constructor(
    readonly code: 'LISTEN' | 'SAVE_FOLDER',
    message: string,
  ) {
    super(message)
  }
}
