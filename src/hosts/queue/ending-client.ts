import type { Redis } from 'ioredis'

/**
 * The same client, which ends when it is told to, as do those that BullMQ makes from it. One that is about to connect again
 * is let neither come back nor end by ioredis, and BullMQ would wait for its end for ever.
 */
export function endingClient(client: Redis): Redis {
  const disconnect = client.disconnect.bind(client)
  const duplicate = client.duplicate.bind(client)
  const duplicates: Redis[] = []

  client.duplicate = (options) => {
    const made = endingClient(duplicate(options))
    duplicates.push(made)
    return made
  }

  client.disconnect = (reconnect = false) => {
    const waiting = client.status === 'reconnecting'
    disconnect(reconnect)
    if (reconnect) return
    if (waiting) {
      client.status = 'end'
      client.emit('end')
      ;(client as unknown as { flushQueue(error: Error): void }).flushQueue(new Error('Connection is closed.'))
    }
    for (const made of duplicates) made.disconnect()
  }
  return client
}
