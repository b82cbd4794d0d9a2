import { describe, expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createExecutor, ManifestError, type Explanation, type FlowNode } from '../../src/index.js'
import { parseMarkdown, type Block } from './markdown.js'
import { loadSample, merge, type Json } from './sample-node.js'
import { root } from './scenario.js'

// The reference of the manifest language is executed: a table after a JSON block says what comes of the block, row by row.
//
// `Saved | Value`      inputs as saved, and the values they become, or the problem they are
// `Saved | Request`    inputs as saved, and the request that is built
// `Answer | Ends in`   an answer of the service, and the outcome with outputs
// `Mistake | Message`  changes to the block, and what lint says of them

type Check = (fragment: Json, given: Json, result: string) => Promise<void>

interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly text?: string
}

const checks: Readonly<Record<string, Check>> = {
  'Saved | Value': async (fragment, saved, result) => {
    const { fault, values } = await explain(await loadSample(fragment), saved)
    const [first, rest] = splitCode(result)
    if (/^[A-Z_]+$/.test(first))
      expect({ code: fault?.code, text: fault?.errors[0] }).toEqual({ code: first, text: rest })
    else expect({ values, fault }).toEqual({ values: JSON.parse(first) as Json, fault: undefined })
  },
  'Saved | Request': async (fragment, saved, result) => {
    const { request, fault } = await explain(await loadSample(fragment), saved)
    const [line, ...parts] = codeSpans(result)
    expect(fault).toBeUndefined()
    expect(`${request?.method} ${request?.url.replace(service, '')}`).toBe(line)
    for (const part of parts)
      if (/^[[{]/.test(part)) expect(request?.body).toEqual(JSON.parse(part))
      else expect(Object.entries(request?.headers ?? {}).map(([name, value]) => `${name}: ${value}`)).toContain(part)
    if (result.includes('no body')) expect(request?.body).toBeUndefined()
  },
  'Answer | Ends in': async (fragment, answer, result) => {
    const { status, headers = {}, body, text = '' } = answer as unknown as Answer
    const executor = createExecutor(await loadSample(fragment), {
      baseUrl: service,
      transport: () => Promise.resolve({ status, headers, body: body === undefined ? text : JSON.stringify(body) }),
    })
    const { outcome, outputs, meta } = await executor.execute('sample', {})
    const [expected, ...parts] = codeSpans(result)
    expect(outcome).toBe(expected)
    const codes = [meta.code, ...meta.warnings.map(({ code }) => code)]
    for (const part of parts)
      if (part.startsWith('{')) expect(outputs).toEqual(JSON.parse(part))
      else expect(codes).toContain(part)
  },
  'Mistake | Message': async (fragment, change, result) => {
    const { node = {}, ...method } = change as { node?: Json } & Json
    const problems = await loadSample(merge(fragment, method) as Json, node).then(
      () => [],
      (error: unknown) => (error instanceof ManifestError ? error.problems : Promise.reject(error as Error)),
    )
    const messages = problems.map(({ message, suggestion }) =>
      suggestion === undefined ? message : `${message} Did you mean "${suggestion}"?`,
    )
    expect(messages).toContain(result.replaceAll('`', ''))
  },
}

const service = 'http://127.0.0.1:9'
const text = readFileSync(join(root, 'docs/manifest-language.md'), 'utf8')
const { blocks, tables } = parseMarkdown(text)
const fragments = blocks.filter(({ attributes }) => attributes.part === 'inputs' || 'fragment' in attributes)

describe('the reference of the manifest language', () => {
  test.each(fragments.map((block) => [block.line, block] as const))('line %i is a method', async (_line, block) => {
    expect((await loadSample(fragmentOf(block))).methods.size).toBe(1)
  })

  for (const { header, rows, line } of tables) {
    const check = checks[header.join(' | ')]
    if (check === undefined) continue
    const block = fragments.filter((candidate) => candidate.line < line).at(-1)
    rows.forEach(([given = '', result = ''], row) => {
      test(`line ${line + 2 + row}: ${given} -> ${result}`, async () => {
        expect.hasAssertions()
        await check(block === undefined ? {} : fragmentOf(block), JSON.parse(codeSpans(given)[0] ?? '') as Json, result)
      })
    })
  }

  test('names every key of a manifest and every format', () => {
    const missing = [...keysOfSchemas()].filter((name) => !text.includes(`\`${name}\``))
    expect(missing).toEqual([])
  })
})

/** What a block says of a method: its inputs, or some of its keys. */
function fragmentOf({ attributes, text: json }: Block): Json {
  const value = JSON.parse(json) as Json
  return attributes.part === 'inputs' ? { inputs: value } : value
}

async function explain(node: FlowNode, saved: Json): Promise<Explanation> {
  const executor = createExecutor(node, {
    baseUrl: service,
    uuid: () => '3f6a2b1c-8d4e-4f70-9a51-c2e7d8b90f14',
    now: () => Date.UTC(2026, 0, 31, 9, 30),
  })
  return executor.explain('sample', saved, { variables: { caller: '+12025550100', floor: 3 } })
}

function codeSpans(cell: string): string[] {
  return [...cell.matchAll(/`` (.*?) ``|`([^`]*)`/g)].map(([, long, short]) => long ?? short ?? '')
}

/** The first code span of a cell and the text after it. */
function splitCode(cell: string): [string, string] {
  return [
    codeSpans(cell)[0] ?? '',
    cell
      .replace(/^`` .*? ``|^`[^`]*`/, '')
      .replaceAll('`', '')
      .trim(),
  ]
}

/** Every name that a schema of the language defines for a manifest's author, and the formats. */
function keysOfSchemas(): Set<string> {
  const names = new Set<string>()
  const schemas = ['definitions', 'node', 'method', 'options', 'overlay'].map(
    (name) => JSON.parse(readFileSync(join(root, `schemas/${name}.schema.json`), 'utf8')) as Json,
  )
  const walk = (schema: unknown): void => {
    if (typeof schema !== 'object' || schema === null) return
    for (const [key, value] of Object.entries(schema)) {
      if (key === 'examples' || key === 'antiExamples') continue
      if (key === 'properties') for (const name of Object.keys(value as Json)) names.add(name)
      if (key === 'format') for (const name of (value as { enum?: string[] }).enum ?? []) names.add(name)
      walk(value)
    }
  }
  schemas.forEach(walk)
  return names
}
