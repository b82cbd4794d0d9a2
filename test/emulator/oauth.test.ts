import { createHash, randomBytes } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { DEFAULT_CLIENT, SCOPES, type Emulator, type OAuthOptions } from '../../src/emulator/index.js'
import { request, withEmulator } from './support.js'

const REDIRECT = DEFAULT_CLIENT.redirectUris[0] ?? ''
const CREDENTIALS = { client_id: DEFAULT_CLIENT.id, client_secret: DEFAULT_CLIENT.secret }
const VERIFIER = randomBytes(32).toString('base64url')
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url')
const PKCE = { code_challenge: CHALLENGE, code_challenge_method: 'S256' }

type Changes = Record<string, string | undefined>
const fields = (values: Changes) =>
  new URLSearchParams(Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined))

const authorizeUrl = (emulator: Emulator, changes: Changes = {}) =>
  `${emulator.authorizationUrl}?${fields({
    response_type: 'code',
    client_id: DEFAULT_CLIENT.id,
    redirect_uri: REDIRECT,
    scope: 'cjp:config_read cjp:config_write',
    state: 'state-1',
    ...changes,
  }).toString()}`

const post = (url: string, values: Changes, headers: Record<string, string> = {}) =>
  request(url, { method: 'POST', body: fields(values), headers })

const codeFor = async (emulator: Emulator, changes: Changes = {}) =>
  (await emulator.oauth.consent(authorizeUrl(emulator, changes))).searchParams.get('code') ?? ''

const exchange = (emulator: Emulator, code: string, changes: Changes = {}) =>
  post(emulator.tokenUrl, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: REDIRECT,
    ...CREDENTIALS,
    ...changes,
  })

const refresh = (emulator: Emulator, refreshToken: string, changes: Changes = {}) =>
  post(emulator.tokenUrl, { grant_type: 'refresh_token', refresh_token: refreshToken, ...CREDENTIALS, ...changes })

const works = async (emulator: Emulator, token: string) =>
  (await request(`${emulator.baseUrl}/admin/v1/api/workspace`, { headers: { authorization: `Bearer ${token}` } }))
    .status === 200

