import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { AuthorizationError } from '../../src/auth/authorization-error.js'
import { Deadline, Expired } from '../../src/deadline.js'
import { invalidChoice, invalidData } from '../../src/inputs/problem.js'
import { faultOfError, faultOfProblems } from '../../src/outcome/fault.js'
import { TransportError } from '../../src/transport/transport-error.js'

describe('problems with inputs', () => {
  const missing = invalidData('REQUIRED', 'aliases', 'Aliases must not be empty.')
  const malformed = invalidData('FORMAT', 'email', 'Email must be an address.')
  const unknown = invalidChoice('NOT_A_CHOICE', 'type', 'Type must be one of its choices.')

  it.each([
    ['invalid data', missing, 'invalidData'],
    ['an invalid choice', unknown, 'invalidChoice'],
  ])('that are only one, of %s, lead to its own words', (_what, problem, kind) => {
    const { code, text } = problem
    expect(faultOfProblems([problem])).toEqual({ kind, code, message: text, errors: [text] })
  })

  it('that are several are counted after the first in the message, and listed one by one', () => {
    expect(faultOfProblems([missing, malformed])).toEqual({
      kind: 'invalidData',
      code: 'REQUIRED',
      message: 'Aliases must not be empty. 1 more thing needs attention.',
      errors: ['Aliases must not be empty.', 'Email must be an address.'],
    })
    expect(faultOfProblems([unknown, malformed, missing]).message).toBe(
      'Email must be an address. 2 more things need attention.',
    )
  })

  it.each([
    ['invalid data before a choice', [missing, unknown], 'invalidData', 'REQUIRED'],
    ['invalid data after a choice', [unknown, malformed, missing], 'invalidData', 'FORMAT'],
    ['choices alone', [unknown, unknown], 'invalidChoice', 'NOT_A_CHOICE'],
  ])(
    'are invalid data as soon as one is, with the code of the first of that kind: %s',
    (_what, problems, kind, code) => {
      expect(faultOfProblems(problems)).toMatchObject({ kind, code, errors: problems.map(({ text }) => text) })
    },
  )
})

describe('an exception on the way', () => {
  const reset = new TransportError('RESET', 'The connection broke.', 'unknown', true)
  const cancelled = { kind: 'error', code: 'CANCELLED', message: 'The caller cancelled the invocation.' }
  const timedOut = { kind: 'timeout', code: 'TIMEOUT', message: 'No complete answer came within the time allowed.' }

  const deadlines: Deadline[] = []
  afterEach(() => {
    for (const deadline of deadlines.splice(0)) deadline.end()
  })
  const deadline = (ms: number, caller?: AbortSignal): Deadline => {
    const made = new Deadline(ms, caller)
    deadlines.push(made)
    return made
  }
  const inTime = () => deadline(60_000)
  let told: unknown[]
  beforeEach(() => {
    told = []
  })
  const faultOf = (error: unknown, within: Deadline) =>
    faultOfError(error, within, (unexpected) => told.push(unexpected))

  it.each<[string, unknown]>([
    ['nothing in particular', new Expired()],
    ['a broken connection', reset],
    ['an error of the host', new Error('secret')],
  ])('after the caller has cancelled is that, whatever it came with: %s', (_what, error) => {
    expect(faultOf(error, deadline(60_000, AbortSignal.abort()))).toEqual({
      ...cancelled,
      errors: [cancelled.message],
    })
  })

  it('after the deadline is a timeout, whatever it came with', async () => {
    const late = deadline(0)
    const expired: unknown = await late.wait(new Promise<never>(() => undefined)).catch((error: unknown) => error)
    for (const error of [expired, reset, new Error('secret')])
      expect(faultOf(error, late)).toEqual({ ...timedOut, errors: [timedOut.message] })
  })

  it('is a timeout when it says that time is up before the deadline knows', () => {
    expect(faultOf(new Expired(), inTime())).toMatchObject(timedOut)
  })

  it.each([
    [
      'a connection that was not ready in time',
      'timeout',
      new TransportError('CONNECT_TIMEOUT', 'Slow.', 'not-sent', true),
    ],
    ['a broken connection', 'error', reset],
    ['a person who must log in again', 'error', new AuthorizationError('REAUTH_REQUIRED', 'Log in again.')],
  ])('that this package knows speaks for itself: %s leads to %s', (_what, kind, error) => {
    const { code, message } = error
    expect(faultOf(error, inTime())).toEqual({ kind, code, message, errors: [message] })
    expect(told).toEqual([])
  })

  it.each([
    ['an error of the host', new Error('secret')],
    ['an error with a code like one of ours', Object.assign(new Error('secret'), { code: 'CONNECT_TIMEOUT' })],
    ['a text', 'secret'],
    ['nothing', undefined],
    ['null', null],
  ])('that is not one of our own is never quoted, and told to the host alone: %s', (_what, error) => {
    const message = 'Something unexpected went wrong in the host; nothing more is known.'
    expect(faultOf(error, inTime())).toEqual({ kind: 'error', code: 'UNEXPECTED', message, errors: [message] })
    expect(told).toEqual([error])
  })
})
