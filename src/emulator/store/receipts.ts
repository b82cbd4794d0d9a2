import { createHash } from 'node:crypto'
import type { CloudEvent } from './events.js'

/** One arrival of an event that was well-formed and allowed, whether it was kept or not and whether its answer got through. */
export interface Receipt {
  /** 1 for the first one since the start or a reset. */
  readonly sequence: number
  /** ISO 8601 in UTC, by the emulator's clock. */
  readonly time: string
  readonly workspaceId: string
  readonly source: string
  readonly id: string
  /** SHA-256 of the event's JSON text as it came, in hexadecimal: two arrivals of the same event have the same one. */
  readonly sha256: string
  /** Whether the workspace had an event of this source and id before. */
  readonly repeated: boolean
  /** Whether it was kept; false when it was answered 409. */
  readonly stored: boolean
}

/** What was published, arrival by arrival: enough to count what was lost or doubled, and no personal data. */
export class Receipts {
  readonly #now: () => string
  #list: Receipt[] = []

  constructor(now: () => string) {
    this.#now = now
  }

  /** In the order of arrival. */
  list(): readonly Receipt[] {
    return this.#list
  }

  /** @internal */
  add(workspaceId: string, { source, id }: CloudEvent, text: string, end: Pick<Receipt, 'repeated' | 'stored'>): void {
    const sha256 = createHash('sha256').update(text).digest('hex')
    this.#list.push({ sequence: this.#list.length + 1, time: this.#now(), workspaceId, source, id, sha256, ...end })
  }

  clear(): void {
    this.#list = []
  }
}
