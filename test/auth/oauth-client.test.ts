import { randomBytes } from 'node:crypto'
import type { RequestListener } from 'node:http'
import { createRequire } from 'node:module'
import { inspect } from 'node:util'
import { describe, expect, it, jest } from '@jest/globals'
import { createOAuthClient, createPkce, type OAuthClient } from '../../src/auth/index.js'
import { DEFAULT_CLIENT, startEmulator, type Emulator } from '../../src/emulator/index.js'
import { type Behaviour, type FaultServerOptions, reset, silence, startFaultServer } from '../support/fault-server.js'
import { expectNoLeaks } from '../support/handles.js'
import { codeOf, errorOf, settingsFor, withServer } from './support.js'

const redirectUri = DEFAULT_CLIENT.redirectUris[0] ?? ''
const scopes = ['cjp:config_read', 'cjds:admin_org_read']

async function withClient(test: (client: OAuthClient, emulator: Emulator) => Promise<void>): Promise<void> {
  const emulator = await startEmulator({ oauth: { pkce: 'required' } })
  try {
    await test(createOAuthClient(settingsFor(emulator)), emulator)
  } finally {
    await emulator.close()
  }
}

/** What a refresh against a token endpoint of the test's own comes to. */
async function refreshAt<T>(
  listener: RequestListener,
  look: (refresh: Promise<unknown>) => Promise<T>,
  timeoutMs = 2_000,
): Promise<T> {
  let result!: T
  await withServer(listener, async (origin) => {
    const client = createOAuthClient({
      clientId: 'client',
      clientSecret: 'secret-of-the-client',
      authorizationUrl: `${origin}/authorize`,
      tokenUrl: `${origin}/token`,
      timeoutMs,
      now: () => 1_000_000,
    })
    result = await look(client.refresh('the-old-refresh-token'))
  })
  return result
}

const json =
  (body: unknown, status = 200): RequestListener =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }

