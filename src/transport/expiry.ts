import type { ExpiryListener, TransportOptions } from './transport.js'

/** Tells the listener once when the time of a request is up, at once when it is already. */
export function watchExpiry(options: TransportOptions, listener: ExpiryListener): void {
  if (options.onExpiry !== undefined) {
    options.onExpiry(listener)
    return
  }
  const { signal } = options
  if (signal.aborted) listener.handleEvent()
  else signal.addEventListener('abort', listener, { once: true })
}

/** Takes back what {@link watchExpiry} was given. */
export function unwatchExpiry(options: TransportOptions, listener: ExpiryListener): void {
  if (options.onExpiry !== undefined) options.onExpiry(undefined)
  else options.signal.removeEventListener('abort', listener)
}