describe('the authorization code grant', () => {
  it('ends with tokens that the API takes', async () => {
    await withEmulator({}, async (emulator) => {
      const back = await emulator.oauth.consent(authorizeUrl(emulator, PKCE))
      expect(back.origin + back.pathname).toBe(REDIRECT)
      expect(back.searchParams.get('state')).toBe('state-1')
      const reply = await exchange(emulator, back.searchParams.get('code') ?? '', { code_verifier: VERIFIER })
      expect(reply.status).toBe(200)
      expect(reply.headers.get('cache-control')).toBe('no-store')
      expect(reply.json).toEqual({
        token_type: 'Bearer',
        access_token: expect.any(String),
        expires_in: 43_200,
        refresh_token: expect.any(String),
        refresh_token_expires_in: 5_184_000,
        scope: 'cjp:config_read cjp:config_write',
      })
      expect(await works(emulator, reply.json.access_token)).toBe(true)
      expect(await works(emulator, reply.json.refresh_token)).toBe(false)
    })
  })

  it('tells whole lifetimes, however long an answer takes to make', async () => {
    let now = 0
    await withEmulator({ clock: () => now++ }, async (emulator) => {
      const first = await exchange(emulator, await codeFor(emulator))
      const second = await refresh(emulator, first.json.refresh_token)
      for (const { json } of [first, second]) {
        expect(json).toMatchObject({ expires_in: 43_200, refresh_token_expires_in: 5_184_000 })
      }
    })
  })

  it('grants only the scopes that stay checked, all of the client when none are asked for', async () => {
    await withEmulator({}, async (emulator) => {
      const narrow = await emulator.oauth.consent(authorizeUrl(emulator), { scopes: ['cjp:config_read'] })
      const reply = await exchange(emulator, narrow.searchParams.get('code') ?? '')
      expect(reply.json.scope).toBe('cjp:config_read')
      const all = await exchange(emulator, await codeFor(emulator, { scope: undefined }))
      expect(all.json.scope).toBe(SCOPES.join(' '))
    })
  })

  it('comes back with access_denied and the state when the person declines', async () => {
    await withEmulator({}, async (emulator) => {
      const back = await emulator.oauth.consent(authorizeUrl(emulator), { approve: false })
      expect(Object.fromEntries(back.searchParams)).toMatchObject({ error: 'access_denied', state: 'state-1' })
      expect(back.searchParams.has('code')).toBe(false)
    })
  })

  it.each([
    ['approve', 'code'],
    ['deny', 'error'],
  ])('needs no person with auto=%s', async (auto, parameter) => {
    await withEmulator({}, async (emulator) => {
      const reply = await request(authorizeUrl(emulator, { auto }))
      expect(reply.status).toBe(302)
      expect(new URL(reply.headers.get('location') ?? '').searchParams.has(parameter)).toBe(true)
    })
  })

  it.each([
    ['an unknown client', { client_id: 'nobody' }],
    ['no redirect_uri', { redirect_uri: undefined }],
    ['a longer redirect_uri', { redirect_uri: `${REDIRECT}/x` }],
    ['another port', { redirect_uri: 'http://127.0.0.1:1/callback' }],
    ['another letter case', { redirect_uri: REDIRECT.toUpperCase() }],
  ])('shows a page and does not redirect for %s', async (_title, changes) => {
    await withEmulator({}, async (emulator) => {
      const reply = await request(authorizeUrl(emulator, { auto: 'approve', ...changes }))
      expect(reply.status).toBe(400)
      expect(reply.headers.get('location')).toBeNull()
      expect(reply.headers.get('content-type')).toContain('text/html')
      await expect(emulator.oauth.consent(authorizeUrl(emulator, changes))).rejects.toMatchObject({ code: 'CONSENT' })
    })
  })

  it.each([
    ['unsupported_response_type', { response_type: 'token' }],
    ['invalid_scope', { scope: 'cjp:config_read spark:all' }],
    ['invalid_request', { code_challenge: CHALLENGE, code_challenge_method: 'plain' }],
    ['invalid_request', { code_challenge: CHALLENGE }],
    ['invalid_request', { code_challenge: 'short', code_challenge_method: 'S256' }],
  ])('redirects with %s for %j', async (error, changes) => {
    await withEmulator({}, async (emulator) => {
      const back = await emulator.oauth.consent(authorizeUrl(emulator, changes))
      expect(Object.fromEntries(back.searchParams)).toMatchObject({ error, state: 'state-1' })
    })
  })

  it('can require a code challenge', async () => {
    await withEmulator({ oauth: { pkce: 'required' } }, async (emulator) => {
      const without = await emulator.oauth.consent(authorizeUrl(emulator))
      expect(without.searchParams.get('error')).toBe('invalid_request')
      expect(await codeFor(emulator, PKCE)).not.toBe('')
    })
  })

  it('escapes everything on the consent page', async () => {
    const id = '"><script>alert(1)</script>'
    const redirectUri = "http://127.0.0.1:8765/'<b>&"
    const client = { id, secret: 's', redirectUris: [redirectUri], scopes: ['<i>'] }
    await withEmulator({ oauth: { clients: [client] } }, async (emulator) => {
      const changes = { client_id: id, redirect_uri: redirectUri, scope: '<i>' }
      const { text, headers } = await request(authorizeUrl(emulator, changes))
      expect(text).toContain('&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;')
      expect(text).toContain('http://127.0.0.1:8765/&#39;&lt;b&gt;&amp;')
      expect(text).not.toMatch(/<script|<b>|<i>/)
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    })
  })

  it('takes the form of a consent page once only', async () => {
    await withEmulator({}, async (emulator) => {
      const page = await request(authorizeUrl(emulator))
      const ticket = /name="ticket" value="([^"]+)"/.exec(page.text)?.[1]
      const decide = () => post(emulator.authorizationUrl, { ticket, decision: 'approve', scope: 'cjp:config_read' })
      expect((await decide()).status).toBe(302)
      expect((await decide()).status).toBe(400)
      expect((await post(emulator.authorizationUrl, { ticket: 'guess', decision: 'approve' })).status).toBe(400)
    })
  })
})