describe('the code grant', () => {
  it('sends state and challenge to the browser and exchanges the code with the verifier', async () => {
    await withClient(async (client, emulator) => {
      const { verifier, challenge } = createPkce()
      const url = await client.authorizationUrl({ redirectUri, state: 's-1', codeChallenge: challenge, scopes })
      const query = new URL(url).searchParams
      expect(query.get('code_challenge_method')).toBe('S256')
      expect(query.get('scope')).toBe(scopes.join(' '))
      expect(url).not.toContain(DEFAULT_CLIENT.secret)

      const back = await emulator.oauth.consent(url)
      expect(back.searchParams.get('state')).toBe('s-1')
      const code = back.searchParams.get('code') ?? ''
      const tokens = await client.exchangeCode({ code, redirectUri, codeVerifier: verifier })
      expect(emulator.oauth.authenticate(tokens.accessToken)?.scopes).toEqual(scopes)
      expect(tokens.scopes).toEqual(scopes)

      const again = await client.refresh(tokens.refreshToken ?? '')
      expect(again.accessToken).not.toBe(tokens.accessToken)
      await client.revoke(again.refreshToken ?? '', 'refresh_token')
      expect(emulator.oauth.authenticate(again.accessToken)).toBeUndefined()
    })
  })

  it('fails with another verifier', async () => {
    await withClient(async (client, emulator) => {
      const url = await client.authorizationUrl({
        redirectUri,
        state: 's',
        codeChallenge: createPkce().challenge,
        scopes,
      })
      const code = (await emulator.oauth.consent(url)).searchParams.get('code') ?? ''
      expect(await codeOf(client.exchangeCode({ code, redirectUri, codeVerifier: createPkce().verifier }))).toBe(
        'REAUTH_REQUIRED',
      )
    })
  })

  it.each([
    ['http://id.example.com/token', 'https'],
    ['https://user:pass@id.example.com/token', 'user name'],
    ['nonsense', 'not a URL'],
  ])('does not take %s for a token endpoint', (tokenUrl, reason) => {
    const make = () =>
      createOAuthClient({ clientId: 'c', clientSecret: 's', authorizationUrl: 'https://id.example.com/a', tokenUrl })
    expect(make).toThrow(reason)
  })

  const url = 'https://id.example.com'
  const usual = { clientId: 'c', clientSecret: 's', authorizationUrl: `${url}/a`, tokenUrl: `${url}/t` }

  it.each([
    [{ authorizationUrl: 'x' }, 'The authorization URL is not a URL.'],
    [{ tokenUrl: '' }, 'The token URL is not a URL.'],
    [{ revocationUrl: 'x' }, 'The revocation URL is not a URL.'],
    [
      { revocationUrl: 'http://id.example.com' },
      'The revocation URL must begin with https://; http:// is for this machine only.',
    ],
    [{ tokenUrl: 'ftp://127.0.0.1/t' }, 'The token URL must begin with https://; http:// is for this machine only.'],
    [{ tokenUrl: 'https://u@id.example.com' }, 'The token URL must hold no user name, password or fragment.'],
    [{ tokenUrl: 'https://:p@id.example.com' }, 'The token URL must hold no user name, password or fragment.'],
    [{ tokenUrl: 'https://id.example.com/#f' }, 'The token URL must hold no user name, password or fragment.'],
    [{ clientId: '' }, 'The client id is empty or has characters that no client id can have.'],
    [{ clientId: 'a\n' }, 'The client id is empty or has characters that no client id can have.'],
    [{ clientSecret: 'é' }, 'The client secret is empty or has characters that no client secret can have.'],
    [{ clientSecret: 5 }, 'The client secret is empty or has characters that no client secret can have.'],
  ])('refuses %j', (change, message) => {
    const options = { ...usual, ...change } as typeof usual
    expect(() => createOAuthClient(options)).toThrow(expect.objectContaining({ code: 'INVALID_CONNECTION', message }))
  })

  it('keeps the query of an address', async () => {
    const client = createOAuthClient({ ...usual, authorizationUrl: `${url}/a?tenant=1` })
    const address = new URL(
      await client.authorizationUrl({ redirectUri, state: 's', codeChallenge: 'challenge', scopes: ['one', 'two'] }),
    )
    expect(address.origin + address.pathname).toBe(`${url}/a`)
    expect(Object.fromEntries(address.searchParams)).toEqual({
      tenant: '1',
      response_type: 'code',
      client_id: 'c',
      redirect_uri: redirectUri,
      state: 's',
      scope: 'one two',
      code_challenge: 'challenge',
      code_challenge_method: 'S256',
    })
  })

  it('cannot end a token where it does not know how', async () => {
    expect(await errorOf(createOAuthClient(usual).revoke('token', 'access_token'))).toMatchObject({
      code: 'AUTH_PROTOCOL',
      message: 'This authorization server has no revocation endpoint configured.',
    })
  })

  it('sends its credentials in the body, to the very address that was given', async () => {
    const requests: unknown[] = []
    const listener: RequestListener = (request, response) => {
      let body = ''
      request.on('data', (chunk: Buffer) => (body += chunk.toString()))
      request.on('end', () => {
        requests.push([request.method, request.url, Object.fromEntries(new URLSearchParams(body))])
        json({ access_token: 'abc' })(request, response)
      })
    }
    await withServer(listener, async (origin) => {
      const client = createOAuthClient({
        ...usual,
        tokenUrl: `${origin}/token?tenant=1`,
        revocationUrl: `${origin}/revoke?tenant=1`,
      })
      const before = Date.now()
      const { receivedAt } = await client.refresh('old')
      expect(receivedAt).toBeGreaterThanOrEqual(before)
      await client.exchangeCode({ code: 'code', redirectUri, codeVerifier: 'verifier' })
      await client.revoke('token', 'access_token')
    })
    const credentials = { client_id: 'c', client_secret: 's' }
    expect(requests).toEqual([
      ['POST', '/token?tenant=1', { ...credentials, grant_type: 'refresh_token', refresh_token: 'old' }],
      [
        'POST',
        '/token?tenant=1',
        {
          ...credentials,
          grant_type: 'authorization_code',
          code: 'code',
          redirect_uri: redirectUri,
          code_verifier: 'verifier',
        },
      ],
      ['POST', '/revoke?tenant=1', { ...credentials, token: 'token', token_type_hint: 'access_token' }],
    ])
  })

  it('does not repeat a secret that cannot be one', () => {
    const clientSecret = 'sécret-with-an-accent'
    try {
      createOAuthClient({ clientId: 'c', clientSecret, authorizationUrl: url, tokenUrl: url })
      throw new Error('it was taken')
    } catch (error) {
      expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('cret-with')
      expect(error).toMatchObject({ code: 'INVALID_CONNECTION' })
    }
  })
})

