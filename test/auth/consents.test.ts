import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { Consents } from '../../src/auth/login/consents.js'
import type { ConnectionSettings } from '../../src/auth/index.js'
import { startEmulator, type Emulator } from '../../src/emulator/index.js'
import { codeOf, errorOf, settingsFor } from './support.js'

const redirectUri = 'http://127.0.0.1:8765/callback'
const client = { id: 'tester', secret: 'testers-secret', redirectUris: [redirectUri] }

let emulator: Emulator
let settings: ConnectionSettings

beforeAll(async () => {
  const started = Date.now()
  // A code is good for a minute, and an answer may come later than that here.
  emulator = await startEmulator({ clock: () => started, oauth: { pkce: 'required', clients: [client] } })
  settings = settingsFor(emulator, { clientId: client.id, clientSecret: client.secret })
})

afterAll(async () => {
  await emulator.close()
})

/** Consents in a browser: the query of the address that it is sent back to. */
async function consent(url: string): Promise<string> {
  return (await emulator.oauth.consent(url)).search
}

describe('A consent that a host asks for on its own page', () => {
  afterEach(() => {
    jest.restoreAllMocks()
  })

  it('brings tokens that work, with what it was asked for', async () => {
    const consents = new Consents()
    const url = await consents.ask('main', settings, redirectUri)
    const taken = await consents.take(await consent(url))
    expect([taken.id, taken.settings]).toEqual(['main', settings])
    expect(emulator.oauth.authenticate(taken.tokens.accessToken)).toMatchObject({ clientId: 'tester', revoked: false })
  })

  it('is asked for with a state and a challenge of its own, and no more scopes than are set', async () => {
    const consents = new Consents()
    const plain = new URL(await consents.ask('main', settings, redirectUri)).searchParams
    const scoped = new URL(await consents.ask('main', { ...settings, scopes: ['cjp:config_read'] }, redirectUri))
      .searchParams
    expect(plain.get('state')).toMatch(/^[\w-]{32}$/)
    expect(plain.get('state')).not.toBe(scoped.get('state'))
    expect(plain.get('code_challenge')).not.toBe(scoped.get('code_challenge'))
    expect([plain.get('redirect_uri'), plain.get('scope') ?? '', scoped.get('scope')]).toEqual([
      redirectUri,
      '',
      'cjp:config_read',
    ])
  })

  it('several of which wait is told by its state', async () => {
    const consents = new Consents()
    const first = await consents.ask('first', settings, redirectUri)
    const second = await consents.ask('second', settings, redirectUri)
    expect((await consents.take(await consent(second))).id).toBe('second')
    expect((await consents.take(await consent(first))).id).toBe('first')
  })

  it('counts once', async () => {
    const consents = new Consents()
    const query = await consent(await consents.ask('main', settings, redirectUri))
    await consents.take(query)
    expect(await codeOf(consents.take(query))).toBe('LOGIN_EXPIRED')
  })

  it.each([
    ['a state that nobody was given', '?code=c&state=other'],
    ['no state', '?code=c'],
    ['nothing', ''],
  ])('is not taken with %s', async (_title, query) => {
    const consents = new Consents()
    await consents.ask('main', settings, redirectUri)
    const error = await errorOf(consents.take(query))
    expect(error).toMatchObject({ code: 'LOGIN_EXPIRED', message: expect.stringContaining('authorize again') })
  })

  it('is refused by the person: the reason is told, and the question is over', async () => {
    const consents = new Consents()
    const state = new URL(await consents.ask('main', settings, redirectUri)).searchParams.get('state') ?? ''
    const refusal = `?error=access_denied&state=${state}`
    const error = await errorOf(consents.take(refusal))
    expect(error).toMatchObject({ code: 'LOGIN_DENIED', message: expect.stringContaining('access_denied') })
    expect(await codeOf(consents.take(refusal))).toBe('LOGIN_EXPIRED')
  })

  it('is waited for ten minutes, however often another one is asked for', async () => {
    const started = Date.now()
    const clock = jest.spyOn(Date, 'now').mockReturnValue(started)
    const consents = new Consents()
    const early = await consent(await consents.ask('early', settings, redirectUri))
    const late = await consent(await consents.ask('late', settings, redirectUri))
    clock.mockReturnValue(started + 10 * 60_000)
    await consents.ask('other', settings, redirectUri)
    expect((await consents.take(early)).id).toBe('early')
    clock.mockReturnValue(started + 10 * 60_000 + 1)
    expect(await codeOf(consents.take(late))).toBe('LOGIN_EXPIRED')
  })
})
