import { createServer, type Server } from 'node:http'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import {
  type ConnectionSettings,
  createOAuthClient,
  fileTokenStore,
  login,
  oauthAuthorizations,
} from '../../src/auth/index.js'
import { codeOf } from './support.js'

/*
 * An authorization server that others wrote (oidc-provider), with rotation and the detection of a refresh token that is
 * used twice.
 */

/** The part of oidc-provider that is needed here. */
interface Provider {
  callback(): (request: unknown, response: unknown) => void
  on(event: string, listener: () => void): void
}

const redirectUri = 'http://127.0.0.1:18765/callback'
const accessTokenSeconds = 1

describe('oidc-provider, which rotates and detects reuse', () => {
  let server: Server
  let settings: ConnectionSettings
  let directory: string
  const seen = { refreshes: 0, revoked: 0, errors: 0 }

  beforeAll(async () => {
    // It has much to say about being used for a test.
    for (const method of ['info', 'warn'] as const) jest.spyOn(console, method).mockImplementation(() => undefined)
    directory = await mkdtemp(join(tmpdir(), 'cjds-'))
    server = createServer()
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const name = 'oidc-provider'
    const { default: OidcProvider } = (await import(name)) as {
      default: new (issuer: string, configuration: object) => Provider
    }
    const provider = new OidcProvider(issuer, {
      clients: [
        {
          client_id: 'tester',
          client_secret: 'a-secret-of-the-test-that-is-long-enough',
          redirect_uris: [redirectUri],
          grant_types: ['authorization_code', 'refresh_token'],
          token_endpoint_auth_method: 'client_secret_post',
        },
      ],
      findAccount: (_context: unknown, accountId: string) => ({ accountId, claims: () => ({ sub: accountId }) }),
      features: { revocation: { enabled: true }, devInteractions: { enabled: true } },
      pkce: { required: () => true },
      scopes: ['openid', 'offline_access'],
      rotateRefreshToken: true,
      ttl: { AccessToken: accessTokenSeconds, RefreshToken: 3600, Grant: 3600, Session: 3600, Interaction: 600 },
    })
    provider.on('grant.success', () => seen.refreshes++)
    provider.on('grant.revoked', () => seen.revoked++)
    provider.on('grant.error', () => seen.errors++)
    server.on('request', provider.callback())
    settings = {
      baseUrl: 'https://api.example.com',
      clientId: 'tester',
      clientSecret: 'a-secret-of-the-test-that-is-long-enough',
      authorizationUrl: `${issuer}/auth`,
      tokenUrl: `${issuer}/token`,
      revocationUrl: `${issuer}/token/revocation`,
      scopes: ['openid', 'offline_access'],
    }
  })

  afterAll(async () => {
    jest.restoreAllMocks()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    await rm(directory, { recursive: true, force: true })
  })

  /** Signs in and consents on the server's own pages, and returns where the browser would go at the end. */
  async function inBrowser(start: string): Promise<string> {
    const cookies = new Map<string, string>()
    let next = { url: `${start}&prompt=consent`, form: undefined as URLSearchParams | undefined }
    for (let step = 0; step < 20; step++) {
      const response = await fetch(next.url, {
        redirect: 'manual',
        headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
        ...(next.form && { method: 'POST', body: next.form }),
      })
      for (const cookie of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
        cookies.set(name, value)
      }
      const location = response.headers.get('location')
      if (location !== null) {
        const url = new URL(location, next.url).href
        if (url.startsWith(redirectUri)) return url
        next = { url, form: undefined }
        continue
      }
      const html = await response.text()
      const prompt = /name="prompt" value="(\w+)"/.exec(html)?.[1]
      const action = /<form[^>]* action="([^"]+)"/.exec(html)?.[1]
      if (prompt === undefined || action === undefined) throw new Error(`no form at ${next.url}: ${html.slice(0, 300)}`)
      const form = new URLSearchParams({ prompt, ...(prompt === 'login' && { login: 'ann', password: 'any' }) })
      next = { url: new URL(action, next.url).href, form }
    }
    throw new Error('the server goes round in circles')
  }

  async function consent() {
    let shown = ''
    return login(settings, { redirectUris: [redirectUri], show: (url) => (shown = url), paste: () => inBrowser(shown) })
  }

  it('[F070] [F071] [F077] logs in and renews, round after round, with many callers each time', async () => {
    const store = fileTokenStore({ directory })
    const tokens = await consent()
    expect(tokens.refreshToken).toBeDefined()
    await store.compareAndSwap('main', 0, { settings, tokens })
    const before = { ...seen }
    const hosts = [1, 2, 3].map(() =>
      oauthAuthorizations({ connections: { main: settings }, store: fileTokenStore({ directory }) }),
    )
    const values = new Set<string>()
    for (let round = 0; round < 4; round++) {
      const answers = await Promise.all(
        hosts.flatMap((host) =>
          Array.from({ length: 50 }, async () => host.getAccessToken('main', { signal: AbortSignal.timeout(5_000) })),
        ),
      )
      for (const { value } of answers) values.add(value)
      await new Promise((resolve) => setTimeout(resolve, accessTokenSeconds * 1000))
    }
    // The first are those of the login.
    expect(values.size).toBe(4)
    expect(seen).toMatchObject({ refreshes: before.refreshes + 3, errors: before.errors, revoked: before.revoked })
  })

  it('[F072] takes a used refresh token for stolen, which we tell as REAUTH_REQUIRED', async () => {
    const client = createOAuthClient(settings)
    const first = await consent()
    const second = await client.refresh(first.refreshToken ?? '')
    expect(second.refreshToken).not.toBe(first.refreshToken)
    expect(await codeOf(client.refresh(first.refreshToken ?? ''))).toBe('REAUTH_REQUIRED')
    expect(await codeOf(client.refresh(second.refreshToken ?? ''))).toBe('REAUTH_REQUIRED')
    expect(seen.revoked).toBeGreaterThan(0)
  })

  it('[F092] ends a consent', async () => {
    const client = createOAuthClient(settings)
    const tokens = await consent()
    await client.revoke(tokens.refreshToken ?? '', 'refresh_token')
    expect(await codeOf(client.refresh(tokens.refreshToken ?? ''))).toBe('REAUTH_REQUIRED')
  })

  it('tells a wrong client secret from a dead consent', async () => {
    const client = createOAuthClient({ ...settings, clientSecret: 'wrong' })
    expect(await codeOf(client.refresh('any'))).toBe('AUTH_REFUSED')
  })
})
