import { describe, expect, test } from '@jest/globals'
import { inspect } from 'node:util'
import { AxiosError, AxiosHeaders } from 'axios'
import { classifyError, transportError } from '../../src/transport/classify-error.js'

const withCode = (code: string) => Object.assign(new Error(`${code} at https://secret.example/?token=secret`), { code })

type Row = [row: string, systemCode: string, sent: boolean, code: string, transient: boolean]

const plain: Row[] = [
  ['F054', 'ENOTFOUND', false, 'DNS', false],
  ['F054', 'EAI_AGAIN', false, 'DNS', true],
  ['F054', 'EAI_FAIL', false, 'DNS', false],
  ['F054', 'ESERVFAIL', false, 'DNS', true],
  ['F055', 'ECONNREFUSED', false, 'CONNECT', true],
  ['F055', 'EHOSTUNREACH', false, 'CONNECT', false],
  ['F055', 'ENETUNREACH', false, 'CONNECT', false],
  ['F055', 'EMFILE', false, 'CONNECT', true],
  ['F055', 'ECONNRESET', false, 'CONNECT', true],
  ['F056', 'ETIMEDOUT', false, 'CONNECT_TIMEOUT', true],
  ['F059', 'ETIMEDOUT', true, 'RESET', true],
  ['F059', 'ECONNRESET', true, 'RESET', true],
  ['F059', 'EPIPE', true, 'RESET', true],
  ['F038', 'HPE_INVALID_CONSTANT', true, 'PROTOCOL', false],
  ['F051', 'HPE_HEADER_OVERFLOW', true, 'HEADERS_TOO_LARGE', false],
  ['F038', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH', true, 'PROTOCOL', false],
  ['F051', 'UND_ERR_HEADERS_OVERFLOW', true, 'HEADERS_TOO_LARGE', false],
  ['F056', 'UND_ERR_CONNECT_TIMEOUT', false, 'CONNECT_TIMEOUT', true],
  ['F059', 'UND_ERR_SOCKET', true, 'RESET', true],
  ['F055', 'UND_ERR_DESTROYED', false, 'CONNECT', true],
  ['F016', 'UND_ERR_INVALID_ARG', false, 'INVALID_REQUEST', false],
  ['F021', 'ERR_INVALID_URL', false, 'INVALID_REQUEST', false],
  ['F021', 'toString', false, 'UNKNOWN', false],
  ['F021', 'CONSTRUCTOR', true, 'UNKNOWN', false],
]

const overTls: Row[] = [
  ['F057', 'DEPTH_ZERO_SELF_SIGNED_CERT', false, 'TLS', false],
  ['F057', 'CERT_HAS_EXPIRED', false, 'TLS', false],
  ['F057', 'ERR_TLS_CERT_ALTNAME_INVALID', false, 'TLS', false],
  ['F057', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', false, 'TLS', false],
  ['F057', 'ERR_SSL_WRONG_VERSION_NUMBER', false, 'TLS', false],
  ['F057', 'ECONNRESET', false, 'TLS', true],
  ['F057', 'ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC', true, 'TLS', false],
]

describe('classifyError', () => {
  test.each([...plain.map((row) => [...row, false] as const), ...overTls.map((row) => [...row, true] as const)])(
    '[%s] %s, sent %s: %s, transient %s',
    (_row, systemCode, sent, code, transient, secure) => {
      const delivery = sent ? 'unknown' : 'not-sent'
      const error = classifyError(withCode(systemCode), { sent, secure, aborted: false })
      expect(error).toMatchObject({ code, transient, delivery })
    },
  )

  const context = { sent: true, secure: true, aborted: false }

  test('[F059] nothing of an axios error comes along but its code', () => {
    const headers = new AxiosHeaders({ authorization: 'Bearer secret' })
    const cause = AxiosError.from(withCode('ECONNRESET'), undefined, {
      headers,
      url: 'https://secret.example',
      data: 'secret',
    })
    const error = classifyError(cause, context)
    expect(error.message).toBe('The connection broke before an answer came (ECONNRESET).')
    expect(inspect(error, { depth: 20, showHidden: true })).not.toMatch(/secret/)
  })

  test('[F055] all addresses failed: the first one speaks', () => {
    const error = new AggregateError([withCode('ECONNREFUSED'), withCode('ENETUNREACH')])
    expect(classifyError(error, { ...context, sent: false })).toMatchObject({ code: 'CONNECT', transient: true })
  })

  test('[F063] a signal that has fired explains every other error', () => {
    expect(classifyError(withCode('ECONNRESET'), { ...context, aborted: true })).toMatchObject({
      code: 'ABORTED',
      delivery: 'unknown',
    })
    expect(classifyError(undefined, { ...context, aborted: true, sent: false })).toMatchObject({
      code: 'ABORTED',
      delivery: 'not-sent',
    })
  })

  test('[F056] an error of our own is kept, however it is wrapped', () => {
    const own = transportError('CONNECT_TIMEOUT', false, true)
    expect(classifyError(AxiosError.from(own), { ...context, aborted: true })).toBe(own)
  })

  test.each([undefined, null, 'text', 7, {}, new Error('secret'), Object.assign(new Error(), { code: 5 })])(
    '[F059] %p, thrown by who knows what, is UNKNOWN',
    (thrown) => {
      expect(classifyError(thrown, context)).toMatchObject({ code: 'UNKNOWN', delivery: 'unknown', transient: false })
    },
  )

  test('[F059] an error that is its own cause ends', () => {
    const error = new Error('secret')
    error.cause = error
    expect(classifyError(error, context).code).toBe('UNKNOWN')
  })
})
