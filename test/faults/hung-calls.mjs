// 500 calls at once to a server that never answers, in a process of their own: jest maps the stack of every error
// through source maps, which alone takes longer than the node may. Takes the transport's name, prints what became of them.
import { once } from 'node:events'
import { createServer } from 'node:net'
import { authorizations, createExecutor, loadNode } from '../../dist/index.js'
import { axiosTransport } from '../../dist/transport/axios-transport.js'
import { undiciTransport } from '../../dist/transport/undici-transport.js'

const timeoutMs = 1000
const sockets = new Set()
const server = createServer((socket) => {
  sockets.add(socket)
  socket
    .on('error', () => undefined)
    .on('close', () => sockets.delete(socket))
    .resume()
}).listen(0, '127.0.0.1')
await once(server, 'listening')

const transports = { axios: axiosTransport, undici: undiciTransport }
const transport = transports[process.argv[2]]({ maxSockets: 500 })
const baseUrl = `http://127.0.0.1:${server.address().port}`
const executor = createExecutor(await loadNode(), {
  transport,
  timeoutMs,
  authorizations: authorizations({ main: { baseUrl, accessToken: 'x' } }),
})
const inputs = { authorization: 'main', workspaceId: 'w', aliases: 'a' }
const results = await Promise.all(Array.from({ length: 500 }, () => executor.execute('getIdentityByAliases', inputs)))
const timers = () => process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length
// On a busy machine nothing may have been accepted yet, and what was destroyed has not told its owner.
for (let waited = 0; (sockets.size > 0 || timers() > 0) && waited < 2000; waited += 20)
  await new Promise((resolve) => setTimeout(resolve, 20))
console.log(
  JSON.stringify({
    outcomes: [...new Set(results.map(({ outcome }) => outcome))],
    overshootMs: Math.max(...results.map(({ meta }) => meta.elapsedMs)) - timeoutMs,
    socketsLeft: sockets.size,
    timersLeft: timers(),
  }),
)
transport.close()
server.close()
