// Microseconds of CPU for an invocation of each method over a transport that answers at once. Forked by the bench.
import { authorizations, createExecutor, loadNode } from 'cjds-flow-node'
import { callOfEachMethod } from './calls.mjs'

const fixed = authorizations({ main: { baseUrl: 'http://127.0.0.1:1', accessToken: 'token' } })
const node = await loadNode()
const byMethod = new Map(
  callOfEachMethod().map((call) => [
    call.method,
    {
      ...call,
      executor: createExecutor(node, { authorizations: fixed, transport: () => Promise.resolve(call.response) }),
    },
  ]),
)

async function run({ method, executor, inputs, outcome }, calls) {
  for (let call = 0; call < calls; call++) {
    const result = await executor.execute(method, inputs)
    if (result.outcome !== outcome) throw new Error(`${method} ended with ${result.outcome}`)
  }
}

process.on('message', async ({ method, warmUp, calls }) => {
  const call = byMethod.get(method)
  try {
    await run(call, warmUp)
    const before = process.cpuUsage()
    await run(call, calls)
    const { user, system } = process.cpuUsage(before)
    process.send({ result: (user + system) / calls })
  } catch (error) {
    process.send({ error: error.stack })
  }
})
process.on('disconnect', () => process.exit())
process.send({ result: [...byMethod.keys()] })
