import type { TransportOptions } from './transport.js'

/** Calls back once when the time of a request is up, at once when it is already. */
export function watchExpiry(options: TransportOptions, callback: () => void): void {
  if (options.onExpiry !== undefined) {
    options.onExpiry(callback)
    return
  }
  const { signal } = options
  if (signal.aborted) callback()
  else signal.addEventListener('abort', callback, { once: true })
}

/** Takes back what {@link watchExpiry} was given. */
export function unwatchExpiry(options: TransportOptions, callback: () => void): void {
  if (options.onExpiry !== undefined) options.onExpiry(undefined)
  else options.signal.removeEventListener('abort', callback)
}
