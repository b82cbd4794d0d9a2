import { AuthorizationError } from './authorization-error.js'

/**
 * Waits for a promise until the caller gives up or, where a time is given, that is over. What is waited for goes on.
 * @throws {AuthorizationError} AUTH_UNAVAILABLE
 */
export async function waitAtMost<T>(promise: Promise<T>, signal: AbortSignal, ms?: number): Promise<T> {
  let release = (): void => undefined
  const givenUp = new Promise<never>((_resolve, reject) => {
    const giveUp = (): void => {
      reject(new AuthorizationError('AUTH_UNAVAILABLE', 'No access token came in the time allowed.'))
    }
    const timer = ms === undefined ? undefined : setTimeout(giveUp, ms)
    signal.addEventListener('abort', giveUp, { once: true })
    release = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', giveUp)
    }
    if (signal.aborted) giveUp()
  })
  try {
    return await Promise.race([promise, givenUp])
  } finally {
    release()
  }
}
