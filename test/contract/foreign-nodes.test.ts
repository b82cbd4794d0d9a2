import { describe, expect, test } from '@jest/globals'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadNode } from '../../src/index.js'
import { runContract } from '../../src/projections/contract/testing.js'

const directory = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))

describe('contracts of nodes that others have written', () => {
  test.each(['test/fixtures/tickets', 'examples/tickets'])('%s reaches all its outcomes', async (path) => {
    const report = await runContract(await loadNode({ directory: directory(path) }))
    expect(report.cases.filter(({ passed }) => !passed)).toEqual([])
    expect(report.coverage.map(({ reached }) => reached)).toEqual(report.coverage.map(({ declared }) => declared))
    expect(report.passed).toBe(true)
  })

  const bare = {
    node: {
      manifest: 1,
      id: 'bare',
      version: '1',
      title: 'Bare',
      timeoutMs: 1000,
      methods: ['fetch'],
      defaults: { faults: { invalidData: 'bad', invalidChoice: 'unknown', timeout: 'late', error: 'broken' } },
    },
    method: {
      manifest: 1,
      id: 'fetch',
      version: 1,
      title: 'Fetch',
      annotations: { readOnly: true, idempotent: true, destructive: false },
      inputs: { name: { title: 'Name', type: 'string' } },
      required: ['name'],
      request: { method: 'GET', url: '/things/{name}' },
      responses: { '2XX': 'ok', '3XX': 'moved', '4XX': 'refused', '5XX': 'failed', default: 'odd' },
      responseBody: 'optional',
      outputs: { id: { title: 'Id', type: 'string', from: '$response.body#/id' } },
      examples: [
        {
          name: 'one',
          inputs: { name: 'a' },
          response: { status: 200, body: { id: '1' } },
          expect: { outcome: 'ok', outputs: { id: '1' } },
        },
        { name: 'none', inputs: { name: 'b' }, response: { status: 404 }, expect: { outcome: 'refused' } },
        { name: 'empty', inputs: { name: ' ' }, expect: { outcome: 'bad' } },
      ],
    },
  }

  test('a node without sign-in, without choices and with every range mapped still reaches all of them', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'bare-node-'))
    try {
      await mkdir(join(folder, 'methods'))
      await writeFile(join(folder, 'node.json'), JSON.stringify(bare.node))
      await writeFile(join(folder, 'methods/fetch.json'), JSON.stringify(bare.method))
      const report = await runContract(await loadNode({ directory: folder }))
      expect(report.coverage[0]?.reached).toEqual([
        'ok',
        'moved',
        'refused',
        'failed',
        'odd',
        'bad',
        'unknown',
        'broken',
        'late',
      ])
      expect(report.passed).toBe(true)
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  test('an example that does not hold is reported with what differed', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'bare-node-'))
    try {
      const [example, ...others] = bare.method.examples
      const wrong = { ...example, request: { url: '/other' }, expect: { outcome: 'refused', outputs: { id: '2' } } }
      await mkdir(join(folder, 'methods'))
      await writeFile(join(folder, 'node.json'), JSON.stringify(bare.node))
      await writeFile(
        join(folder, 'methods/fetch.json'),
        JSON.stringify({ ...bare.method, examples: [example, wrong, ...others] }),
      )
      const report = await runContract(await loadNode({ directory: folder }))
      expect(report.passed).toBe(false)
      expect(report.cases.filter(({ passed }) => !passed)).toEqual([
        expect.objectContaining({
          kind: 'example',
          actual: 'ok',
          detail: 'ended in ok (no code); the URL was "/things/a" instead of "/other"; id was "1" instead of "2"',
        }),
      ])
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})
