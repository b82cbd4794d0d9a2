import type { TokenSet } from './token-set.js'
import type { StoredVersion, TokenStore } from './token-store.js'
import { TokenStoreError } from './token-store-error.js'

/**
 * A store that lives as long as the process.
 * @param tokens what it holds from the start, by connection
 */
export function memoryTokenStore(tokens: Readonly<Record<string, TokenSet>> = {}): TokenStore {
  const versions = new Map<string, StoredVersion>()
  const turns = new Map<string, Promise<unknown>>()
  let generation = 0
  for (const [name, set] of Object.entries(tokens)) {
    versions.set(name, { generation: ++generation, connection: { tokens: set } })
  }

  return {
    names: () => Promise.resolve([...versions.keys()]),
    read: (name) => versions.get(name),
    compareAndSwap: (name, expected, next) => {
      if ((versions.get(name)?.generation ?? 0) !== expected) return Promise.resolve(undefined)
      generation++
      if (next === undefined) versions.delete(name)
      else versions.set(name, { generation, connection: next })
      return Promise.resolve(generation)
    },
    lease: async (name, signal, run) => {
      const before = turns.get(name)
      const { promise: done, resolve: finish } = promiseWithResolver()
      const turn = Promise.all([before, done])
      turns.set(name, turn)
      try {
        await untilAborted(before, signal)
        return await run()
      } finally {
        finish()
        if (turns.get(name) === turn) turns.delete(name)
      }
    },
  }
}

function promiseWithResolver() {
  let resolve!: () => void
  const promise = new Promise<void>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}

async function untilAborted(turn: Promise<unknown> | undefined, signal: AbortSignal): Promise<void> {
  const busy = new TokenStoreError('TOKEN_STORE_BUSY', 'Another caller has been renewing these tokens for too long.')
  if (signal.aborted) throw busy
  if (turn === undefined) return
  let onAbort!: () => void
  const aborted = new Promise<never>((_resolve, reject) => {
    onAbort = () => {
      reject(busy)
    }
    signal.addEventListener('abort', onAbort, { once: true })
  })
  try {
    await Promise.race([turn, aborted])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}
