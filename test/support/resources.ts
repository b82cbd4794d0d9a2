import { afterEach } from '@jest/globals'
import { startFaultServer, type Behaviour, type FaultServer } from './fault-server.js'

interface Closable {
  close(): Promise<void> | void
}

/** What the tests of a file open, closed after each of them. */
export function useResources(): {
  readonly keep: <T extends Closable>(resource: T) => T
  readonly serve: (behaviour: Behaviour) => Promise<FaultServer>
} {
  const open: Closable[] = []
  afterEach(async () => {
    for (const resource of open.splice(0)) await resource.close()
  })
  const keep = <T extends Closable>(resource: T): T => {
    open.push(resource)
    return resource
  }
  return { keep, serve: async (behaviour) => keep(await startFaultServer(behaviour)) }
}
