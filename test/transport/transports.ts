import { axiosTransport } from '../../src/transport/axios-transport.js'
import type { ConnectionOptions } from '../../src/transport/connection-options.js'
import type { Transport } from '../../src/transport/transport.js'
import { undiciTransport } from '../../src/transport/undici-transport.js'

export interface ClosableTransport extends Transport {
  close(): void
}

export type CreateTransport = (options?: ConnectionOptions) => ClosableTransport

/** The package's own, for suites that each of them must pass. */
export const transports: readonly (readonly [name: string, create: CreateTransport])[] = [
  ['axios', axiosTransport],
  ['undici', undiciTransport],
]
