import { createServer, type Server } from 'node:http'
import { request } from 'node:http'
import { connect } from 'node:net'
import { once } from 'node:events'
import { networkInterfaces } from 'node:os'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { listenForCallback, type CallbackListener } from '../../src/auth/login/callback-listener.js'
import { login, type LoginOptions } from '../../src/auth/index.js'
import { startEmulator, type Emulator } from '../../src/emulator/index.js'
import { expectNoLeaks } from '../support/handles.js'
import { codeOf, errorOf, settingsFor } from './support.js'

/** Ports that nobody registered for anything, so that tests in parallel stay out of each other's way. */
const firstPort = 20_000 + (process.pid % 1_000) * 10
const uriOf = (port: number) => `http://127.0.0.1:${port}/callback`
const redirectUris = [0, 1, 2].map((offset) => uriOf(firstPort + offset))
const state = 'the-right-state'

interface Answer {
  readonly status: number
  readonly body: string
}

/** A request that says exactly what a test wants it to say. */
function send(url: string, options: { method?: string; headers?: Record<string, string> } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent: false, ...options }, (response) => {
      let body = ''
      response.on('data', (chunk: Buffer) => (body += chunk.toString()))
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, body })
      })
    })
    sent.on('error', reject)
    sent.end()
  })
}

async function occupy(port: number): Promise<Server> {
  const server = createServer()
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return server
}

describe('the callback', () => {
  let listener: CallbackListener

  beforeEach(async () => {
    listener = await listenForCallback(redirectUris, state)
  })

  afterEach(() => {
    listener.close()
  })

  const back = (query: string) => `${listener.redirectUri}?${query}`
  const other = () => listener.redirectUri.replace('/callback', '/other')

  it.each<[string, () => Promise<Answer>]>([
    ['no state', () => send(back('code=c'))],
    ['a wrong state', () => send(back('code=c&state=wrong'))],
    ['an empty state', () => send(back('code=c&state='))],
    ['two states', () => send(back(`code=c&state=${state}&state=${state}`))],
    ['two codes', () => send(back(`code=c&code=d&state=${state}`))],
    ['no code', () => send(back(`state=${state}`))],
    ['a code that cannot be one', () => send(back(`code=%0d%0a&state=${state}`))],
    ['an error without the state', () => send(back('error=access_denied'))],
    ['another path', () => send(`${other()}?code=c&state=${state}`)],
    ['another method', () => send(back(`code=c&state=${state}`), { method: 'POST' })],
    ['HEAD', () => send(back(`code=c&state=${state}`), { method: 'HEAD' })],
    ['another host', () => send(back(`code=c&state=${state}`), { headers: { host: 'evil.example.com' } })],
    ['localhost by name', () => send(back(`code=c&state=${state}`), { headers: { host: 'localhost' } })],
    ['a query of 64 kB', () => send(back(`code=${'c'.repeat(64 * 1024)}&state=${state}`))],
    ['a query of 10 kB', () => send(back(`code=${'c'.repeat(10 * 1024)}&state=${state}`))],
  ])('[F088] with %s is a 400 and leaves the listener waiting', async (_title, callBack) => {
    expect(await callBack().then(({ status }) => status)).toBe(400)
    expect(await send(back(`code=good&state=${state}`))).toMatchObject({ status: 200 })
    expect(await listener.code).toBe('good')
  })

  it('[F088] repeats nothing that it was given', async () => {
    const markup = encodeURIComponent('<script>alert(1)</script>')
    const { status, body } = await send(back(`error=${markup}&error_description=${markup}&state=${state}`))
    expect(status).toBe(400)
    expect(body).not.toMatch(/script|alert/)
    const error = await errorOf(listener.code)
    expect(error).toMatchObject({ code: 'LOGIN_DENIED' })
    expect(error.message).not.toContain('script')
  })

  it('[F088] that says no ends the login', async () => {
    expect(await send(back(`error=access_denied&state=${state}`))).toMatchObject({ status: 400 })
    expect(await errorOf(listener.code)).toMatchObject({
      code: 'LOGIN_DENIED',
      message: expect.stringContaining('access_denied'),
    })
  })

  it('[F088] is taken once', async () => {
    await send(back(`code=first&state=${state}`))
    await expect(send(back(`code=second&state=${state}`))).rejects.toThrow('ECONNREFUSED')
    expect(await listener.code).toBe('first')
  })

  it('[F089] is awaited on 127.0.0.1 alone', async () => {
    const outside = Object.values(networkInterfaces())
      .flat()
      .filter((one) => one?.family === 'IPv4' && !one.internal)
    // All of 127.0.0.0/8 is this machine on Linux.
    const others = process.platform === 'linux' ? ['127.0.0.2'] : []
    for (const address of [...outside.map((one) => one?.address ?? ''), ...others]) {
      const socket = connect(firstPort, address)
      const [error] = (await once(socket, 'error')) as [Error]
      expect(error.message).toContain('ECONNREFUSED')
    }
  })
})

