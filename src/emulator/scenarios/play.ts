import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { ApiError } from '../api-error.js'
import { errorAnswer, type Answer, type Headers, type Stamp } from '../http/answer.js'
import { sendAnswer } from '../http/send.js'
import { sendDamaged } from './damage.js'
import type { Scenario } from './scenario.js'

/**
 * Answers one request the way a scenario says. The operation is carried out after the delay.
 * @returns the status that was sent; null when none was.
 */
export async function play(
  { delayMs = 0, answer, damage, process = answer === undefined }: Scenario,
  carryOut: () => Answer,
  outgoing: ServerResponse,
  stamp: Stamp,
  signal: AbortSignal,
): Promise<number | null> {
  if (delayMs > 0) await sleep(delayMs, undefined, { signal }).catch(() => undefined)
  if (signal.aborted) return null
  const real = process ? carryOut() : undefined
  const chosen = answer === undefined ? real : replace(answer, real, stamp)
  const final = chosen ?? envelopeFor(200, stamp)
  return damage === undefined ? sendAnswer(final, outgoing) : sendDamaged(damage, final, outgoing, signal)
}

function replace(
  { status, headers, body }: NonNullable<Scenario['answer']>,
  real: Answer | undefined,
  stamp: Stamp,
): Answer {
  const base = status === undefined ? (real ?? envelopeFor(200, stamp)) : envelopeFor(status, stamp)
  return {
    status: base.status,
    headers: { ...base.headers, ...lowerCased(headers ?? {}) },
    body: body === undefined ? base.body : typeof body === 'string' ? body : JSON.stringify(body),
  }
}

const lowerCased = (headers: Headers): Headers =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))

/** The service's envelope for a status: its error, or an empty success. */
function envelopeFor(status: number, stamp: Stamp): Answer {
  if (status >= 400) return errorAnswer(new ApiError(status, []), stamp)
  const bodiless = status === 204 || status === 304
  return {
    status,
    headers: { trackingid: stamp.trackingId, ...(!bodiless && { 'content-type': 'application/json' }) },
    body: bodiless ? '' : '{"meta":{},"data":{}}',
  }
}
