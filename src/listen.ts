import { once } from 'node:events'
import type { AddressInfo, Server } from 'node:net'

/**
 * Listens on a port of an address, 0 for any that is free.
 * @param refuse makes the error of the words why not, which begin a sentence
 * @returns the port
 */
export async function listen(
  server: Server,
  { port, host }: { readonly port: number; readonly host: string },
  refuse: (why: string, cause?: unknown) => Error,
): Promise<number> {
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw refuse(`A port is a whole number from 0 to 65535, and ${port} is none`)
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const why = code === 'EADDRINUSE' ? 'is taken' : `of ${host} cannot be listened on (${code})`
    throw refuse(`Port ${port} ${why}`, error)
  }
  return (server.address() as AddressInfo).port
}
