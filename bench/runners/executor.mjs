// What the executor's contestants share; they differ in the transport.
import { authorizations, createExecutor, loadNode } from 'cjds-flow-node'

/** @param transport what the executor sends with; its own default when undefined */
export async function executorRunner({ origin, accessToken }, transport) {
  const executor = createExecutor(await loadNode(), {
    authorizations: authorizations({ main: { baseUrl: origin, accessToken } }),
    transport,
  })
  return (inputs) => executor.execute('manageIdentity', inputs)
}
