import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { probeFor, tab, watch } from './flows.js'
import { type FlowNode, makeUserDirectory, missing, NodeRed, nodeRed4, root } from './support.js'
import { describeUnless } from '../../support/skipped.js'

const describeForeign = describeUnless(
  missing(nodeRed4.node, nodeRed4.program),
  "a foreign manifest directory in Node-RED's palette",
)

describeForeign('a directory of manifests as a node of Node-RED', () => {
  let folder: string
  let nodeRed: NodeRed
  let service: Server
  const requests: string[] = []

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tickets-'))
    const made = spawnSync(process.execPath, ['dist/cli/main.js', 'node-red', 'examples/tickets', '-o', folder], {
      cwd: root,
    })
    expect(made.status).toBe(0)
    nodeRed = await NodeRed.start(nodeRed4, await makeUserDirectory(folder))
    service = createServer((request, response) => {
      requests.push(`${request.method ?? ''} ${request.url ?? ''}`)
      response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":{"text":"no such ticket"}}')
    }).listen(0, '127.0.0.1')
    await once(service, 'listening')
  }, 120_000)

  afterAll(async () => {
    await nodeRed.close()
    service.close()
    await rm(folder, { recursive: true, force: true })
  })

  test('it is in the palette with its connections, beside the shipped node', async () => {
    const sets = (await nodeRed.get('nodes')) as { module: string; types: string[]; err?: unknown }[]
    expect(sets.filter(({ err }) => err !== undefined)).toEqual([])
    expect(sets).toContainEqual(
      expect.objectContaining({ module: 'node-red-contrib-tickets', types: ['tickets', 'tickets-connection'] }),
    )
    expect(sets).toContainEqual(expect.objectContaining({ module: 'cjds-flow-node' }))
  })

  test('its example runs: a node that does not sign in, with the address of its connection', async () => {
    const example = JSON.parse(await readFile(join(folder, 'examples/tickets.json'), 'utf8')) as FlowNode[]
    const { port } = service.address() as AddressInfo
    const flow = example.map((node) => {
      if (node.type === 'tickets-connection') return { ...node, baseUrl: `http://127.0.0.1:${port}` }
      return node.type === 'debug' ? { ...probeFor(node), name: 'told' } : node
    })
    await nodeRed.deploy([...flow, tab, ...watch([])])
    for (const { id } of example.filter(({ type }) => type === 'inject')) await nodeRed.post(`inject/${id}`, {})
    await delay(1000)
    const { probes } = await nodeRed.send('seen', {})
    expect(probes).toHaveLength(2)
    expect(requests).toEqual([expect.stringMatching(/^POST \//), expect.stringMatching(/^(PUT|PATCH|POST) \//)])
  })
})
