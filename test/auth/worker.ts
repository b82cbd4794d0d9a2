/*
 * A process of its own for the tests among processes. It reads what to do from its environment and says what it has
 * seen in lines of JSON.
 */
import { setTimeout as delay } from 'node:timers/promises'
import { withProcessLock } from '../../src/auth/process-lock/process-lock.js'
import { fileTokenStore, storedAuthorizations, type StoredConnection } from '../../src/auth/index.js'

const { TASK = '', DIRECTORY = '', MS = '0' } = process.env
const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`)

/** Uses tokens as fast as it can and counts what happens. */
async function useTokens(): Promise<void> {
  const authorizations = storedAuthorizations(fileTokenStore({ directory: DIRECTORY }))
  const errors: Record<string, number> = {}
  const seen = new Set<string>()
  let reads = 0
  // Whoever is killed afterwards is killed at work, not while it loads.
  await Promise.resolve(authorizations.getAccessToken('main', { signal: AbortSignal.timeout(10_000) })).catch(
    () => undefined,
  )
  say({ ready: true })
  for (const end = Date.now() + Number(MS); Date.now() < end;) {
    try {
      const { value } = await authorizations.getAccessToken('main', { signal: AbortSignal.timeout(10_000) })
      reads++
      seen.add(value)
    } catch (error) {
      const code = (error as { code?: string }).code ?? String(error)
      errors[code] = (errors[code] ?? 0) + 1
    }
    if (reads % 50 === 0) await delay(1)
  }
  say({ reads, tokens: seen.size, errors })
}

/** Writes as fast as it can. */
async function write(): Promise<void> {
  const store = fileTokenStore({ directory: DIRECTORY })
  say({ ready: true })
  for (;;) {
    const version = store.read('main')
    const connection: StoredConnection = {
      ...version?.connection,
      tokens: { accessToken: 'a'.repeat(2000), receivedAt: Date.now(), expiresAt: Date.now() },
    }
    await store.compareAndSwap('main', version?.generation ?? 0, connection)
  }
}

/** Takes the lock, says so, and keeps it. */
async function hold(): Promise<void> {
  await withProcessLock(DIRECTORY, 'lease main', AbortSignal.timeout(Number(MS)), async () => {
    say({ held: true })
    await delay(Number(MS))
  })
  say({ released: true })
}

/** Enters and leaves, and says whenever somebody else was inside. */
async function enter(): Promise<void> {
  const { mkdir, rmdir } = await import('node:fs/promises')
  let entered = 0
  let crowded = 0
  say({ ready: true })
  for (const end = Date.now() + Number(MS); Date.now() < end;) {
    await withProcessLock(DIRECTORY, 'lease main', AbortSignal.timeout(20_000), async () => {
      entered++
      const room = `${DIRECTORY}-room`
      // Only one can make it.
      await mkdir(room).catch(() => crowded++)
      if (Math.random() < 0.2) await delay(1)
      await rmdir(room).catch(() => crowded++)
    })
  }
  say({ entered, crowded })
}

const tasks: Record<string, () => Promise<void>> = { useTokens, write, hold, enter }
await tasks[TASK]?.()
