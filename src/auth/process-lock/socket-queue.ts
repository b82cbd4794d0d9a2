import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { TokenStoreError } from '../token-store-error.js'
import type { Place, Queue, Ticket } from './bakery.js'
import { listenAt, untilClosed } from './local-socket.js'
import { noLock } from './no-lock.js'

/** What a socket's address may have on macOS, which has less than Linux (108 with its end). */
const mostAddressBytes = 103
/** A prefix of 9, a number of up to 10 digits, a dash, and 12 that no other file has. */
const mostFileBytes = 32
const forgottenMs = 60_000

/** @throws {TokenStoreError} TOKEN_STORE_IO for a directory whose path is too long for a socket in it */
export function refuseLongPath(directory: string): void {
  const longest = mostAddressBytes - mostFileBytes - 1
  if (Buffer.byteLength(directory) <= longest) return
  throw new TokenStoreError(
    'TOKEN_STORE_IO',
    `The path ${directory} is too long to hold a lock; choose one of at most ${longest} bytes.`,
  )
}

/**
 * Tickets that are files of a directory, each of them a Unix socket on which its process listens: whoever cannot connect
 * to it knows that the process is dead. No file name is used twice, so to remove a dead one can never hit a living one.
 */
export class SocketQueue implements Queue {
  readonly #directory: string
  readonly #prefix: string

  /** @throws {TokenStoreError} TOKEN_STORE_IO where the path is too long for a socket, or there can be no directory */
  constructor(directory: string, name: string) {
    this.#directory = directory
    this.#prefix = `${createHash('sha256').update(name).digest('hex').slice(0, 8)}-`
    refuseLongPath(directory)
    try {
      mkdirSync(directory, { recursive: true, mode: 0o700 })
    } catch (error) {
      throw noLock(error)
    }
  }

  tickets(): Ticket[] {
    return readdirSync(this.#directory)
      .filter((file) => file.startsWith(this.#prefix))
      .map((file) => ({ number: Number(file.slice(this.#prefix.length).split('-')[0]), id: file }))
  }

  /**
   * The socket listens before it has its place, so a ticket that refuses is a dead one.
   * @throws {TokenStoreError} TOKEN_STORE_IO
   */
  async join(): Promise<Place> {
    const unique = randomBytes(6).toString('hex')
    const draft = this.#path(`.${unique}`)
    const socket = await listenAt(draft).catch((error: unknown) => {
      throw noLock(error)
    })
    try {
      const number = 1 + Math.max(0, ...this.tickets().map((ticket) => ticket.number))
      const ticket = { number, id: `${this.#prefix}${number}-${unique}` }
      const path = this.#path(ticket.id)
      renameSync(draft, path)
      this.#removeForgottenDrafts()
      const leave = (): void => {
        rmSync(path, { force: true })
        socket.close()
      }
      return { ticket, leave }
    } catch (error) {
      socket.close()
      throw noLock(error)
    }
  }

  /** @throws {TokenStoreError} TOKEN_STORE_BUSY when the signal fires */
  async untilGone(ticket: Ticket, signal: AbortSignal): Promise<void> {
    const path = this.#path(ticket.id)
    const end = await untilClosed(path, signal)
    if (end === 'ECONNREFUSED') rmSync(path, { force: true })
    // It left just now, or lives and cannot take one more visitor: not to ask again and again.
    else if (end !== undefined) await delay(10)
  }

  #path(file: string): string {
    return join(this.#directory, file)
  }

  /** A process that dies between listening and taking its place leaves a file behind. */
  #removeForgottenDrafts(): void {
    for (const file of readdirSync(this.#directory)) {
      if (!file.startsWith('.')) continue
      const path = this.#path(file)
      const made = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Infinity
      if (made < Date.now() - forgottenMs) rmSync(path, { force: true })
    }
  }
}
