import type { Exchange } from '../exchange.js'
import type { CompiledMethod } from '../manifest/compiled.js'
import type { Faults } from '../manifest/manifest.js'
import { type Fault, makeFault } from './fault.js'
import { deliveryOf, interpret } from './interpret.js'
import type { OutputReader } from './outputs.js'
import type { Meta, Result } from './result.js'
import { retryAfterMs } from './retry-after.js'

/** What an end is concluded with: a method, or the node's defaults when the method is unknown. */
export interface Conclusion {
  readonly faults: Faults
  readonly outputs: OutputReader
  readonly manifestHash: string
}

const nothingSent: Omit<Meta, 'elapsedMs' | 'code' | 'manifestHash'> = {
  attempts: 0,
  retryAfterMs: null,
  delivery: 'not-sent',
  warnings: [],
  httpStatus: null,
}

/** A fault as a result: the node's own words in the outputs that ask for them, every other output empty. */
export function concludeFault(
  { faults, outputs, manifestHash }: Conclusion,
  { kind, code, message, errors }: Fault,
  elapsedMs: number,
  meta: Partial<Meta> = {},
): Result {
  return {
    outcome: faults[kind],
    outputs: outputs({ problem: { message, errors } }, []),
    meta: { ...nothingSent, code, elapsedMs, manifestHash, ...meta },
  }
}

/** An exchange as a result. */
export function concludeExchange(
  method: CompiledMethod,
  { attempts, warnings, end }: Exchange,
  elapsedMs: number,
  now: () => number,
): Result {
  if ('fault' in end) {
    return concludeFault(method, end.fault, elapsedMs, { attempts, warnings, delivery: end.delivery })
  }

  const { response, tokens } = end
  const read = interpret(method, response, tokens)
  const retryAfter = response.headers['retry-after']
  const meta: Meta = {
    code: read.code,
    attempts,
    elapsedMs,
    retryAfterMs: retryAfter === undefined ? null : retryAfterMs(retryAfter, now()),
    delivery: deliveryOf(response.status),
    warnings: 'fault' in read ? warnings : [...warnings, ...read.warnings],
    httpStatus: response.status,
    manifestHash: method.manifestHash,
  }
  if ('fault' in read) return concludeFault(method, makeFault(read.fault, read.code, read.message), elapsedMs, meta)
  return { outcome: read.outcome, outputs: read.outputs, meta }
}

/** A call that was not made because the service has asked for patience: the outcome of a 429 with local words. */
export function concludeHeld(method: CompiledMethod, waitMs: number, elapsedMs: number): Result {
  const seconds = Math.ceil(waitMs / 1000)
  const message = `Nothing was sent: the service asked to wait ${seconds} more ${seconds === 1 ? 'second' : 'seconds'}.`
  return {
    outcome: method.outcomes.outcomeOf(429),
    outputs: method.outputs({ problem: { message, errors: [message] } }, []),
    meta: {
      ...nothingSent,
      code: 'RATE_LIMIT_HELD',
      retryAfterMs: waitMs,
      elapsedMs,
      manifestHash: method.manifestHash,
    },
  }
}