describe('the token endpoint', () => {
  it.each([
    ['no verifier', {}],
    ['another verifier', { code_verifier: randomBytes(32).toString('base64url') }],
    ['the challenge in place of the verifier', { code_verifier: CHALLENGE }],
    ['a verifier that is too short', { code_verifier: 'x' }],
    ['another redirect_uri', { code_verifier: VERIFIER, redirect_uri: DEFAULT_CLIENT.redirectUris[1] }],
    ['no redirect_uri', { code_verifier: VERIFIER, redirect_uri: undefined }],
    ['another code', { code_verifier: VERIFIER, code: 'guess' }],
    ['another client', { code_verifier: VERIFIER, client_id: 'other', client_secret: 's' }],
  ])('answers %s with invalid_grant', async (_title, changes) => {
    const clients = [{ id: 'other', secret: 's', redirectUris: [REDIRECT] }]
    await withEmulator({ oauth: { clients } }, async (emulator) => {
      const code = await codeFor(emulator, PKCE)
      const reply = await exchange(emulator, code, changes)
      expect([reply.status, reply.json.error]).toEqual([400, 'invalid_grant'])
      expect((await exchange(emulator, code, { code_verifier: VERIFIER })).status).toBe(200)
    })
  })

  it('refuses a verifier when there was no challenge', async () => {
    await withEmulator({}, async (emulator) => {
      const reply = await exchange(emulator, await codeFor(emulator), { code_verifier: VERIFIER })
      expect(reply.json.error).toBe('invalid_grant')
    })
  })

  it('exchanges a code once; a second use ends what the first one gave', async () => {
    await withEmulator({}, async (emulator) => {
      const code = await codeFor(emulator)
      const first = await exchange(emulator, code)
      expect(await works(emulator, first.json.access_token)).toBe(true)
      expect((await exchange(emulator, code)).json.error).toBe('invalid_grant')
      expect(await works(emulator, first.json.access_token)).toBe(false)
      expect((await refresh(emulator, first.json.refresh_token)).json.error).toBe('invalid_grant')
    })
  })

  it('lets a code expire', async () => {
    let now = 0
    await withEmulator({ clock: () => now }, async (emulator) => {
      const code = await codeFor(emulator)
      now += 60_000
      expect((await exchange(emulator, code)).json.error).toBe('invalid_grant')
    })
  })

  it.each([
    ['in the body', CREDENTIALS, {}, 200],
    ['by Basic', {}, { authorization: `Basic ${btoa('emulator-client:emulator-secret')}` }, 200],
    ['by Basic, form-encoded', {}, { authorization: `Basic ${btoa('emulator%2Dclient:emulator%2Dsecret')}` }, 200],
    ['nowhere', {}, {}, 401],
    ['with a wrong secret', { ...CREDENTIALS, client_secret: 'guess' }, {}, 401],
    ['with another client', { ...CREDENTIALS, client_id: 'guess' }, {}, 401],
    ['by Basic, wrong', {}, { authorization: `Basic ${btoa('emulator-client:guess')}` }, 401],
    ['in both places', CREDENTIALS, { authorization: `Basic ${btoa('emulator-client:emulator-secret')}` }, 400],
  ])('takes credentials %s', async (_title, credentials, headers, status) => {
    await withEmulator({}, async (emulator) => {
      const code = await codeFor(emulator)
      const form = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT, ...credentials }
      const reply = await post(emulator.tokenUrl, form, headers)
      expect(reply.status).toBe(status)
      if (status === 401) expect(reply.json.error).toBe('invalid_client')
    })
  })

  it('names other grants and other media types as such', async () => {
    await withEmulator({}, async (emulator) => {
      const grant = await exchange(emulator, '', { grant_type: 'client_credentials' })
      expect(grant.json.error).toBe('unsupported_grant_type')
      const body = JSON.stringify({ grant_type: 'refresh_token', ...CREDENTIALS })
      const json = await request(emulator.tokenUrl, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json' },
      })
      expect(json.json.error).toBe('invalid_request')
    })
  })

  it('counts what it is asked', async () => {
    await withEmulator({ oauth: { rotation: 'repeat' } }, async (emulator) => {
      const { json } = await exchange(emulator, await codeFor(emulator))
      await refresh(emulator, json.refresh_token)
      await refresh(emulator, 'guess')
      expect(emulator.oauth.counters).toEqual({
        tokenRequests: 3,
        codeGrants: 1,
        refreshGrants: 1,
        refused: 1,
        maxConcurrentRefreshes: 1,
        graceReplays: 0,
      })
    })
  })

  it('sees how many refreshes are under way at once', async () => {
    await withEmulator({ oauth: { rotation: 'repeat' } }, async (emulator) => {
      emulator.scenarios.add({ on: 'oauth.token', delayMs: 100 })
      const { refresh_token: token = '' } = emulator.oauth.issue()
      await Promise.all([1, 2, 3].map(() => refresh(emulator, token)))
      expect(emulator.oauth.counters).toMatchObject({ maxConcurrentRefreshes: 3, refreshGrants: 3 })
    })
  })
})

