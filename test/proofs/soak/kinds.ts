import type { Random } from '../../support/random.js'
import { namedOutcomes } from '../../support/shipped-node.js'

/** A kind of invocation: what is put in, what the service does, and what must come out. */
export interface Kind {
  readonly name: string
  readonly method: 'writeToCjds' | 'getIdentityByAliases'
  /** What is changed of inputs that are right. */
  readonly inputs?: Readonly<Record<string, unknown>>
  readonly outcome: string
  readonly code: string | null
  /** Requests that reach the service. */
  readonly requests: number
  /** How often among the faults. */
  readonly weight: number
  /** Whether only the deadline ends it. */
  readonly endless?: true
}

const write = 'writeToCjds'
const read = 'getIdentityByAliases'
const [written, found] = ['onEventPostSuccess', 'onGetIdentityByAliasesSuccess']
const [notWritten, notFound] = ['onEventPostFailure', 'onGetIdentityByAliasesFailure']

export const healthy: readonly Kind[] = [
  { name: 'ok', method: write, outcome: written, code: null, requests: 1, weight: 1 },
  { name: 'ok', method: read, outcome: found, code: null, requests: 1, weight: 1 },
]

export const faulty: readonly Kind[] = [
  ...Object.entries(namedOutcomes).flatMap(([status, outcome]) =>
    both(`status-${status}`, outcome, outcome, `HTTP_${status}`, 1, 20),
  ),
  ...[302, 409, 418, 503].flatMap((status) => both(`status-${status}`, notWritten, notFound, `HTTP_${status}`, 1, 10)),
  ...both('stale', written, found, null, 2, 30),
  ...both('refused', notWritten, notFound, 'HTTP_401', 2, 10),
  ...both('garbage', 'onError', 'onError', 'PROTOCOL', 1, 10),
  one(write, 'reset', 'onError', 'RESET', 1, 10),
  one(read, 'reset', 'onError', 'RESET', 2, 10),
  ...['cut', 'not-json', 'page', 'empty', 'too-deep'].map((name) => one(write, name, written, null, 1, 10)),
  one(read, 'cut', 'onError', 'RESET', 2, 10),
  one(read, 'not-json', 'onError', 'RESPONSE_NOT_JSON', 1, 10),
  one(read, 'too-deep', 'onError', 'RESPONSE_NOT_JSON', 1, 10),
  one(read, 'page', 'onError', 'RESPONSE_UNTRUSTED', 1, 10),
  one(read, 'empty', 'onError', 'RESPONSE_EMPTY', 1, 10),
  one(read, 'not-gzip', 'onError', 'DECODE', 1, 10),
  one(read, 'too-large', 'onError', 'RESPONSE_TOO_LARGE', 1, 1),
  one(read, 'bomb', 'onError', 'RESPONSE_TOO_LARGE', 1, 1),
  { ...one(write, 'hang', 'onTimeout', 'TIMEOUT', 1, 0.2), endless: true },
  { ...one(read, 'drip', 'onTimeout', 'BODY_TIMEOUT', 1, 0.2), endless: true },
  { ...one(write, 'no-identity', 'onInvalidData', 'REQUIRED', 0, 20), inputs: { identity: ' ' } },
  { ...one(write, 'no-variable', 'onInvalidData', 'UNRESOLVED_VARIABLE', 0, 20), inputs: { identity: '$(nobody)' } },
  { ...one(write, 'no-choice', 'onInvalidChoice', 'NOT_A_CHOICE', 0, 20), inputs: { identityType: 'tel' } },
  { ...one(read, 'no-list', 'onInvalidData', 'REQUIRED', 0, 20), inputs: { aliases: ' , ' } },
  {
    ...one(read, 'no-authorization', 'onInvalidChoice', 'UNKNOWN_AUTHORIZATION', 0, 20),
    inputs: { authorization: 'nobody' },
  },
  { ...one(read, 'no-listener', 'onError', 'CONNECT', 0, 10), inputs: { authorization: 'nowhere' } },
]

function one(
  method: Kind['method'],
  name: string,
  outcome: string,
  code: string | null,
  requests: number,
  weight: number,
): Kind {
  return { name, method, outcome, code, requests, weight }
}

function both(
  name: string,
  ofWrite: string,
  ofRead: string,
  code: string | null,
  requests: number,
  weight: number,
): Kind[] {
  return [one(write, name, ofWrite, code, requests, weight), one(read, name, ofRead, code, requests, weight)]
}

/** Which invocation comes when: each kind of fault once, then a fifth of them faulty. */
export function schedule(random: Random): (index: number) => Kind {
  return (index) => faulty[index] ?? (random.chance(0.2) ? random.weighted(faulty) : random.pick(healthy))
}