describe('answers of the token endpoint', () => {
  it.each<[string, RequestListener, string]>([
    [
      'HTML',
      (_q, s) => void s.writeHead(200, { 'content-type': 'text/html' }).end('<html>login</html>'),
      'AUTH_PROTOCOL',
    ],
    [
      'broken JSON',
      (_q, s) => void s.writeHead(200, { 'content-type': 'application/json' }).end('{"access_token":"abc'),
      'AUTH_PROTOCOL',
    ],
    ['an empty body', (_q, s) => void s.writeHead(200, { 'content-type': 'application/json' }).end(), 'AUTH_PROTOCOL'],
    ['null', json(null), 'AUTH_PROTOCOL'],
    ['an array', json([1]), 'AUTH_PROTOCOL'],
    ['a text', json('token'), 'AUTH_PROTOCOL'],
    ['no access token', json({ token_type: 'Bearer' }), 'AUTH_PROTOCOL'],
    ['another type of token', json({ access_token: 'abc', token_type: 'mac' }), 'AUTH_PROTOCOL'],
    ['an unknown OAuth error', json({ error: 'because' }, 400), 'AUTH_PROTOCOL'],
    ['a wrong client', json({ error: 'invalid_client' }, 401), 'AUTH_REFUSED'],
    ['a dead grant', json({ error: 'invalid_grant' }, 400), 'REAUTH_REQUIRED'],
    ['HTML with 404', (_q, s) => void s.writeHead(404, { 'content-type': 'text/html' }).end('<p>'), 'AUTH_PROTOCOL'],
    ['HTML with 502', (_q, s) => void s.writeHead(502, { 'content-type': 'text/html' }).end('<p>'), 'AUTH_UNAVAILABLE'],
    ['503', json({}, 503), 'AUTH_UNAVAILABLE'],
    ['429', json({}, 429), 'AUTH_UNAVAILABLE'],
    ['a connection cut before the answer', (q) => void q.socket.destroy(), 'AUTH_UNAVAILABLE'],
    [
      'a connection cut in the body',
      (q, s) => {
        s.writeHead(200, { 'content-type': 'application/json', 'content-length': 100 }).write('{')
        setTimeout(() => q.socket.destroy(), 20)
      },
      'AUTH_UNAVAILABLE',
    ],
  ])('[F074] %s', async (_title, listener, code) => {
    expect(await refreshAt(listener, codeOf)).toBe(code)
  })

  it('[F074] reads no more than 64 KiB of 64 MiB', async () => {
    let sent = 0
    const flood: RequestListener = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.write('{"access_token":"')
      const chunk = Buffer.alloc(64 * 1024, 'a')
      const more = () => {
        while (!response.destroyed && sent < 64 << 20) {
          sent += chunk.length
          if (!response.write(chunk)) return void response.once('drain', more)
        }
        response.end('"}')
      }
      more()
    }
    const before = process.memoryUsage().rss
    expect(await refreshAt(flood, codeOf)).toBe('AUTH_PROTOCOL')
    expect(process.memoryUsage().rss - before).toBeLessThan(64 << 20)
    expect(sent).toBeLessThan(32 << 20)
  })

  it.each([301, 302, 303, 307, 308])('[F074] does not follow a %d', async (status) => {
    let followed = 0
    await withServer(
      (_request, response) => {
        followed++
        json({ access_token: 'stolen', token_type: 'Bearer' })(_request, response)
      },
      async (elsewhere) => {
        const code = await refreshAt((_request, response) => {
          response.writeHead(status, { location: `${elsewhere}/token`, 'content-type': 'application/json' })
          response.end(JSON.stringify({ access_token: 'abc', token_type: 'Bearer' }))
        }, codeOf)
        expect(code).toBe('AUTH_PROTOCOL')
      },
    )
    expect(followed).toBe(0)
  })

  it('[F073] gives up on an endpoint that drips, and lets go of its socket', async () => {
    await expectNoLeaks(async () => {
      const started = performance.now()
      const drip: RequestListener = (_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json' })
        const timer = setInterval(() => response.write(' '), 20)
        response.on('close', () => {
          clearInterval(timer)
        })
      }
      expect(await refreshAt(drip, codeOf, 200)).toBe('AUTH_UNAVAILABLE')
      expect(performance.now() - started).toBeLessThan(1_500)
    })
  })

  it('[F073] tells how long the endpoint wants to be left alone', async () => {
    const busy: RequestListener = (_request, response) => {
      response.writeHead(429, { 'retry-after': '7', 'content-type': 'application/json' }).end('{}')
    }
    expect(await refreshAt(busy, errorOf)).toMatchObject({ code: 'AUTH_UNAVAILABLE', retryAfterMs: 7_000 })
  })

  it.each<[unknown, number]>([
    [undefined, 300],
    ['abc', 300],
    [0, 300],
    [-5, 300],
    [null, 300],
    [Number.NaN, 300],
    [{}, 300],
    [1e12, 30 * 24 * 3600],
    [3600, 3600],
    ['3600', 3600],
    [0.5, 0.5],
  ])('[F075] expires_in %j counts as %d s', async (expires_in, seconds) => {
    const answer = { access_token: 'abc', token_type: 'Bearer', expires_in }
    expect(await refreshAt(json(answer), (refresh) => refresh)).toMatchObject({ expiresAt: 1_000_000 + seconds * 1000 })
  })

  it.each([
    ['a line break', 'abc\r\nx-evil: 1'],
    ['a space', 'abc def'],
    ['a letter outside ASCII', 'abcé'],
    ['100 kB', 'a'.repeat(100_000)],
    ['10 kB', 'a'.repeat(10_000)],
    ['nothing', ''],
    ['a number', 12],
  ])('[F076] a token with %s is refused', async (_title, token) => {
    const error = await refreshAt(json({ access_token: token, token_type: 'Bearer' }), errorOf)
    expect(error).toMatchObject({ code: 'AUTH_PROTOCOL' })
    expect(inspect(error, { depth: 9 })).not.toContain('abc')
    const refreshToken = await refreshAt(json({ access_token: 'ok', refresh_token: token }), (refresh) =>
      refresh.catch((reason: unknown) => reason),
    )
    // Nothing at all is what servers send that do not rotate.
    expect(refreshToken).toMatchObject(
      token === '' ? { refreshToken: 'the-old-refresh-token' } : { code: 'AUTH_PROTOCOL' },
    )
  })

  it('[F070] an answer without refresh_token keeps the old one', async () => {
    const tokens = await refreshAt(json({ access_token: 'abc', token_type: 'bearer' }), (refresh) => refresh)
    expect(tokens).toMatchObject({ accessToken: 'abc', refreshToken: 'the-old-refresh-token' })
  })

  it('repeats no text of an answer, which may quote the request', async () => {
    const echo: RequestListener = (request, response) => {
      let body = ''
      request.on('data', (chunk: Buffer) => (body += chunk.toString()))
      request.on('end', () => {
        json({ error: 'invalid_request', error_description: body }, 400)(request, response)
      })
    }
    const error = await refreshAt(echo, errorOf)
    const shown = inspect(error, { depth: 20, showHidden: true }) + (error.stack ?? '')
    expect(shown).not.toContain('secret-of-the-client')
    expect(shown).not.toContain('the-old-refresh-token')
  })

  it('tells nothing by looking at a client', () => {
    const clientSecret = randomBytes(16).toString('hex')
    const url = 'https://id.example.com/'
    const client = createOAuthClient({ clientId: 'c', clientSecret, authorizationUrl: url, tokenUrl: url })
    expect(inspect(client, { depth: 20, showHidden: true })).not.toContain(clientSecret)
  })
})

