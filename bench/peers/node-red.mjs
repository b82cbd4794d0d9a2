// A flow of core nodes: function, HTTP request, function. Its runtime runs without an editor and without a file.
import { once } from 'node:events'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const require = createRequire(import.meta.url)

export default async function ({ origin, accessToken }) {
  const RED = require('node-red')
  const { prepare, flatten } = await import('../hand-written.mjs')
  const waiting = new Map()
  const userDir = mkdtempSync(join(tmpdir(), 'bench-node-red-'))
  process.on('exit', () => rmSync(userDir, { recursive: true, force: true }))
  writeFileSync(join(userDir, 'flows.json'), JSON.stringify(flow(origin, accessToken)))
  RED.init(createServer(), {
    userDir,
    flowFile: 'flows.json',
    httpAdminRoot: false,
    httpNodeRoot: false,
    logging: { console: { level: 'off' } },
    telemetry: { enabled: false },
    functionGlobalContext: {
      prepare,
      flatten,
      done: (id, result) => {
        waiting.get(id)(result)
        waiting.delete(id)
      },
    },
  })
  const started = once(RED.events, 'flows:started')
  await RED.start()
  await started
  const entry = RED.nodes.getNode('prepare')
  let next = 0
  return (inputs) =>
    new Promise((resolve) => {
      const id = next++
      waiting.set(id, resolve)
      entry.receive({ _msgid: String(id), id, payload: inputs })
    })
}

function flow(origin, accessToken) {
  const prepare = `
    const { errors, path, body } = global.get('prepare')(msg.payload)
    if (errors.length > 0) { node.error(errors.join('; '), msg); return null }
    msg.url = ${JSON.stringify(origin)} + path
    msg.method = 'POST'
    msg.headers = { accept: 'application/json', 'content-type': 'application/json', authorization: 'Bearer ${accessToken}' }
    msg.payload = body
    return msg`
  const flatten = `
    global.get('done')(msg.id, global.get('flatten')(msg.statusCode, msg.payload))
    return null`
  const inTab = { z: 'tab', x: 0, y: 0 }
  return [
    { id: 'tab', type: 'tab', label: 'bench' },
    { id: 'prepare', type: 'function', func: prepare, outputs: 1, wires: [['request']], ...inTab },
    { id: 'request', type: 'http request', method: 'use', ret: 'obj', persist: true, wires: [['flatten']], ...inTab },
    { id: 'flatten', type: 'function', func: flatten, outputs: 1, wires: [[]], ...inTab },
  ]
}
