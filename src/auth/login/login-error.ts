import { FlowNodeError } from '../../errors/flow-node-error.js'

/**
 * `DENIED`: the person, or the server, did not consent. `CALLBACK`: the address that came back is not the answer to what
 * was asked. `PORTS`: none of the ports could be listened on. `EXPIRED`: nothing came back in time.
 */
export type LoginErrorCode = 'LOGIN_DENIED' | 'LOGIN_CALLBACK' | 'LOGIN_PORTS' | 'LOGIN_EXPIRED'

/** Why a login came to nothing. Its message holds no secret and no text of the server's. */
export class LoginError extends FlowNodeError {
  constructor(
    readonly code: LoginErrorCode,
    message: string,
  ) {
    super(message)
  }
}
