import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { freePort } from './free-port.js'

export interface RedisServer {
  readonly port: number
  readonly url: string
  /** A connection of the test's own. */
  readonly client: Redis
  /** Ends the process as a crash would, or stops it (`SIGSTOP`) and lets it go on (`SIGCONT`). */
  kill(signal?: NodeJS.Signals): Promise<void>
  /** Starts it again on the same port with what it had written. */
  restart(): Promise<void>
  close(): Promise<void>
}

/** Starts a Redis on a free port of this machine that writes every change to its disk before it answers. */
export async function startRedis(settings: Readonly<Record<string, string>> = {}): Promise<RedisServer> {
  const directory = await mkdtemp(join(tmpdir(), 'cjds-redis-'))
  const port = await freePort()
  const options = {
    port: String(port),
    bind: '127.0.0.1',
    dir: directory,
    save: '',
    appendonly: 'yes',
    appendfsync: 'always',
    'maxmemory-policy': 'noeviction',
    ...settings,
  }
  let server = await launch(options)
  const client = new Redis({ port, maxRetriesPerRequest: null, replyMapping: 'legacy' })
  client.on('error', () => undefined)
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    client,
    async kill(signal = 'SIGKILL') {
      const gone = signal === 'SIGKILL' ? once(server, 'exit') : undefined
      server.kill(signal)
      await gone
    },
    async restart() {
      server = await launch(options)
    },
    async close() {
      client.disconnect()
      if (server.exitCode === null && server.signalCode === null) {
        const gone = once(server, 'exit')
        server.kill('SIGKILL')
        await gone
      }
      await rm(directory, { recursive: true, force: true })
    },
  }
}

async function launch(options: Readonly<Record<string, string>>): Promise<ChildProcess> {
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value])
  const server = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  for await (const chunk of server.stdout) {
    said += String(chunk)
    if (said.includes('Ready to accept connections')) break
  }
  if (!said.includes('Ready to accept connections')) throw new Error(`redis-server ended: ${said.slice(-500)}`)
  server.stdout.resume()
  return server
}
