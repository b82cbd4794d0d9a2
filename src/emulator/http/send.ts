import type { ServerResponse } from 'node:http'
import type { Answer } from './answer.js'

/**
 * Writes a whole answer. Any status from 200 to 999 can be sent, also those that a web `Response` refuses.
 * @returns the status.
 */
export function sendAnswer(
  answer: Omit<Answer, 'body'> & { readonly body: string | Buffer },
  outgoing: ServerResponse,
): number {
  for (const [name, value] of Object.entries(answer.headers)) outgoing.setHeader(name, value)
  if (!outgoing.hasHeader('transfer-encoding')) outgoing.setHeader('content-length', Buffer.byteLength(answer.body))
  outgoing.writeHead(answer.status)
  outgoing.end(answer.body)
  return answer.status
}