describe('ports', () => {
  it('[F089] a busy one is passed over for the next that is registered', async () => {
    const busy = await occupy(firstPort)
    const listener = await listenForCallback(redirectUris, state)
    expect(listener.redirectUri).toBe(redirectUris[1])
    listener.close()
    busy.close()
  })

  it('[F089] says so when all are busy', async () => {
    const busy = await Promise.all([0, 1, 2].map((offset) => occupy(firstPort + offset)))
    const error = await errorOf(listenForCallback(redirectUris, state))
    expect(error).toMatchObject({ code: 'LOGIN_PORTS', message: expect.stringContaining('--paste') })
    for (const server of busy) server.close()
  })

  it.each(['https://example.com/callback', 'http://localhost:8765/callback', 'http://0.0.0.0:8765/callback', 'x'])(
    '[F089] %s is not listened on',
    async (uri) => {
      expect(await errorOf(listenForCallback([uri], state))).toMatchObject({
        code: 'LOGIN_PORTS',
        message: expect.stringContaining('log in with --paste for others'),
      })
    },
  )

  it.each([0, 65_536, 99_999])('there is none with the number %d', async (port) => {
    const error = await errorOf(listenForCallback([`http://127.0.0.1:${port}/callback`], state))
    expect(error).toMatchObject({ code: 'LOGIN_PORTS', message: expect.stringContaining('from 1 to 65535') })
  })

  it('[F088] nobody listens any more when the time is up', async () => {
    await expectNoLeaks(async () => {
      const listener = await listenForCallback(redirectUris, state, 50)
      expect(await codeOf(listener.code)).toBe('LOGIN_EXPIRED')
      await expect(send(`${listener.redirectUri}?code=c&state=${state}`)).rejects.toThrow('ECONNREFUSED')
    })
  })
})

describe('a login', () => {
  let emulator: Emulator
  const client = { id: 'tester', secret: 'testers-secret', redirectUris }

  beforeEach(async () => {
    emulator = await startEmulator({ oauth: { pkce: 'required', clients: [client] } })
  })

  afterEach(async () => {
    await emulator.close()
  })

  const settings = () =>
    settingsFor(emulator, { clientId: client.id, clientSecret: client.secret, scopes: ['cjp:config_read'] })

  it('ends with tokens that work', async () => {
    await expectNoLeaks(async () => {
      const show = (url: string) => void emulator.oauth.consent(url).then((address) => send(address.href))
      const tokens = await login(settings(), { redirectUris, show })
      expect(emulator.oauth.authenticate(tokens.accessToken)).toEqual({
        clientId: 'tester',
        scopes: ['cjp:config_read'],
        revoked: false,
      })
    })
  })

  it('takes the address that a browser elsewhere has ended at', async () => {
    let shown = ''
    const options: LoginOptions = {
      redirectUris,
      show: (url) => (shown = url),
      paste: async () => ` ${(await emulator.oauth.consent(shown)).href}\n`,
    }
    expect(emulator.oauth.authenticate((await login(settings(), options)).accessToken)).toBeDefined()
  })

  it('asks for no scopes where none are set, and counts the life of its token from its clock', async () => {
    const asked: string[] = []
    const { scopes: _all, ...unscoped } = settings()
    const { expiresAt } = await login(unscoped, {
      redirectUris,
      now: () => 1_000,
      show: (url) => asked.push(url),
      paste: async () => (await emulator.oauth.consent(asked[0] ?? '')).href,
    })
    expect(new URL(asked[0] ?? '').searchParams.get('scope') ?? '').toBe('')
    expect(expiresAt).toBeLessThan(Date.now() - 86_400_000)
  })

  it.each([
    ['the address of another login', (url: string) => url.replace(/state=[^&]*/, 'state=other')],
    ['an address elsewhere', (url: string) => url.replace('/callback', '/elsewhere')],
    ['no address', () => 'code'],
    ['nothing', () => ''],
  ])('[F088] does not take %s', async (_title, change) => {
    let shown = ''
    const options: LoginOptions = {
      redirectUris,
      show: (url) => (shown = url),
      paste: async () => change((await emulator.oauth.consent(shown)).href),
    }
    expect(await codeOf(login(settings(), options))).toBe('LOGIN_CALLBACK')
    expect(emulator.oauth.counters.tokenRequests).toBe(0)
  })

  it('[F088] does without a token request where the person declines', async () => {
    const show = (url: string) =>
      void emulator.oauth.consent(url, { approve: false }).then((address) => send(address.href))
    expect(await codeOf(login(settings(), { redirectUris, show }))).toBe('LOGIN_DENIED')
    expect(emulator.oauth.counters.tokenRequests).toBe(0)
  })

  it('[F090] keeps which scopes were granted', async () => {
    const asked = { ...settings(), scopes: ['cjp:config_read', 'cjp:config_write'] }
    const show = (url: string) =>
      void emulator.oauth.consent(url, { scopes: ['cjp:config_read'] }).then((address) => send(address.href))
    expect((await login(asked, { redirectUris, show })).scopes).toEqual(['cjp:config_read'])
  })
})
