import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describeUnless } from './skipped.js'

/** `describe` for tests that need a Redis of their own. */
export const describeWithRedis = describeUnless(
  spawnSync('redis-server', ['--version']).status === 0 ? undefined : 'redis-server is not installed',
  'what needs a real Redis',
)

export interface RedisServer {
  readonly url: string
  close(): Promise<void>
}

/** A Redis of its own on this machine, with these settings of redis.conf. */
export async function startRedis(settings: Readonly<Record<string, string>> = {}): Promise<RedisServer> {
  const directory = await mkdtemp(join(tmpdir(), 'cjds-redis-'))
  const port = await freePort()
  const args = Object.entries({ port: String(port), bind: '127.0.0.1', dir: directory, save: '', ...settings })
  const server = spawn(
    'redis-server',
    args.flatMap(([name, value]) => [`--${name}`, value]),
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const ended = once(server, 'exit')
  for await (const line of createInterface({ input: server.stdout })) if (line.includes('Ready to accept')) break
  server.stdout.resume()
  return {
    url: `redis://127.0.0.1:${port}`,
    close: async () => {
      server.kill()
      await ended
      await rm(directory, { recursive: true, force: true })
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
