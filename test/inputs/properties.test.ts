import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { loadNode } from '../../src/index.js'
import { anything } from '../support/anything.js'
import { good, goodEvent, methodIds, useBench } from './bench.js'

const bench = useBench()

const inputIds = [
  'bodyMode',
  'jsonBody',
  'phone',
  'overwrite',
  'eventType',
  'eventTime',
  'identityType',
  'identity',
  'dataObject',
  'createdTime',
  'agentId',
  'aliases',
  'aliasId',
  'templateName',
  'workspaceId',
  'authorization',
  '__proto__',
  'constructor',
  'nothing',
]

test('whatever is in the fields, an invocation ends in a declared outcome', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...methodIds),
      fc.dictionary(fc.constantFrom(...inputIds), anything),
      fc.dictionary(fc.constantFrom('a', 'b', 'c'), anything),
      fc.boolean(),
      async (method, inputs, variables, ontoGood) => {
        const { outcome, meta } = await bench.run(method, ontoGood ? { ...good[method], ...inputs } : inputs, {
          variables,
        })
        expect(outcome).not.toBe('onTimeout')
        if (outcome === 'onInvalidData' || outcome === 'onInvalidChoice') expect(meta.attempts).toBe(0)
        // A variable that is a promise of its own kind may fail; nothing else is unexpected.
        else expect(meta.code).not.toBe('UNEXPECTED')
      },
    ),
    { numRuns: 1500 },
  )
})

test('whatever the event is, what arrives is what was given', async () => {
  await fc.assert(
    fc.asyncProperty(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 5 })), fc.boolean(), async (data, asText) => {
      if (/"(?:__proto__|constructor|prototype)":|\$\(/.test(JSON.stringify(data))) return
      const event = { ...goodEvent, data }
      bench.service.answer({ status: 202 })
      const { outputs } = await bench.run('writeToCjds', {
        ...good.writeToCjds,
        bodyMode: 'json',
        jsonBody: asText ? JSON.stringify(event) : event,
      })
      if (JSON.stringify(outputs.errors).includes('digits')) return
      expect(bench.service.requests[0]?.text).toBe(JSON.stringify(event))
    }),
    { numRuns: 300 },
  )
})

test('whatever the values are, a URL keeps its origin and its segments, and each can be read back', async () => {
  const node = await loadNode()
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string(),
    fc.constantFrom(
      '..',
      '.',
      '...',
      '//evil.example',
      '\\\\evil',
      '%2e%2e',
      'a/../b',
      '@',
      ':80',
      '?',
      '#',
      ';',
      '\t..',
      '..\n',
      '%',
      '%00',
      '👋',
      '\ud83d',
    ),
  )
  fc.assert(
    fc.property(text, text, text, (workspaceId, aliasId, templateName) => {
      const built = node.methods.get('readFromCjds')?.buildRequest({ workspaceId, aliasId, templateName })
      if (built === undefined || 'problems' in built) return
      const url = new URL(`https://api.example:8443${built.request.url}`)
      const segments = url.pathname.split('/')
      expect([url.origin, url.search, url.hash, segments.length]).toEqual(['https://api.example:8443', '', '', 10])
      expect([segments[5], segments[7], segments[9]].map((segment) => decodeURIComponent(segment ?? ''))).toEqual([
        workspaceId,
        aliasId,
        templateName,
      ])
      expect(url.pathname).toBe(built.request.url)
    }),
    { numRuns: 3000 },
  )
})

test('a query keeps to its parameters', async () => {
  const node = await loadNode()
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (workspaceId) => {
      const built = node.methods
        .get('writeToCjds')
        ?.buildRequest({ ...good.writeToCjds, bodyMode: 'json', jsonBody: goodEvent, workspaceId })
      if (built === undefined || 'problems' in built) return
      const url = new URL(`https://api.example${built.request.url}`)
      expect([url.pathname, [...url.searchParams]]).toEqual(['/publish/v1/api/event', [['workspaceId', workspaceId]]])
    }),
    { numRuns: 1000 },
  )
})
