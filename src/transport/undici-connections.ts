import { isIP } from 'node:net'
import { Client } from 'undici'
import { transportError } from './classify-error.js'
import type { ConnectionRules } from './connection-options.js'
import { ignoreInterimAnswers } from './interim-answers.js'
import { idleTimeoutMs, maxHeaderBytes } from './limits.js'
import { openSocket, type Opening, type Resumption } from './open-socket.js'
import { Slots } from './slots.js'
import type { Origin } from './target.js'

/** One connection, opened when a request needs it and dropped for good when anything is wrong with it. */
export class UndiciConnection {
  readonly client: Client
  #opening: Opening | undefined
  #expectAnswer: (() => void) | undefined

  constructor(
    origin: Origin,
    rules: ConnectionRules,
    readonly pool: UndiciConnections,
  ) {
    this.client = new Client(origin.href, {
      pipelining: 1,
      keepAliveTimeout: idleTimeoutMs,
      keepAliveMaxTimeout: idleTimeoutMs,
      maxHeaderSize: maxHeaderBytes,
      // The deadline of a request bounds both.
      headersTimeout: 0,
      bodyTimeout: 0,
      connect: (_target, connected) => {
        if (rules.isAllowed && isIP(origin.hostname) && !rules.isAllowed(origin.hostname)) {
          connected(transportError('BLOCKED_ADDRESS', false), null)
          return
        }
        this.#opening = openSocket(origin, rules, pool.resumption, (error, socket) => {
          this.#opening = undefined
          if (socket === undefined) {
            connected(error ?? transportError('CONNECT', false), null)
          } else {
            this.#expectAnswer = ignoreInterimAnswers(socket)
            connected(null, socket)
          }
        })
      },
    })
    this.client.on('disconnect', () => {
      pool.forget(this)
    })
  }

  /** A request is about to be written. */
  started(): void {
    this.#expectAnswer?.()
  }

  /** The request is over; `reusable` when its answer was read to the end. */
  release(reusable: boolean): void {
    this.pool.release(this, reusable)
  }

  destroy(): void {
    void this.client.destroy()
    // The client alone would wait for a connection that nobody needs.
    this.#opening?.destroy()
  }
}

/**
 * The connections to one origin. undici's own pool cannot take a request back that waits, nor end a connection on its
 * way; and it uses the first connection that is free where the last used one is the least likely to have been closed.
 */
export class UndiciConnections {
  readonly slots: Slots
  readonly resumption: Resumption = {}
  readonly #all = new Set<UndiciConnection>()
  readonly #idle: UndiciConnection[] = []

  /**
   * @param origin where the connections lead: the service, or a proxy that forwards
   * @param onEmpty called when the last connection is gone and nobody waits
   */
  constructor(
    readonly origin: Origin,
    readonly rules: ConnectionRules,
    readonly onEmpty: () => void,
  ) {
    this.slots = new Slots(rules.maxSockets)
  }

  /** A connection for who holds a slot; its release frees both. */
  take(): UndiciConnection {
    const idle = this.#idle.pop()
    if (idle !== undefined) return idle
    const connection = new UndiciConnection(this.origin, this.rules, this)
    this.#all.add(connection)
    return connection
  }

  release(connection: UndiciConnection, reusable: boolean): void {
    if (reusable && !connection.client.destroyed) {
      this.#idle.push(connection)
      this.slots.release()
      return
    }
    this.#drop(connection)
    // Deadlines come in bursts. Wait for the rest of one, or the slot goes to a call that is about to end too.
    setImmediate(() => {
      this.slots.release()
      this.#reportEmpty()
    })
  }

  /** The connection is closed; who holds it still may let it open again. */
  forget(connection: UndiciConnection): void {
    const index = this.#idle.indexOf(connection)
    if (index < 0) return
    this.#idle.splice(index, 1)
    this.#drop(connection)
    this.#reportEmpty()
  }

  close(): void {
    this.#idle.length = 0
    for (const connection of this.#all) this.#drop(connection)
    this.#reportEmpty()
  }

  #drop(connection: UndiciConnection): void {
    this.#all.delete(connection)
    connection.destroy()
  }

  #reportEmpty(): void {
    if (this.#all.size === 0 && this.slots.idle) this.onEmpty()
  }
}
