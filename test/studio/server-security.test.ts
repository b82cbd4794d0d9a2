import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { request as httpRequest } from 'node:http'
import { rm } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import type { ApiFailure } from '../../src/studio/api.js'
import { openStudio, pageDirectory, sendRaw, temporaryDirectory, type RawAnswer, type TestStudio } from './support.js'

let studio: TestStudio
beforeAll(async () => {
  studio = await openStudio()
})
afterAll(async () => {
  await studio.close()
  expect(studio.mistakes).toEqual([])
})

const failure = ({ body }: RawAnswer): ApiFailure => JSON.parse(body) as ApiFailure
const own = (): Record<string, string> => ({ host: new URL(studio.origin).host, 'x-studio-token': studio.token })
const port = (): string => new URL(studio.origin).port
const json = { 'content-type': 'application/json' }

describe('[F116] other sites and other programs', () => {
  test('[F116] the studio is bound to this machine, and its link has a token of 32 bytes in the fragment', () => {
    expect(studio.origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    expect(studio.link).toBe(`${studio.origin}/#token=${studio.token}`)
    expect(Buffer.from(studio.token, 'base64url')).toHaveLength(32)
  })

  test('[F116] a name that resolves to 127.0.0.1 is refused, for the page and for the API', async () => {
    for (const host of ['evil.example', `evil.example:${port()}`, '127.0.0.1', '127.0.0.1:1', '0.0.0.0:80'])
      for (const path of ['/', '/api/session']) {
        const answer = await sendRaw(studio, { path, headers: { ...own(), host } })
        expect([host, path, answer.status, failure(answer).code]).toEqual([host, path, 403, 'HOST'])
      }
    const local = await sendRaw(studio, { path: '/api/session', headers: { ...own(), host: `localhost:${port()}` } })
    expect(local.status).toBe(200)
  })

  test("[F116] another site's page is refused, also with the token", async () => {
    for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1', `http://localhost:${port()}`]) {
      const answer = await sendRaw(studio, { path: '/api/session', headers: { ...own(), origin } })
      expect([origin, answer.status, failure(answer).code]).toEqual([origin, 403, 'ORIGIN'])
    }
    const headers = { ...own(), origin: studio.origin }
    expect((await sendRaw(studio, { path: '/api/session', headers })).status).toBe(200)
  })

  test('[F116] no answer allows another origin to read it', async () => {
    for (const method of ['GET', 'OPTIONS']) {
      const headers = { ...own(), origin: studio.origin, 'access-control-request-method': 'POST' }
      const answer = await sendRaw(studio, { path: '/api/session', method, headers })
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'))).toEqual([])
    }
  })

  test('[F116] the API needs the token of this start', async () => {
    const wrong = `${studio.token.slice(0, -1)}${studio.token.endsWith('A') ? 'B' : 'A'}`
    for (const token of [undefined, '', 'x', wrong, `${studio.token} `.repeat(2), studio.token.toUpperCase()]) {
      const headers = { host: own().host ?? '', ...(token === undefined ? {} : { 'x-studio-token': token }) }
      for (const path of ['/api/session', '/api/nothing', '/api', '/api/runs/1/clear']) {
        const answer = await sendRaw(studio, { path, headers })
        expect([path, token, answer.status, failure(answer).code]).toEqual([path, token, 401, 'TOKEN'])
      }
    }
    const other = await openStudio({ emulator: false })
    await other.close()
    expect(other.token).not.toBe(studio.token)
  })

  test('[F116] a body must be JSON, announced as JSON, and not too large', async () => {
    const send = (headers: Record<string, string>, body: string): Promise<RawAnswer> =>
      sendRaw(studio, { path: '/api/explain', method: 'POST', headers: { ...own(), ...headers }, body })
    for (const type of [undefined, 'text/plain', 'application/x-www-form-urlencoded', 'application/jsonx']) {
      const answer = await send(type === undefined ? {} : { 'content-type': type }, '{}')
      expect([type, answer.status, failure(answer).code]).toEqual([type, 415, 'CONTENT_TYPE'])
    }
    expect(failure(await send(json, '{"method":'))).toEqual({ code: 'REQUEST', message: 'The body is not JSON.' })
    const large = JSON.stringify({ method: 'x', inputs: { text: 'x'.repeat(2 * 1024 * 1024) }, variables: {} })
    const answer = await send({ ...json, 'content-length': String(Buffer.byteLength(large)) }, large)
    expect([answer.status, failure(answer).code]).toEqual([413, 'TOO_LARGE'])
    const chunked = await send({ ...json, 'transfer-encoding': 'chunked' }, large)
    expect([chunked.status, failure(chunked).code]).toEqual([413, 'TOO_LARGE'])
  })

  test('[F116] only the methods of the contract are taken', async () => {
    const cases = [
      ['DELETE', '/api/manifest', 'GET, PUT'],
      ['POST', '/api/manifest', 'GET, PUT'],
      ['GET', '/api/runs', 'POST'],
      ['PUT', '/api/session', 'GET'],
      ['POST', '/', 'GET'],
      ['DELETE', '/assets/index-1a2b.js', 'GET'],
    ] as const
    for (const [method, path, allow] of cases) {
      const answer = await sendRaw(studio, { path, method, headers: own() })
      expect([method, path, answer.status, answer.headers.allow]).toEqual([method, path, 405, allow])
      expect(failure(answer).code).toBe('METHOD')
    }
  })

  test('[F116] no path leads out of the page', async () => {
    const paths = [
      '/../package.json',
      '/..%2f..%2fpackage.json',
      '/assets/../../../../../../../etc/passwd',
      '/assets/..%5c..%5cpackage.json',
      '//etc/passwd',
      '/%2e%2e/%2e%2e/etc/passwd',
      '/assets/%00index-1a2b.js',
      '/assets',
      '/node_modules',
    ]
    for (const path of paths) {
      const answer = await sendRaw(studio, { path, headers: own() })
      expect([path, answer.status, failure(answer).code]).toEqual([path, 404, 'NOT_FOUND'])
    }
    const answer = await sendRaw(studio, { path: '/api/schemas/..%2f..%2fpackage', headers: own() })
    expect([answer.status, failure(answer).code]).toEqual([404, 'NOT_FOUND'])
  })
})

