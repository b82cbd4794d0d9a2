import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect, createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** Why there is no Redis to test with, as a sentence's end; undefined when there is one. */
export const noRedis =
  spawnSync('redis-server', ['--version']).error === undefined
    ? undefined
    : 'redis-server is missing (apt-get install redis-server)'

/** A Redis of a test's own, on this machine, with its data in a directory that goes with it. */
export interface RedisServer {
  readonly url: string
  /** SIGKILL. The data that Redis has written is still there. */
  kill(): Promise<void>
  /** Starts it again on the same port, and resolves when it answers. */
  start(): Promise<void>
  close(): Promise<void>
}

/** How long Redis may take to read its data and answer. */
const mostStartMs = 20_000

/** @param settings of redis.conf, such as `{ appendfsync: 'always' }` */
export async function startRedis(settings: Readonly<Record<string, string>> = {}): Promise<RedisServer> {
  const directory = await mkdtemp(join(tmpdir(), 'cjds-redis-'))
  const port = await freePort()
  const config = { bind: '127.0.0.1', port: String(port), dir: directory, save: '', ...settings }
  if (settings.appendfsync !== undefined) Object.assign(config, { appendonly: 'yes' })
  const args = Object.entries(config).flatMap(([name, value]) => [`--${name}`, value])
  let child: ChildProcess | undefined

  async function start(): Promise<void> {
    child = spawn('redis-server', args, { stdio: 'ignore' })
    const end = performance.now() + mostStartMs
    while (!(await answers(port))) {
      if (child.exitCode !== null) throw new Error(`redis-server ended with ${child.exitCode}.`)
      if (performance.now() > end) throw new Error('redis-server did not answer in time.')
      await sleep(20)
    }
  }
  async function kill(): Promise<void> {
    if (child?.exitCode !== null || child.signalCode !== null) return
    const exited = once(child, 'exit')
    child.kill('SIGKILL')
    await exited
  }

  await start()
  return {
    url: `redis://127.0.0.1:${port}`,
    kill,
    start,
    close: async () => {
      await kill()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

/** Whether Redis answers, rather than loading its data or not being there. */
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write('PING\r\n')
    })
    const end = (answer: boolean): void => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('data', (data) => {
      end(data.toString().startsWith('+PONG'))
    })
    socket.once('error', () => {
      end(false)
    })
  })
}

async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
