import type { Socket } from 'node:net'
import { transportError } from './classify-error.js'
import { maxInterimAnswers } from './limits.js'

/** Whether these bytes begin with an interim answer (RFC 9110 §15.2) that asks for nothing; a 101 would. */
function isInterim(bytes: Buffer): boolean {
  return bytes[9] === 0x31 && /^HTTP\/1\.1 1(?!01)\d\d/.test(bytes.toString('latin1', 0, 12))
}

/**
 * Keeps interim answers from undici, which takes a 100 that it did not ask for as an error, although a client must be
 * able to ignore one (RFC 9110 §15.2).
 *
 * @returns to be called when a request is about to be written
 */
export function ignoreInterimAnswers(socket: Socket): () => void {
  const read = socket.read.bind(socket) as (size?: number) => Buffer | null
  let awaiting = false
  let ignored = 0
  socket.read = (size?: number) => {
    let bytes = read(size)
    while (awaiting && bytes !== null && isInterim(bytes)) {
      const end = bytes.indexOf('\r\n\r\n') + 4
      if (end < 4) break
      if (++ignored > maxInterimAnswers) {
        socket.destroy(transportError('PROTOCOL', true))
        return null
      }
      bytes = end < bytes.length ? bytes.subarray(end) : read()
    }
    if (bytes !== null) awaiting = false
    return bytes
  }
  return () => {
    awaiting = true
    ignored = 0
  }
}
