import { describe, expect, it } from '@jest/globals'
import type { CompiledMethod } from '../../src/manifest/compiled.js'
import { compileChecked } from '../../src/manifest/read-manifest.js'
import { loadNode } from '../../src/manifest/load.js'
import { interpret } from '../../src/outcome/interpret.js'
import type { TransportResponse } from '../../src/transport/transport.js'
import { shippedMethod } from './shipped-method.js'

const answer = (response: Partial<TransportResponse>): TransportResponse => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: '{"data":[]}',
  ...response,
})

/** A method that reads and takes every 2xx status for its success. */
async function readerOfEvery2xx(): Promise<CompiledMethod> {
  const { manifest } = await loadNode()
  const methods = manifest.methods
    .filter(({ id }) => id === 'getIdentityByAliases')
    .map((method) => ({ ...method, responses: { ...method.responses, '2XX': 'onGetIdentityByAliasesSuccess' } }))
  const found = compileChecked({ ...manifest, methods }).methods.get('getIdentityByAliases')
  if (found === undefined) throw new Error('the method is not there')
  return found
}

describe('a success that should hold data', () => {
  it.each([
    [200, { fault: 'error', code: 'RESPONSE_EMPTY' }],
    [206, { fault: 'error', code: 'RESPONSE_EMPTY' }],
    [204, { outcome: 'onGetIdentityByAliasesSuccess', code: null, warnings: [], outputs: { data: [] } }],
  ])('may be empty only where the status says so: %i', async (status, expected) => {
    expect(interpret(await readerOfEvery2xx(), answer({ status, body: '' }))).toMatchObject(expected)
  })

  it('is taken with a warning when a number was rounded', async () => {
    const read = interpret(
      await shippedMethod('getIdentityByAliases'),
      answer({ body: '{"data":[12345678901234567890]}' }),
    )
    expect(read).toMatchObject({
      outcome: 'onGetIdentityByAliasesSuccess',
      outputs: { data: [12345678901234567000] },
      warnings: [{ code: 'NUMBER_PRECISION' }],
    })
  })
})

describe('the content type of an answer', () => {
  it.each([
    'text/html',
    'TEXT/HTML; charset=utf-8',
    ' text/html',
    'application/xhtml+xml',
    'application/xml',
    'text/xml;charset=utf-8',
  ])('%j tells that it is a page of somebody in between, whatever it holds', async (type) => {
    const method = await shippedMethod('getIdentityByAliases')
    expect(interpret(method, answer({ headers: { 'content-type': type } }))).toMatchObject({
      fault: 'error',
      code: 'RESPONSE_UNTRUSTED',
    })
  })

  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'application/json; profile="text/html"',
    'text/plain',
  ])('%j leaves it to the body whether it is JSON', async (type) => {
    const method = await shippedMethod('getIdentityByAliases')
    expect(interpret(method, answer({ headers: { 'content-type': type } }))).toMatchObject({
      outcome: 'onGetIdentityByAliasesSuccess',
    })
  })

  it('may be missing', async () => {
    const method = await shippedMethod('getIdentityByAliases')
    expect(interpret(method, answer({ headers: {} }))).toMatchObject({ outcome: 'onGetIdentityByAliasesSuccess' })
  })
})

describe('an answer that is not JSON', () => {
  const payload = async (body: string): Promise<unknown> => {
    const read = interpret(await shippedMethod('writeToCjds'), answer({ status: 500, body }))
    return 'outputs' in read ? read.outputs.responsePayload : undefined
  }

  it.each([10, 40_000, 65_536])(
    'is handed on exactly as it came, with its byte order mark: %i bytes',
    async (bytes) => {
      const text = '\ufeff' + 'x'.repeat(bytes - 3)
      expect(await payload(text)).toBe(text)
    },
  )

  it.each([
    ['one byte too many', 'x'.repeat(65_537), 65_536],
    ['two bytes each, the last one split', 'x' + 'é'.repeat(40_000), 65_535],
    ['three bytes each, the last one split', '€'.repeat(30_000), 65_535],
    ['four bytes each, the last one split', 'x' + '👋'.repeat(20_000), 65_533],
  ])('is cut at 64 KiB, before the character that does not fit: %s', async (_what, text, bytes) => {
    const cut = String(await payload(text))
    expect(text.startsWith(cut)).toBe(true)
    expect(Buffer.byteLength(cut)).toBe(bytes)
  })
})

describe('a header that repeats a token', () => {
  it.each([
    ['once', 'Bearer s3cret'],
    ['among several of its name', ['Bearer s3cret', 'other']],
  ])('gives an output without it: %s', async (_what, trackingid) => {
    const method = await shippedMethod('writeToCjds')
    expect(interpret(method, answer({ status: 403, headers: { trackingid } }), ['s3cret'])).toMatchObject({
      outputs: { trackingId: 'Bearer ***' },
    })
  })
})

describe('a token in an answer that breaks off', () => {
  const token = 'planted-token-of-many-characters'

  it.each(['RESET', 'ABORTED', 'RESPONSE_TOO_LARGE'] as const)(
    'is masked up to where it does: %s',
    async (bodyFailure) => {
      const body = `{"echo":"Bearer ${token.slice(0, -1)}`
      const read = interpret(await shippedMethod('writeToCjds'), answer({ status: 403, body, bodyFailure }), [token])
      expect(read).toMatchObject({ outputs: { responsePayload: '{"echo":"Bearer ***' } })
    },
  )
})