describe('[F115] what the browser is told', () => {
  test('[F115] every answer has the strict policy, with nothing unsafe in it', async () => {
    const answers = [
      await sendRaw(studio, { path: '/', headers: own() }),
      await sendRaw(studio, { path: '/assets/index-1a2b.js', headers: own() }),
      await sendRaw(studio, { path: '/nothing', headers: own() }),
      await sendRaw(studio, { path: '/', headers: { host: 'evil.example' } }),
      await sendRaw(studio, { path: '/api/session', headers: own() }),
      await sendRaw(studio, { path: '/api/session', headers: { host: own().host ?? '' } }),
      await sendRaw(studio, { path: '/api/manifest', method: 'DELETE', headers: own() }),
    ]
    for (const { headers } of answers) {
      expect(headers['content-security-policy']).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
          "connect-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'",
      )
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      })
    }
    expect(answers.map(({ headers }) => headers['cache-control'])).toEqual([
      'no-store',
      'public, max-age=31536000, immutable',
      ...Array.from({ length: 5 }, () => 'no-store'),
    ])
  })

  test('[F115] a hostile text in inputs comes back as data in JSON, and no stack or token with it', async () => {
    const hostile = '<script>alert(1)</script>'
    const body = JSON.stringify({ method: hostile, inputs: { [hostile]: hostile }, variables: {} })
    const answer = await sendRaw(studio, {
      path: '/api/explain',
      method: 'POST',
      headers: { ...own(), ...json },
      body,
    })
    expect(answer.headers['content-type']).toMatch(/^application\/json/)
    expect(answer.status).toBe(404)
    expect(answer.body).not.toContain('script')
    expect(answer.body).not.toContain(studio.token)
    expect(answer.body).not.toMatch(/at .*\.ts|node_modules/)
  })

  test.each([
    [{}, 'The request needs "method".'],
    [{ method: 1, inputs: {}, variables: {} }, '"method" must be string.'],
    [{ method: 'x', inputs: [], variables: {} }, '"inputs" must be object.'],
    [{ method: 'x', inputs: {}, variables: {}, more: 'secret' }, 'The request has "more", which is not known here.'],
    [[], 'The request must be object.'],
    [null, 'The request must be object.'],
  ])('a request that is not as it must be names the field: %j', async (body, message) => {
    const { status, json: answer } = await studio.ask<ApiFailure>('POST', 'explain', body)
    expect([status, answer]).toEqual([400, { code: 'REQUEST', message }])
  })
})

describe('The page', () => {
  test('is served with types, and packed where the browser takes it', async () => {
    const index = await sendRaw(studio, { path: '/', headers: own() })
    expect([index.status, index.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
    const plain = await sendRaw(studio, { path: '/assets/index-1a2b.js', headers: own() })
    expect(plain.headers['content-type']).toBe('text/javascript; charset=utf-8')
    const packed = await bytes('/assets/index-1a2b.js', { ...own(), 'accept-encoding': 'gzip' })
    expect(packed.length).toBeLessThan(plain.body.length / 10)
    expect(gunzipSync(packed).toString()).toBe(plain.body)
    const head = await sendRaw(studio, { path: '/', method: 'HEAD', headers: own() })
    expect([head.status, head.body]).toEqual([200, ''])
  })

  test('that is not built is told in a sentence', async () => {
    const empty = await temporaryDirectory()
    for (const page of [empty, `${empty}/missing`]) {
      const other = await openStudio({ pageDirectory: page, emulator: false })
      const answer = await sendRaw(other, { path: '/' })
      expect([answer.status, failure(answer).code]).toEqual([503, 'PAGE_MISSING'])
      expect(failure(answer).message).toContain('npm run build')
      await other.close()
    }
    await rm(empty, { recursive: true })
  })

  function bytes(path: string, headers: Record<string, string>): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const sent = httpRequest(studio.origin + path, { headers, agent: false }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () => {
          resolve(Buffer.concat(chunks))
        })
      })
      sent.on('error', reject)
      sent.end()
    })
  }
})

test('a port that is taken is said, with what to do', async () => {
  const page = await pageDirectory()
  await expect(openStudio({ port: Number(port()), pageDirectory: page })).rejects.toThrow(
    `Port ${port()} is taken; choose another with --port, or --port 0 for any.`,
  )
  await rm(page, { recursive: true })
})
