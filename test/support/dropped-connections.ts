import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { test } from '@jest/globals'
import { tellSkipped } from './skipped.js'

export interface SilentPort {
  readonly port: number
  close(): Promise<void>
}

// Listens, then blocks its only thread for ever, so that it accepts nothing.
const listener = `
  const server = require('node:net').createServer()
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
    require('node:fs').writeSync(1, String(server.address().port) + '\\n')
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
  })
`

const connectsWithin = (socket: Socket, ms: number) =>
  Promise.race([once(socket, 'connect').then(() => true), delay(ms, false)])

/**
 * A port on 127.0.0.1 whose connection attempts get no answer at all, as behind a firewall that drops them: the kernel
 * ignores a SYN for a listener whose queue is full. Undefined where the platform refuses instead, or takes them all: then
 * the test cannot be made, and it is told that it was skipped.
 */
async function startSilentPort(): Promise<SilentPort | undefined> {
  const child = spawn(process.execPath, ['-e', listener], { stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = once(child, 'exit')
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  const port = Number(line.toString())

  const fillers: Socket[] = []
  const close = async () => {
    for (const socket of fillers) socket.destroy()
    child.kill('SIGKILL')
    await exited
  }
  const refusals: Error[] = []
  for (let attempt = 0; attempt < 16; attempt++) {
    const socket = connect(port, '127.0.0.1')
    fillers.push(socket)
    socket.on('error', (error) => refusals.push(error))
    if (await connectsWithin(socket, 300).catch(() => false)) continue
    if (refusals.length > 0) break
    return { port, close }
  }
  await close()
  tellSkipped('connections that are dropped in silence', 'this platform answers them')
  return undefined
}

const probe = await startSilentPort()
await probe?.close()

/** `test` for what needs such a port; it has said on the screen when this platform has none. */
export const testWithSilentPort = probe === undefined ? test.skip : test

/** A port for such a test. */
export async function silentPort(): Promise<SilentPort> {
  const silent = await startSilentPort()
  if (silent === undefined) throw new Error('There was a silent port before.')
  return silent
}
