import { afterEach, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createExecutor, loadNode, ManifestError } from '../../src/index.js'
import { places, withValueAt } from '../support/json-places.js'

const fixture = fileURLToPath(new URL('../fixtures/tickets', import.meta.url))
const files = [
  'node.json',
  'methods/create-ticket.json',
  'methods/close-ticket.json',
  'methods/patch-ticket.json',
  'options/queues.json',
  'overlays/lenient.json',
]
const made: string[] = []

afterEach(async () => {
  for (const directory of made.splice(0)) await rm(directory, { recursive: true, force: true })
})

/** What somebody may put where something else belongs. */
const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom<unknown>(
    '$inputs.subject',
    '$inputs.nobody',
    '$response.body#/a',
    { $select: 1 },
    { $optional: 1 },
    'string',
    'array',
    '/x/{y}',
    '{',
    0,
    -1,
    1e9,
    '',
    [],
    {},
    null,
    true,
  ),
)

test('a manifest with anything anywhere is refused in words or runs', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'manifest-'))
  made.push(directory)
  await cp(fixture, directory, { recursive: true })
  const originals = new Map<string, unknown>()
  for (const file of files) originals.set(file, JSON.parse(await readFile(join(fixture, file), 'utf8')))
  let refused = 0

  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...files), fc.nat(), odd, fc.boolean(), async (file, at, value, remove) => {
      const original = originals.get(file)
      const all = places(original)
      const changed = withValueAt(original, all[at % all.length]?.path ?? [], remove ? undefined : value)
      await writeFile(join(directory, file), JSON.stringify(changed ?? null))
      try {
        const node = await loadNode({ directory })
        const executor = createExecutor(node, { baseUrl: 'http://127.0.0.1:9' })
        for (const method of node.manifest.methods)
          for (const { inputs } of method.examples)
            expect((await executor.explain(method.id, inputs)).fault?.code).not.toBe('UNEXPECTED')
      } catch (error) {
        if (!(error instanceof ManifestError)) throw error
        refused++
        for (const { message, file: named } of error.problems) {
          expect(message).toMatch(/^(?:[A-Z"]|\$).*\.$/s)
          expect(message).not.toMatch(/undefined|\[object|RangeError|must NOT|strict mode/)
          expect(named).not.toBe('')
        }
      } finally {
        await writeFile(join(directory, file), JSON.stringify(original))
      }
    }),
    { numRuns: 200 },
  )
  expect(refused).toBeGreaterThan(50)
}, 120_000)
