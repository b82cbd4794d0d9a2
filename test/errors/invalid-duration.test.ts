import { describe, expect, test } from '@jest/globals'
import { setTimeout as delay } from 'node:timers/promises'
import { createOAuthClient, defaultRedirectUris, login, type ConnectionSettings } from '../../src/auth/index.js'
import { createExecutor, InvalidDurationError, loadNode } from '../../src/index.js'
import { axiosTransport } from '../../src/transport/axios-transport.js'
import { undiciTransport } from '../../src/transport/undici-transport.js'

const settings = {
  baseUrl: 'https://api.example.com',
  authorizationUrl: 'https://id.example.com/authorize',
  tokenUrl: 'https://id.example.com/token',
  clientId: 'client',
  clientSecret: 'secret',
} satisfies ConnectionSettings
const node = await loadNode()

describe.each<[string, (ms: number) => unknown]>([
  ['timeoutMs', (timeoutMs) => createExecutor(node, { timeoutMs })],
  ['connectTimeoutMs', (connectTimeoutMs) => axiosTransport({ connectTimeoutMs })],
  ['connectTimeoutMs', (connectTimeoutMs) => undiciTransport({ connectTimeoutMs })],
  ['timeoutMs', (timeoutMs) => createOAuthClient({ ...settings, timeoutMs })],
])('%s of %s', (option, make) => {
  test.each([Infinity, 3e9, 2 ** 31, Number.NaN, 0, 0.5, -1, '5000' as unknown as number])(
    'is refused as %p, which a timer would take for a millisecond',
    (ms) => {
      expect(() => make(ms)).toThrow(InvalidDurationError)
      expect(() => make(ms)).toThrow(`"${option}" must be a number of milliseconds from 1 to 2147483647.`)
    },
  )

  test.each([1, 2.5, 2 ** 31 - 1])('may be %p', (ms) => {
    expect(() => make(ms)).not.toThrow()
  })
})

test('the time to wait for a person who logs in is refused before any port is taken', async () => {
  const options = { redirectUris: defaultRedirectUris, show: () => undefined }
  for (const timeoutMs of [Infinity, 0])
    await expect(login(settings, { ...options, timeoutMs })).rejects.toThrow(InvalidDurationError)
})

test('the longest time that there is does not end an invocation at once', async () => {
  const executor = createExecutor(node, { timeoutMs: 2 ** 31 - 1 })
  const inputs = { authorization: 'nobody', workspaceId: 'w-1', aliases: '$(caller)' }
  const { outcome } = await executor.execute('getIdentityByAliases', inputs, { variables: () => delay(20, 'ann') })
  expect(outcome).toBe('onInvalidChoice')
})
