import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { TokenStoreError } from '../token-store-error.js'

/*
 * A lock among processes that the kernel lets go of when its holder dies, whatever it died of. Node.js has no flock, and
 * the lock files on offer tell a dead holder from a slow one by the age of the file: they make others wait for seconds,
 * or let two in. Here every process in the queue listens on a Unix socket of its own. To connect to it tells whether it
 * lives; to stay connected tells at once when it has gone.
 *
 * Lamport's bakery gives the order: the socket's file name carries a number, higher than all that were there. Whoever
 * has nobody living before it holds the lock. A process that was slow to take its number, so that a higher one is there
 * already, takes another. No file name is used twice, so to remove a dead one can never hit a living one.
 */

/** What a socket's address may have on macOS, which has less than Linux (108 with its end). */
const mostAddressBytes = 103
/** A prefix of 9, a number of up to 10 digits, a dash, and 12 that no other file has. */
const mostFileBytes = 32
const forgottenMs = 60_000

interface Ticket {
  readonly number: number
  readonly file: string
}

/**
 * Runs something while no other process runs something for the same directory and name.
 * @param signal ends the wait
 * @throws {TokenStoreError} TOKEN_STORE_BUSY when the wait has ended, TOKEN_STORE_IO where the directory can hold no lock
 */
export async function withProcessLock<T>(
  directory: string,
  name: string,
  signal: AbortSignal,
  run: () => Promise<T>,
): Promise<T> {
  const release = await (process.platform === 'win32' ? takePipe : takeTurn)(directory, name, signal)
  try {
    return await run()
  } finally {
    release()
  }
}

async function takeTurn(directory: string, name: string, signal: AbortSignal): Promise<() => void> {
  const queue = new Queue(directory, name)
  for (;;) {
    const { ticket, leave } = await queue.join()
    try {
      if (!queue.tickets().some((other) => isBefore(ticket, other))) {
        for (;;) {
          const before = queue.tickets().find((other) => isBefore(other, ticket))
          if (before === undefined) return leave
          await queue.untilGone(before, signal)
        }
      }
    } catch (error) {
      leave()
      throw error
    }
    leave()
    await delay(Math.random() * 5)
  }
}

const isBefore = (one: Ticket, other: Ticket): boolean =>
  one.number === other.number ? one.file < other.file : one.number < other.number

class Queue {
  readonly #directory: string
  readonly #prefix: string

  constructor(directory: string, name: string) {
    this.#directory = directory
    this.#prefix = `${createHash('sha256').update(name).digest('hex').slice(0, 8)}-`
    const longest = mostAddressBytes - mostFileBytes - 1
    if (Buffer.byteLength(directory) > longest) {
      throw new TokenStoreError(
        'TOKEN_STORE_IO',
        `The path ${directory} is too long to hold a lock; choose one of at most ${longest} bytes.`,
      )
    }
    mkdirSync(directory, { recursive: true, mode: 0o700 })
  }

  tickets(): Ticket[] {
    return readdirSync(this.#directory)
      .filter((file) => file.startsWith(this.#prefix))
      .map((file) => ({ number: Number(file.slice(this.#prefix.length).split('-')[0]), file }))
  }

  /** Joins the end of the queue. The socket listens before it has its place, so a ticket that refuses is a dead one. */
  async join(): Promise<{ ticket: Ticket; leave: () => void }> {
    const unique = randomBytes(6).toString('hex')
    const draft = this.#path(`.${unique}`)
    const { server, close } = await listen(draft)
    try {
      const number = 1 + Math.max(0, ...this.tickets().map((ticket) => ticket.number))
      const ticket = { number, file: `${this.#prefix}${number}-${unique}` }
      const path = this.#path(ticket.file)
      renameSync(draft, path)
      this.#removeForgottenDrafts()
      const leave = (): void => {
        rmSync(path, { force: true })
        close()
      }
      server.unref()
      return { ticket, leave }
    } catch (error) {
      close()
      throw asStoreError(error)
    }
  }

  /** Waits until the process behind a ticket has left or died. */
  async untilGone(ticket: Ticket, signal: AbortSignal): Promise<void> {
    const path = this.#path(ticket.file)
    const end = await untilClosed(path, signal)
    if (end === 'ECONNREFUSED') rmSync(path, { force: true })
    else if (end !== undefined && end !== 'ENOENT' && end !== 'ECONNRESET') await delay(10)
  }

  #path(file: string): string {
    return join(this.#directory, file)
  }

  /** A process that dies between listening and taking its place leaves a file behind. */
  #removeForgottenDrafts(): void {
    for (const file of readdirSync(this.#directory)) {
      if (!file.startsWith('.')) continue
      const path = join(this.#directory, file)
      const made = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Infinity
      if (made < Date.now() - forgottenMs) rmSync(path, { force: true })
    }
  }
}

/** Windows frees a named pipe with its process and lets nobody else have its name before. */
async function takePipe(directory: string, name: string, signal: AbortSignal): Promise<() => void> {
  const id = createHash('sha256').update(`${directory.toLowerCase()}\n${name}`).digest('hex')
  const path = `\\\\.\\pipe\\cjds-flow-node-${id}`
  for (;;) {
    try {
      const { server, close } = await listen(path)
      server.unref()
      return close
    } catch (error) {
      if ((error as { cause?: NodeJS.ErrnoException }).cause?.code !== 'EADDRINUSE') throw error
      await untilClosed(path, signal)
    }
  }
}

async function listen(path: string): Promise<{ server: Server; close: () => void }> {
  const visitors = new Set<Socket>()
  const server = createServer((visitor) => {
    visitors.add(visitor)
    visitor.on('error', () => undefined)
    visitor.on('close', () => visitors.delete(visitor))
    visitor.unref()
  })
  await new Promise<void>((resolve, reject) => {
    server.on('error', (error) => {
      reject(asStoreError(error))
    })
    server.listen(path, resolve)
  })
  const close = (): void => {
    server.close()
    for (const visitor of visitors) visitor.destroy()
  }
  return { server, close }
}

/**
 * Stays connected to a socket for as long as it is there.
 * @returns the system's reason where it was not
 * @throws {TokenStoreError} TOKEN_STORE_BUSY when the signal fires
 */
function untilClosed(path: string, signal: AbortSignal): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const busy = (): void => {
      socket.destroy()
      reject(new TokenStoreError('TOKEN_STORE_BUSY', 'Another process has held this connection for too long.'))
    }
    const socket = connect(path)
    let reason: string | undefined
    socket.on('error', (error: NodeJS.ErrnoException) => {
      reason = error.code
    })
    socket.on('close', () => {
      signal.removeEventListener('abort', busy)
      resolve(reason)
    })
    socket.resume()
    signal.addEventListener('abort', busy, { once: true })
    if (signal.aborted) busy()
  })
}

function asStoreError(error: unknown): TokenStoreError {
  if (error instanceof TokenStoreError) return error
  const { code = 'unknown' } = error as NodeJS.ErrnoException
  return new TokenStoreError(
    'TOKEN_STORE_IO',
    `The directory of the store can hold no lock (${code}); choose one on a local disk.`,
    { cause: error },
  )
}
