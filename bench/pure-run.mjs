// The executor without a wire, each method as many times as the argument says. Its instructions are counted.
import { authorizations, createExecutor, loadNode } from 'cjds-flow-node'
import { callOfEachMethod } from './calls.mjs'

const calls = Number(process.argv[2])
const node = await loadNode()
const fixed = authorizations({ main: { baseUrl: 'http://127.0.0.1:1', accessToken: 'token' } })

for (const { method, inputs, outcome, response } of callOfEachMethod()) {
  const executor = createExecutor(node, { authorizations: fixed, transport: () => Promise.resolve(response) })
  for (let call = 0; call < calls; call++) {
    const result = await executor.execute(method, inputs)
    if (result.outcome !== outcome) throw new Error(`${method} ended with ${result.outcome}`)
  }
}
