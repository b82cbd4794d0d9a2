import { describe, expect, it } from '@jest/globals'
import { startEmulator, type EmulatorOptions } from '../../src/emulator/index.js'
import { withEmulator } from './support.js'

describe('options', () => {
  it.each<[unknown, string]>([
    [
      { prot: 3 },
      '"prot" is not a key of the emulator\'s options; remove it or correct its name. Did you mean "port"?',
    ],
    [{ statuses: 'opneapi' }, '"statuses" must be one of "contract", "openapi". Did you mean "openapi"?'],
    [
      { oauth: { rotation: 'rotat' } },
      '"oauth.rotation" must be one of "omit", "repeat", "rotate", "strict". Did you mean "rotate"?',
    ],
    [
      { oauth: { pcke: 'required' } },
      '"pcke" is not a key of "oauth"; remove it or correct its name. Did you mean "pkce"?',
    ],
    [{ oauth: { clients: [{ id: 'a', secret: 'b' }] } }, '"oauth.clients.0" needs the key "redirectUris"; add it.'],
    [{ repeatedEvents: 'ignore' }, '"repeatedEvents" must be one of "accept", "refuse".'],
    [{ rateLimit: 'off' }, '"rateLimit" must be an object or true or false.'],
    [{ rateLimit: true }, '"rateLimit" must be false.'],
    [{ rateLimit: { requests: 3 } }, '"rateLimit" needs the key "perMs"; add it.'],
    [{ clock: 5 }, '"clock" is not as it must be: A function that gives epoch milliseconds, such as "Date.now".'],
    ['4010', "The emulator's options must be an object."],
  ])('%j are refused', async (options, words) => {
    await expect(startEmulator(options as EmulatorOptions)).rejects.toMatchObject({
      name: 'EmulatorError',
      code: 'OPTIONS',
      message: `The emulator's options cannot be read. ${words}`,
    })
  })

  it('may be undefined, and hold functions', async () => {
    const options = { clock: () => 0, seed: undefined, oauth: undefined } as unknown as EmulatorOptions
    await withEmulator(options, async (_, client) => {
      expect((await client.get('/admin/v1/api/workspace')).status).toBe(200)
    })
  })
})