describe('a token endpoint that gives no answer', () => {
  const errorAt = (tokenUrl: string, timeoutMs = 2_000) =>
    errorOf(
      createOAuthClient({
        clientId: 'client',
        clientSecret: 'secret-of-the-client',
        authorizationUrl: tokenUrl,
        tokenUrl,
        timeoutMs,
      }).refresh('the-old-refresh-token'),
    )

  async function faultAt(behaviour: Behaviour, options?: FaultServerOptions): Promise<Error> {
    const server = await startFaultServer(behaviour, options)
    try {
      return await errorAt(`${server.origin}/token`, 500)
    } finally {
      await server.close()
    }
  }

  it.each<[string, () => Promise<Error>, string]>([
    [
      'has a certificate that is not trusted',
      () => faultAt(silence, { certificate: 'self-signed' }),
      'No trusted TLS connection to the token endpoint could be made (DEPTH_ZERO_SELF_SIGNED_CERT); check its ' +
        'certificate; to trust an authority of your own, set NODE_EXTRA_CA_CERTS to its file.',
    ],
    [
      'is not there',
      () => errorAt('http://127.0.0.1:1/token'),
      'No connection to the token endpoint could be made (ECONNREFUSED); ' +
        'check the token URL, and whether a firewall lets this machine out.',
    ],
    [
      'breaks the connection',
      () => faultAt(reset),
      'The token endpoint gave no answer (ECONNRESET); check the token URL, and whether something stands in between.',
    ],
    [
      'is silent',
      () => faultAt(silence),
      'The token endpoint did not answer in time; try again, then look at the network.',
    ],
  ])('says so when it %s', async (_title, fail, message) => {
    const error = await fail()
    expect(error).toMatchObject({ code: 'AUTH_UNAVAILABLE', message })
    expect(inspect(error, { depth: 20, showHidden: true })).not.toMatch(/secret-of-the-client|the-old-refresh-token/)
  })
})

it('[F093] debug output stays off, also for who has loaded simple-oauth2 before or turns it on later', async () => {
  await import('simple-oauth2')
  const debug = createRequire(createRequire(import.meta.url).resolve('simple-oauth2'))('debug') as {
    (namespace: string): (text: string) => void
    enable(namespaces: string): void
    disable(): void
  }
  let printed = ''
  const spy = jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    printed += String(text)
    return true
  })
  const { DEBUG } = process.env
  try {
    for (const namespaces of ['*', 'simple-oauth2:*', 'other:*,simple-oauth2:client']) {
      debug.enable(namespaces)
      await refreshAt(json({ access_token: 'abc', token_type: 'Bearer' }), (refresh) => refresh)
      debug.enable(namespaces)
      await refreshAt(json({ access_token: 'abc', token_type: 'Bearer' }), (refresh) => refresh)
    }
    debug('other:thing')('said by another')
  } finally {
    debug.disable()
    spy.mockRestore()
    if (DEBUG !== undefined) process.env.DEBUG = DEBUG
  }
  expect(printed).toContain('said by another')
  expect(printed).not.toMatch(/simple-oauth2|secret-of-the-client|the-old-refresh-token/)
})