describe('refresh', () => {
  const withTokens = async (
    oauth: OAuthOptions,
    test: (emulator: Emulator, first: { refresh: string; access: string }, wait: (ms: number) => void) => Promise<void>,
  ) => {
    let now = 0
    await withEmulator({ clock: () => now, oauth }, async (emulator) => {
      const { refresh_token: token = '', access_token: access } = emulator.oauth.issue()
      await test(emulator, { refresh: token, access }, (ms) => {
        now += ms
      })
    })
  }

  it('omit: answers no refresh token, the old one stays good', async () => {
    await withTokens({ rotation: 'omit' }, async (emulator, first) => {
      for (const _ of [1, 2]) {
        const reply = await refresh(emulator, first.refresh)
        expect(await works(emulator, reply.json.access_token)).toBe(true)
        expect(reply.json).not.toHaveProperty('refresh_token')
        expect(reply.json).not.toHaveProperty('refresh_token_expires_in')
      }
    })
  })

  it('repeat: answers the same one, with its life renewed', async () => {
    await withTokens({ rotation: 'repeat', refreshTokenLifetime: 100 }, async (emulator, first, wait) => {
      wait(90_000)
      const reply = await refresh(emulator, first.refresh)
      expect(reply.json).toMatchObject({ refresh_token: first.refresh, refresh_token_expires_in: 100 })
      wait(99_000)
      expect((await refresh(emulator, first.refresh)).status).toBe(200)
    })
  })

  it('rotate: the old one ends, what it gave does not', async () => {
    await withTokens({ rotation: 'rotate' }, async (emulator, first) => {
      const second = await refresh(emulator, first.refresh)
      expect(second.json.refresh_token).not.toBe(first.refresh)
      expect((await refresh(emulator, first.refresh)).json.error).toBe('invalid_grant')
      expect(await works(emulator, second.json.access_token)).toBe(true)
      expect((await refresh(emulator, second.json.refresh_token)).status).toBe(200)
    })
  })

  it('strict: using the old one again revokes the whole family', async () => {
    await withTokens({ rotation: 'strict' }, async (emulator, first) => {
      const second = await refresh(emulator, first.refresh)
      expect(await works(emulator, first.access)).toBe(true)
      expect((await refresh(emulator, first.refresh)).json.error).toBe('invalid_grant')
      expect((await refresh(emulator, second.json.refresh_token)).json.error).toBe('invalid_grant')
      expect(await works(emulator, second.json.access_token)).toBe(false)
      expect(await works(emulator, first.access)).toBe(false)
    })
  })

  it('grace: for a while the old one gets its successor once more', async () => {
    await withTokens({ rotation: 'strict', graceMs: 30_000 }, async (emulator, first, wait) => {
      const second = await refresh(emulator, first.refresh)
      wait(29_999)
      const replay = await refresh(emulator, first.refresh)
      expect(replay.json.refresh_token).toBe(second.json.refresh_token)
      expect(await works(emulator, replay.json.access_token)).toBe(true)
      expect(emulator.oauth.counters.graceReplays).toBe(1)
      wait(1)
      expect((await refresh(emulator, first.refresh)).json.error).toBe('invalid_grant')
      expect((await refresh(emulator, second.json.refresh_token)).json.error).toBe('invalid_grant')
    })
  })

  it('changes its way while running', async () => {
    await withTokens({}, async (emulator, first) => {
      emulator.oauth.rotation = 'repeat'
      expect((await refresh(emulator, first.refresh)).json.refresh_token).toBe(first.refresh)
    })
  })

  it('ends with the refresh token', async () => {
    await withTokens({ rotation: 'omit', refreshTokenLifetime: 100 }, async (emulator, first, wait) => {
      wait(100_000)
      expect((await refresh(emulator, first.refresh)).json.error).toBe('invalid_grant')
    })
  })

  it('is refused for nothing, for an access token, and to another client', async () => {
    const clients = [{ id: 'other', secret: 's', redirectUris: [] }]
    await withTokens({ clients }, async (emulator, first) => {
      expect((await refresh(emulator, '')).json.error).toBe('invalid_grant')
      expect((await refresh(emulator, first.access)).json.error).toBe('invalid_grant')
      const other = await refresh(emulator, first.refresh, { client_id: 'other', client_secret: 's' })
      expect(other.json.error).toBe('invalid_grant')
      expect((await refresh(emulator, first.refresh)).status).toBe(200)
    })
  })

  it('goes on after access tokens were made worthless', async () => {
    await withTokens({}, async (emulator, first) => {
      emulator.oauth.expireAccessTokens()
      expect(await works(emulator, first.access)).toBe(false)
      const reply = await refresh(emulator, first.refresh)
      expect(await works(emulator, reply.json.access_token)).toBe(true)
    })
  })
})

describe('revocation', () => {
  it.each(['access_token', 'refresh_token'] as const)('of the %s ends the consent', async (which) => {
    await withEmulator({}, async (emulator) => {
      const tokens = emulator.oauth.issue()
      const reply = await post(emulator.revocationUrl, { token: tokens[which], ...CREDENTIALS })
      expect([reply.status, reply.text]).toEqual([200, ''])
      expect(await works(emulator, tokens.access_token)).toBe(false)
      expect((await refresh(emulator, tokens.refresh_token ?? '')).json.error).toBe('invalid_grant')
    })
  })

  it('needs the client, ignores unknown tokens and those of others', async () => {
    const clients = [{ id: 'other', secret: 's', redirectUris: [] }]
    await withEmulator({ oauth: { clients } }, async (emulator) => {
      const { access_token: token } = emulator.oauth.issue()
      expect((await post(emulator.revocationUrl, { token })).status).toBe(401)
      expect((await post(emulator.revocationUrl, { token: 'guess', ...CREDENTIALS })).status).toBe(200)
      expect((await post(emulator.revocationUrl, { token, client_id: 'other', client_secret: 's' })).status).toBe(200)
      expect(await works(emulator, token)).toBe(true)
    })
  })
})
