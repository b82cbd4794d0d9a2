import { describe, expect, it } from '@jest/globals'
import { errorOfTokenRequest, mostAnswerBytes, redirectRefused } from '../../src/auth/token-request-error.js'

interface Answer {
  readonly status: number
  readonly payload?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly bytesRead?: number
  /** Wreck's own, for a body that it could not read. */
  readonly own?: number
}

/** What @hapi/wreck throws after an answer. */
function thrown({ status, payload, headers = {}, bytesRead = 0, own = status }: Answer) {
  let destroyed = 0
  const res = { statusCode: status, headers, socket: { bytesRead }, destroy: () => destroyed++ }
  const error = Object.assign(new Error('planted'), { output: { statusCode: own }, data: { res, payload } })
  return { told: told(error), destroyed }
}

function told(error: unknown): readonly [code: string, message: string, retryAfterMs?: number] {
  const { code, message, retryAfterMs } = errorOfTokenRequest(error)
  return retryAfterMs === undefined ? [code, message] : [code, message, retryAfterMs]
}

const refused = (status: number, payload?: unknown) => thrown({ status, payload }).told
const noReason = (status: number) => ['AUTH_PROTOCOL', `The token endpoint answered ${status} without an OAuth reason.`]
const ended = ['REAUTH_REQUIRED', 'The consent has ended: it expired, was withdrawn or was used twice.']
const unknownClient = [
  'AUTH_REFUSED',
  'The authorization server does not accept the client; check client id and secret.',
]
const unavailable = (what: string) => ['AUTH_UNAVAILABLE', `The token endpoint ${what}.`]
const unreadable = (what: string) => [
  'AUTH_PROTOCOL',
  `The token endpoint's answer ${what}; check the connection's token URL.`,
]

describe('What went wrong with a token request', () => {
  it.each([408, 429, 500, 502, 503, 599])('%d passes', (status) => {
    expect(refused(status, { error: 'invalid_grant' })).toEqual(unavailable(`answered ${status}`))
  })

  it('passes after as long as the server says', () => {
    expect(thrown({ status: 429, headers: { 'retry-after': '7' } }).told).toEqual([
      ...unavailable('answered 429'),
      7_000,
    ])
    expect(thrown({ status: 503, headers: { 'retry-after': 'soon' } }).told).toEqual(unavailable('answered 503'))
  })

  it('is said by the server', () => {
    expect(refused(400, { error: 'invalid_grant' })).toEqual(ended)
    expect(refused(401, { error: 'invalid_client' })).toEqual(unknownClient)
    expect(refused(400, { error: 'unauthorized_client' })).toEqual(unknownClient)
  })

  it.each([[{ error: 'planted' }], [{}], [null], [undefined], ['invalid_grant'], [{ error: ['invalid_grant'] }]])(
    '%j is no reason',
    (payload) => {
      expect(refused(400, payload)).toEqual(noReason(400))
      expect(refused(499, payload)).toEqual(noReason(499))
    },
  )

  it('is a body that ended too early', () => {
    for (const own of [408, 500])
      expect(thrown({ status: 200, own }).told).toEqual(unavailable('did not finish its answer'))
  })

  it('is a body that is no JSON', () => {
    expect(thrown({ status: 200, own: 502 }).told).toEqual(unreadable('is not JSON'))
    expect(thrown({ status: 399, own: 400 }).told).toEqual(unreadable('is not JSON'))
  })

  it('is a body that is too large', () => {
    const own = 500
    expect(thrown({ status: 200, own, bytesRead: mostAnswerBytes + 1 }).told).toEqual(unreadable('is too large'))
    expect(thrown({ status: 200, own, bytesRead: mostAnswerBytes }).told).toEqual(
      unavailable('did not finish its answer'),
    )
    expect(mostAnswerBytes).toBe(65_536)
  })

  const toProxy = 'check the token URL, and whether something stands in between.'
  const toFirewall = 'check the token URL, and whether a firewall lets this machine out.'
  const toCertificate = 'check its certificate; to trust an authority of your own, set NODE_EXTRA_CA_CERTS to its file.'
  it.each([
    ['ENOTFOUND', 'The name of the token endpoint could not be resolved', 'check the token URL and the network.'],
    ['ECONNREFUSED', 'No connection to the token endpoint could be made', toFirewall],
    ['CERT_HAS_EXPIRED', 'No trusted TLS connection to the token endpoint could be made', toCertificate],
    ['ECONNRESET', 'The token endpoint gave no answer', toProxy],
    ['HPE_INVALID_CONSTANT', 'The token endpoint gave no answer', toProxy],
  ])('is %s', (code, what, advice) => {
    const data = Object.assign(new Error('planted'), { code })
    expect(told({ output: { statusCode: 502 }, data })).toEqual(['AUTH_UNAVAILABLE', `${what} (${code}); ${advice}`])
  })

  it('is that nobody answered', () => {
    const nobody = ['AUTH_UNAVAILABLE', `The token endpoint gave no answer; ${toProxy}`]
    expect(told({ output: { statusCode: 502 } })).toEqual(nobody)
    expect(told({ output: {}, data: {} })).toEqual(nobody)
  })

  it('is that nobody answered in time', () => {
    expect(told({ output: { statusCode: 504 }, data: null })).toEqual(
      unavailable('did not answer in time; try again, then look at the network'),
    )
  })

  it.each([[new Error('planted')], [undefined], [null], ['planted'], [{}]])('makes no sense: %p', (error) => {
    expect(told(error)).toEqual(['AUTH_PROTOCOL', "The token endpoint's answer makes no sense."])
  })

  it('is a redirect, which is refused', () => {
    let refusal: unknown
    redirectRefused('POST', 302, 'https://elsewhere.example.com', {}, {}, (error) => (refusal = error))
    expect(told(refusal)).toEqual([
      'AUTH_PROTOCOL',
      'The token endpoint redirects, which it must not; check the token URL.',
    ])
  })

  it('lets go of the socket', () => {
    expect(thrown({ status: 400 }).destroyed).toBe(1)
    expect(told({ output: {}, data: { res: { statusCode: 200, destroy: () => undefined } } })).toEqual(
      unreadable('is not JSON'),
    )
  })
})
