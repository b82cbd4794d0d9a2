// Puts events into a queue and delivers them. Run it in a clone after `npm ci && npm run build`, with a Redis at hand:
// REDIS_URL=redis://127.0.0.1:6379 node examples/queue.mjs
import { randomBytes } from 'node:crypto'
import { authorizations, createExecutor, loadNode } from 'cjds-flow-node'
import { DEFAULT_WORKSPACE_ID, startEmulator } from 'cjds-flow-node/emulator'
import { openQueue, startWorker } from 'cjds-flow-node/queue'

// The emulator stands in for the service. With a tenant, these two lines go and `baseUrl` is the tenant's address.
const emulator = await startEmulator()
const { access_token: accessToken } = emulator.oauth.issue()

const executor = createExecutor(await loadNode(), {
  authorizations: authorizations({ main: { baseUrl: emulator.baseUrl, accessToken } }),
  defaultAuthorization: 'main',
})

// What producers and workers agree on. The key comes from a secret store and stays the same; here it is made for one run,
// and so the queue has a name of its own.
const common = {
  redis: process.env.REDIS_URL ?? 'redis://127.0.0.1:6379',
  queue: `example-${process.pid}`,
  keys: [{ key: randomBytes(32).toString('base64') }],
  executor,
}

const queue = await openQueue(common)
const event = {
  workspaceId: DEFAULT_WORKSPACE_ID,
  eventId: 'choice-1',
  eventType: 'ivr:choice',
  eventSource: 'ivr/main-menu',
  identityType: 'phone',
  identity: '$(callerNumber)',
}
const options = { variables: { callerNumber: '+12025550100' }, orderBy: '+12025550100' }
for (const inputs of [event, event, { ...event, eventId: 'choice-2' }, { ...event, identityType: 'fax' }]) {
  const answer = await queue.enqueue('writeToCjds', inputs, options)
  console.log(answer.status, answer.message ?? '')
}

let ended = 0
const worker = await startWorker({
  ...common,
  rateLimit: { requests: 300, perMs: 60_000 },
  onResult: ({ event, result }) => {
    console.log(event, result?.outcome)
    ended++
  },
})
while (ended < 2) await new Promise((resolve) => setTimeout(resolve, 20))

await worker.close()
console.log(emulator.recordings.total, 'requests')
await queue.close()
executor.close()
await emulator.close()
