import { describe, expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { complete, describeAt, type Completion } from '../../src/studio/page/manifest/completion.js'
import type { Schema } from '../../src/studio/page/manifest/schema.js'
import { kindOf, vocabularyOf } from '../../src/studio/page/manifest/vocabulary.js'

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
const names = ['node', 'method', 'options', 'overlay', 'definitions']
const schemas = Object.fromEntries(
  names.map((name) => [name, JSON.parse(read(`schemas/${name}.schema.json`)) as Schema]),
)

const node = JSON.stringify({
  methods: ['createTicket'],
  authentication: { type: 'oauth2AuthorizationCode', input: 'connection' },
  defaults: {
    inputs: { connection: { title: 'Connection', type: 'string' } },
    responses: { '404': 'onNotFound' },
    faults: { timeout: 'onTimeout' },
    outcomes: { onNotFound: { title: 'Not found' } },
  },
})
const feed = JSON.stringify({ id: 'queues', title: 'Queues' })

const inputs = `"inputs": {
    "subject": { "title": "Subject", "type": "string" },
    "mode": { "title": "Mode", "type": "string", "enum": ["short", "long"] },
    "urgent": { "title": "Urgent", "type": "boolean" },
    "tags": { "title": "Tags", "type": "array", "items": { "type": "string", "enum": ["a", "b"] } }
  }`

/** Completes where the bar stands; documents beside it are a node and a drop-down. */
function at(marked: string, file = 'methods/create-ticket.json'): Completion | undefined {
  const { text, offset, context } = situation(marked, file)
  return complete(text, offset, context)
}

function situation(marked: string, file = 'methods/create-ticket.json') {
  const offset = marked.indexOf('|')
  const text = marked.slice(0, offset) + marked.slice(offset + 1)
  const files = { 'node.json': node, 'options/queues.json': feed, [file]: text }
  return { text, offset, context: { schemas, kind: kindOf(file), vocabulary: vocabularyOf(files, file) } }
}

const labels = (marked: string, file?: string): string[] =>
  at(marked, file)?.suggestions.map(({ label }) => label) ?? []

/** The document with the suggestion of this label in place, its fields without their marks. */
function taken(marked: string, label: string, file?: string): string {
  const { text } = situation(marked, file)
  const completion = at(marked, file)
  const chosen = completion?.suggestions.find((suggestion) => suggestion.label === label)
  if (completion === undefined || chosen === undefined) throw new Error(`Nothing is called ${label} here.`)
  const { from, to } = completion.replace
  const comma = completion.commaAt ?? from
  const plain = chosen.insert.replaceAll(/#\{([^{}]*)\}/g, '$1')
  return `${text.slice(0, comma)}${completion.commaAt === undefined ? '' : ','}${text.slice(comma, from)}${plain}${text.slice(to)}`
}

describe('keys', () => {
  test('are those that the schema knows, the required ones first, with what it says of them', () => {
    const suggestions = at('{ | }')?.suggestions ?? []
    expect(suggestions[0]?.label).toBe('manifest')
    expect(suggestions.map(({ label }) => label)).toEqual(expect.arrayContaining(['id', 'inputs', 'constraints']))
    expect(suggestions.find(({ label }) => label === 'inputs')).toMatchObject({
      kind: 'key',
      detail: 'Inputs',
      info: 'The fields, in the order in which a form shows them.',
    })
  })

  test('that the object has are not offered again, but the one at the cursor is', () => {
    expect(labels('{ "id": "a", "version": 1, "re|" }')).not.toEqual(expect.arrayContaining(['id']))
    expect(labels('{ "id|": "a" }')).toContain('id')
  })

  test('that a condition of the schema forbids for the value are left out', () => {
    expect(labels('{ "inputs": { "a": { "type": "string", "|" } } }')).not.toContain('split')
    expect(labels('{ "inputs": { "a": { "type": "array", "|" } } }')).toContain('split')
  })

  test('replace the whole key and keep its value', () => {
    expect(taken('{ "tit|le": "A" }', 'description')).toBe('{ "description": "A" }')
  })

  test('bring their value begun, with what it requires', () => {
    expect(taken('{ "req| }', 'request').replaceAll(/\s+/g, ' ')).toContain('"request": { "method": "", "url": "" }')
    expect(taken('{ man| }', 'manifest')).toBe('{ "manifest": 1 }')
    expect(taken('{ | }', 'annotations')).toContain('"readOnly": true')
  })

  test('bring the comma before the next one, and the one that the line before lacks', () => {
    expect(taken('{\n  |\n  "id": "a"\n}', 'version')).toBe('{\n  "version": ,\n  "id": "a"\n}')
    expect(taken('{\n  "id": "a"\n  |\n}', 'title')).toBe('{\n  "id": "a",\n  "title": ""\n}')
    expect(taken('{\n  "id": "a"\n  ti|\n}', 'title')).toBe('{\n  "id": "a",\n  "title": ""\n}')
  })

  test('of a new input, output or response come as an entry begun', () => {
    expect(taken('{ "inputs": { | } }', 'New input').replaceAll(/\s+/g, ' ')).toBe(
      '{ "inputs": { "name": { "title": "", "type": "" } } }',
    )
    expect(labels('{ "outputs": { | } }')).toContain('New output')
    expect(taken('{ "responses": { | } }', '409')).toBe('{ "responses": { "409": "" } }')
    const [begun, ...like] = labels('{ "inputs": { | } }').filter((label) => label.startsWith('New'))
    expect(begun).toBe('New input')
    expect(like.length).toBeGreaterThan(0)
  })

  test('name what other parts declare', () => {
    expect(labels(`{ ${inputs}, "examples": [{ "inputs": { "|" } }] }`)).toEqual(
      expect.arrayContaining(['subject', 'mode', 'connection']),
    )
    expect(labels('{ "responses": { "201": "onCreated" }, "outcomes": { "|" } }')).toEqual(
      expect.arrayContaining(['onCreated', 'onTimeout', 'onNotFound']),
    )
    expect(labels(`{ "inputs": { "m": { "enum": ["x", "y"], "enumTitles": { "x": "X", "|" } } } }`)).toEqual(['y'])
    expect(labels(`{ ${inputs}, "request": { "body": { "$select": "$inputs.mode", "cases": { "|" } } } }`)).toEqual([
      'short',
      'long',
    ])
  })
})

describe('values', () => {
  test('are the choices of the schema, also through references and conditions', () => {
    expect(labels('{ "request": { "method": | } }')).toEqual(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'])
    expect(labels('{ "inputs": { "a": { "type": "|" } } }')).toEqual([
      ...['string', 'boolean', 'integer', 'number', 'array', 'object'],
    ])
    expect(labels('{ "inputs": { "a": { "items": { "type": ["|"] } } } }')).toContain('null')
    expect(labels('{ "annotations": { "readOnly": | } }')).toEqual(['true', 'false'])
  })

  test('replace the whole value, quotes included', () => {
    expect(taken('{ "request": { "method": "PO|ST" } }', 'PUT')).toBe('{ "request": { "method": "PUT" } }')
    expect(taken('{ "request": { "method":| } }', 'PUT')).toBe('{ "request": { "method": "PUT" } }')
    expect(taken('{ "annotations": { "readOnly": tr|ue } }', 'false')).toBe('{ "annotations": { "readOnly": false } }')
  })

  test('are not offered behind a finished text', () => {
    expect(at('{ "request": { "method": "POST"| } }')).toBeUndefined()
  })

  test('name inputs wherever one is meant', () => {
    const all = ['subject', 'mode', 'urgent', 'tags', 'connection']
    const sorted = (marked: string, file?: string): string[] => labels(marked, file).toSorted()
    expect(sorted(`{ ${inputs}, "required": ["|"] }`)).toEqual(all.toSorted())
    expect(sorted(`{ ${inputs}, "constraints": [{ "schema": { "anyOf": [{ "required": [|] }] } }] }`)).toEqual(
      all.toSorted(),
    )
    expect(sorted(`{ ${inputs}, "request": { "body": { "a": ["$|"] } } }`)).toEqual(
      all.map((name) => `$inputs.${name}`).toSorted(),
    )
    expect(sorted(`{ ${inputs}, "request": { "headers": { "x-id": "|" } } }`)).toContain('$inputs.subject')
    expect(
      sorted('{ "authentication": { "input": "|" }, "defaults": { "inputs": { "main": {} } } }', 'node.json'),
    ).toEqual(['main'])
  })

  test('name inputs in the braces of a URL, and nothing outside of them', () => {
    const marked = `{ ${inputs}, "request": { "url": "/tickets/{sub|x}" } }`
    expect(taken(marked, 'subject')).toContain('"/tickets/{subject}"')
    expect(taken(`{ ${inputs}, "request": { "url": "/tickets{?subject,|}" } }`, 'mode')).toContain('{?subject,mode}')
    expect(labels(`{ ${inputs}, "request": { "url": "/tick|ets" } }`)).toEqual([])
  })

  test('in a condition are the choices of the input that it is about', () => {
    const when = (condition: string): string => `{ ${inputs.slice(0, -1)}, "b": { "visibleWhen": ${condition} } } }`
    expect(labels(when('{ "properties": { "mode": { "const": "|" } } }'))).toEqual(['short', 'long'])
    expect(labels(when('{ "properties": { "urgent": { "const": | } } }'))).toEqual(['true', 'false'])
    expect(labels(when('{ "properties": { "tags": { "contains": { "const": "|" } } } }'))).toEqual(['a', 'b'])
    expect(labels(when('{ "properties": { "|" } }'))).toEqual(expect.arrayContaining(['mode', 'subject']))
  })

  test('name outcomes, drop-downs and methods', () => {
    expect(labels('{ "responses": { "201": "onDone", "default": "|" } }')).toEqual(
      expect.arrayContaining(['onDone', 'onNotFound', 'onTimeout']),
    )
    expect(labels('{ "inputs": { "q": { "options": { "from": "|" } } } }')).toEqual(['queues'])
    expect(
      complete('{ "methods": [""] }', 14, {
        schemas,
        kind: 'node',
        vocabulary: vocabularyOf({ 'node.json': node, 'methods/a.json': '{ "id": "createTicket" }' }, 'node.json'),
      })?.suggestions.map(({ label }) => label),
    ).toEqual(['createTicket'])
  })

  test('refer to what the answers of the examples hold', () => {
    const marked = `{ "outputs": { "id": { "from": "$re|" } },
      "examples": [{ "response": { "status": 200, "body": { "data": { "a/b": 1 } } } }] }`
    expect(labels(marked)).toEqual(
      expect.arrayContaining([
        '$response.body#/data',
        '$response.body#/data/a~1b',
        '$response.status',
        '$problem.message',
      ]),
    )
  })
})

describe('what is said of a place', () => {
  test('is what the schema says of the key, with what it allows', () => {
    const { text, offset, context } = situation('{ "request": { "me|thod": "GET" } }')
    expect(describeAt(text, offset, context)).toEqual({
      from: 15,
      to: 23,
      title: 'HTTP method',
      allowed: 'One of "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"',
    })
  })

  test('is nothing between keys', () => {
    const { text, offset, context } = situation('{ "id": "a", | "title": "b" }')
    expect(describeAt(text, offset, context)).toBeUndefined()
  })
})

test('no place of the shipped documents makes completion fail, whatever is cut off', () => {
  const file = 'methods/write-to-cjds.json'
  const text = read(`node-manifest/v1/${file}`)
  const context = { schemas, kind: kindOf(file), vocabulary: vocabularyOf({ [file]: text }, file) }
  let offered = 0
  for (let offset = 0; offset < 4000; offset += 7) {
    const whole = complete(text, offset, context)
    const cut = complete(text.slice(0, offset), offset, context)
    for (const completion of [whole, cut]) {
      if (completion === undefined) continue
      offered++
      expect(completion.replace.from).toBeLessThanOrEqual(completion.from)
      expect(completion.from).toBeLessThanOrEqual(offset)
    }
  }
  expect(offered).toBeGreaterThan(100)
})
