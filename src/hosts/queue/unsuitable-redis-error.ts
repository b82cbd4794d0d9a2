import { FlowNodeError } from '../../errors/flow-node-error.js'

/** `REDIS_VERSION`: it is too old. `REDIS_EVICTION`: it may throw jobs away when its memory is full. */
export type UnsuitableRedisErrorCode = 'REDIS_VERSION' | 'REDIS_EVICTION'

/** A Redis that would lose jobs or cannot run them. */
export class UnsuitableRedisError extends FlowNodeError {
  constructor(
    readonly code: UnsuitableRedisErrorCode,
    message: string,
  ) {
    super(message)
  }
}
