import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { memoryTokenStore, type ConnectionSettings, type TokenStore } from '../../src/auth/index.js'
import { logout } from '../../src/auth/logout.js'
import { readTokenSet } from '../../src/auth/token-set.js'
import { startEmulator, type Emulator } from '../../src/emulator/index.js'
import { settingsFor } from './support.js'

let emulator: Emulator
beforeAll(async () => {
  emulator = await startEmulator()
})
afterAll(async () => {
  await emulator.close()
})

const notRevoked = (why: string) => [
  {
    code: 'NOT_REVOKED',
    message: `The tokens are removed here, but the consent may still stand: the authorization server ${why}. Withdraw it there.`,
  },
]

/** A store with a connection of the emulator, some of it changed. */
async function storeWith(changes: {
  settings?: Partial<ConnectionSettings> | null
  tokens?: 'none' | 'access'
}): Promise<{ store: TokenStore; accessToken: string }> {
  const store = memoryTokenStore()
  const { refreshToken, ...access } = readTokenSet(emulator.oauth.issue())
  const tokens = changes.tokens === 'access' || refreshToken === undefined ? access : { ...access, refreshToken }
  await store.compareAndSwap('main', 0, {
    ...(changes.settings !== null && { settings: settingsFor(emulator, changes.settings) }),
    ...(changes.tokens !== 'none' && { tokens }),
  })
  return { store, accessToken: access.accessToken }
}

const works = (accessToken: string) => emulator.oauth.authenticate(accessToken) !== undefined

describe('A logout', () => {
  it('removes the connection and ends its consent', async () => {
    const { store, accessToken } = await storeWith({})
    expect(works(accessToken)).toBe(true)
    expect(await logout('main', store)).toEqual([])
    expect([store.read('main'), works(accessToken)]).toEqual([undefined, false])
  })

  it('ends an access token where there is nothing else', async () => {
    const { store, accessToken } = await storeWith({ tokens: 'access' })
    expect(await logout('main', store)).toEqual([])
    expect(works(accessToken)).toBe(false)
  })

  it('of a name that there is not does nothing', async () => {
    expect(await logout('other', memoryTokenStore())).toBeUndefined()
  })

  it.each([
    ['no tokens', { tokens: 'none' } as const],
    ['no settings', { settings: null }],
  ])('has nobody to tell where there are %s', async (_title, changes) => {
    const { store } = await storeWith(changes)
    expect(await logout('main', store)).toEqual([])
    expect(await store.names()).toEqual([])
  })

  it('says where the server has no way to be told', async () => {
    const store = memoryTokenStore()
    const { revocationUrl: _none, ...settings } = settingsFor(emulator)
    await store.compareAndSwap('main', 0, { settings, tokens: readTokenSet(emulator.oauth.issue()) })
    expect(await logout('main', store)).toEqual(notRevoked('has no revocation endpoint'))
    expect(await store.names()).toEqual([])
  })

  it('says where the server does not answer', async () => {
    const { store } = await storeWith({ settings: { revocationUrl: 'http://127.0.0.1:9/revoke' } })
    expect(await logout('main', store)).toEqual(notRevoked('did not confirm the end of it'))
    expect(await store.names()).toEqual([])
  })

  it('takes what another process has written meanwhile', async () => {
    const { store } = await storeWith({})
    const renewed = readTokenSet(emulator.oauth.issue())
    let first = true
    const busy: TokenStore = {
      ...store,
      async compareAndSwap(name, expected, next) {
        if (first) {
          first = false
          await store.compareAndSwap(name, expected, { settings: settingsFor(emulator), tokens: renewed })
        }
        return store.compareAndSwap(name, expected, next)
      },
    }
    expect(await logout('main', busy)).toEqual([])
    expect([store.read('main'), works(renewed.accessToken)]).toEqual([undefined, false])
  })
})
