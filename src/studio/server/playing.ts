import type { Emulator } from '../../emulator/index.js'
import type { Transport } from '../../transport/transport.js'
import type { Play } from './scenarios.js'

/** A scenario that is switched on for the requests that go through its transport, and for no others. */
export interface Playing {
  readonly reroute: (transport: Transport) => Transport
  readonly end: () => void
}

export const nothingPlayed: Playing = { reroute: (transport) => transport, end: () => undefined }

/** By this header the emulator knows the requests that a scenario is for. */
const header = 'x-studio-scenario'

/** Nobody listens on the port of TCPMUX (RFC 1078). */
const nobody = 'http://127.0.0.1:1'

/** @param name tells this playing from others that go on at the same time */
export function playOn(emulator: Emulator, play: Play, name: string): Playing {
  if (play === 'nothing') return nothingPlayed
  if (play === 'refuse')
    return {
      reroute: (transport) => (request, options) =>
        transport({ ...request, url: nobody + request.url.slice(emulator.baseUrl.length) }, options),
      end: () => undefined,
    }
  const { id } = emulator.scenarios.add({ ...play, on: '* /*', headers: { [header]: name } })
  return {
    reroute: (transport) => (request, options) =>
      transport({ ...request, headers: { ...request.headers, [header]: name } }, options),
    end: () => {
      emulator.scenarios.clear(id)
    },
  }
}
