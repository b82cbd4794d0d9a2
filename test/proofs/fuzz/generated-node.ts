import type { Random } from '../../support/random.js'

type Json = Readonly<Record<string, unknown>>

/** The files of a node, by their path in its directory. */
export type NodeFiles = Readonly<Record<string, unknown>>

const formats = ['identifier', 'non-blank', 'path-segment', 'utc-date-time', 'date', 'email', 'uuid', 'ipv4', 'uri']
const patterns: readonly Json[] = [
  { pattern: '^[A-Z]{2,4}-[0-9]{1,6}$', maxLength: 20, patternMessage: 'letters, a hyphen and digits' },
  { pattern: '^[0-9]{1,16}$', maxLength: 16, patternMessage: 'digits' },
  { pattern: '^[^,]*$', maxLength: 30, patternMessage: 'without a comma' },
]
const bodyFreeMethods = ['GET', 'HEAD']

/** A node of a few methods that is right by construction, out of every part of the manifest language. */
export function generatedNode(random: Random): NodeFiles {
  const signsIn = random.chance(0.7)
  const ids = ['one', 'two'].slice(0, random.integer(1, 2))
  const faults = random.pick([
    { invalidData: 'onRefused', invalidChoice: 'onRefused', timeout: 'onLost', error: 'onLost' },
    { invalidData: 'onBadData', invalidChoice: 'onBadChoice', timeout: 'onLate', error: 'onBroken' },
  ])
  return {
    'node.json': {
      manifest: 1,
      id: 'generated',
      version: '1.0',
      title: 'Generated',
      timeoutMs: 1000,
      limits: {
        textLength: random.pick([40, 10_000]),
        listItems: random.pick([3, 100]),
        jsonDepth: random.pick([4, 32]),
        requestBytes: random.pick([300, 262_144]),
        responseBytes: random.pick([64, 1_024, 4_194_304]),
      },
      methods: ids,
      ...(signsIn && { authentication: { type: 'oauth2AuthorizationCode', input: 'authorization' } }),
      defaults: {
        ...(signsIn && {
          inputs: { authorization: { title: 'Authorization', type: 'string' } },
          required: ['authorization'],
        }),
        faults,
        responses: Object.fromEntries(random.some(['400', '401', '429', '4XX', '5XX']).map((key) => [key, `on${key}`])),
        outputs: outputsOf(random, 'shared'),
      },
    },
    ...Object.fromEntries(ids.map((id) => [`methods/${id}.json`, method(random, id, faults.invalidData)])),
  }
}

function method(random: Random, id: string, refused: string): Json {
  const verb = random.pick(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'])
  const bodyFree = bodyFreeMethods.includes(verb)
  const inputs = inputsOf(random, bodyFree)
  const names = Object.keys(inputs)
  const flat = names.filter((name) => isFlat(inputs[name]))
  const inPath = names.filter((name) => name.startsWith('path'))
  const free = flat.filter((name) => !inPath.includes(name))
  const inQuery = bodyFree ? free : random.some(free, 0.3)
  const inHeader = bodyFree ? [] : random.some(free, 0.1)
  const inBody = names.filter((name) => ![...inPath, ...inQuery, ...inHeader].includes(name))
  const success = random.pick(['200', '201', '202', '2XX', '204'])
  return {
    manifest: 1,
    id,
    version: 1,
    title: id,
    annotations: { readOnly: bodyFree, idempotent: random.chance(0.5), destructive: false },
    inputs,
    required: [...new Set([...inPath, ...random.some(names, 0.3)])],
    ...(free.length > 1 && random.chance(0.3) && { constraints: [constraint(free)] }),
    request: {
      method: verb,
      url: urlOf(random, inPath, inQuery),
      headers: Object.fromEntries([
        ['X-Fixed', random.pick(['flow', '$$dollars', 'a b'])],
        ...inHeader.map((name) => [`X-${name}`, `$inputs.${name}`]),
      ]),
      ...(inBody.length > 0 && { body: bodyOf(random, inputs, inBody) }),
      ...(inBody.length > 0 && random.chance(0.2) && { contentType: 'application/json-patch+json' }),
    },
    responses: {
      [success]: 'onDone',
      ...Object.fromEntries(random.some(['404', '409', '3XX', '500']).map((key) => [key, `on${key}`])),
      default: 'onFailed',
    },
    responseBody: verb === 'HEAD' ? 'optional' : random.pick(['required', 'optional']),
    outputs: outputsOf(random, id),
    examples: [
      {
        name: 'done',
        inputs: {},
        response: { status: Number(success.replace('XX', '00')) },
        expect: { outcome: 'onDone' },
      },
      { name: 'failed', inputs: {}, response: { status: 418 }, expect: { outcome: 'onFailed' } },
      { name: 'refused', inputs: {}, expect: { outcome: refused } },
    ],
  }
}

function isFlat(input: unknown): boolean {
  const { type, items } = input as { type: string; items?: { type: string } }
  return type !== 'object' && items?.type !== 'object'
}

function inputsOf(random: Random, bodyFree: boolean): Record<string, Json> {
  const inputs: Record<string, Json> = {}
  for (let index = random.integer(0, 2); index > 0; index--)
    inputs[`path${index}`] = {
      title: `Path ${index}`,
      type: 'string',
      format: random.pick(['path-segment', 'identifier']),
    }
  inputs.mode = { title: 'Mode', type: 'string', enum: ['a', 'b', 'c'], default: 'a' }
  for (let index = random.integer(0, 5); index > 0; index--) {
    const kinds = bodyFree ? flatKinds : [...flatKinds, ...deepKinds]
    const hidden = random.chance(0.2) && {
      visibleWhen: { properties: { mode: { const: random.pick(['a', 'b']) } }, required: ['mode'] },
    }
    inputs[`field${index}`] = { title: `Field ${index}`, ...random.pick(kinds)(random), ...hidden }
  }
  return inputs
}

const flatKinds: readonly ((random: Random) => Json)[] = [
  (random) => ({ type: 'string', ...(random.chance(0.4) && { minLength: random.integer(0, 3), maxLength: 12 }) }),
  (random) => ({ type: 'string', format: random.pick(formats) }),
  (random) => ({ type: 'string', ...random.pick(patterns) }),
  (random) => ({ type: 'string', generate: random.pick(['uuid', 'now']) }),
  (random) => ({ type: 'boolean', ...(random.chance(0.5) && { default: random.chance(0.5) }) }),
  (random) => ({ type: 'integer', minimum: random.integer(-5, 0), maximum: random.integer(1, 100) }),
  (random) => ({ type: 'number', ...(random.chance(0.5) && { minimum: 0 }) }),
  (random) => ({ type: 'integer', enum: [1, 2, 3], ...(random.chance(0.5) && { default: 2 }) }),
  (random) => ({
    type: 'array',
    items: random.pick<Json>([
      { type: 'string' },
      { type: 'string', format: 'identifier' },
      { type: 'string', enum: ['x', 'y'] },
      { type: 'integer' },
    ]),
    split: random.pick([',', ';', '|']),
    ...(random.chance(0.3) && { maxItems: 3 }),
    ...(random.chance(0.3) && { minItems: 1, uniqueItems: true }),
  }),
]

const deepKinds: readonly ((random: Random) => Json)[] = [
  () => ({ type: 'object', parse: 'json' }),
  (random) => ({
    type: 'object',
    parse: 'json',
    properties: {
      id: { type: 'string', maxLength: 5 },
      kind: { type: 'string', enum: ['p', 'q'] },
      data: { type: 'object' },
    },
    required: random.some(['id', 'kind']),
    additionalProperties: random.chance(0.5),
  }),
  () => ({
    type: 'array',
    parse: 'json',
    items: {
      type: 'object',
      properties: { sku: { type: 'string' }, count: { type: ['integer', 'null'] } },
      required: ['sku'],
    },
  }),
]

function constraint(names: readonly string[]): Json {
  return {
    message: 'Give one of the two.',
    schema: { anyOf: names.slice(0, 2).map((name) => ({ required: [name] })) },
  }
}

function urlOf(random: Random, inPath: readonly string[], inQuery: readonly string[]): string {
  const path = ['v1', ...inPath.map((name) => random.pick([`{${name}}`, `x-{${name}}`, `by/{${name}}`]))].join('/')
  const explode = (name: string) => (random.chance(0.3) ? `${name}*` : name)
  if (inQuery.length === 0) return `/${path}${random.pick(['', '?all=true', '/end'])}`
  const names = inQuery.map(explode).join(',')
  return random.chance(0.5) ? `/${path}{?${names}}` : `/${path}?all=true{&${names}}`
}

function bodyOf(random: Random, inputs: Readonly<Record<string, Json>>, names: readonly string[]): unknown {
  const members = Object.fromEntries(names.map((name) => [name, wrapped(random, `$inputs.${name}`)]))
  const body = { ...members, fixed: [1, null, true, '$$literal'], nested: { deep: { $$dollar: 'x' } } }
  if (!Object.hasOwn(inputs, 'mode') || !random.chance(0.3)) return body
  return { $select: '$inputs.mode', cases: { a: body, b: { only: '$inputs.mode' }, c: null } }
}

function wrapped(random: Random, reference: string): unknown {
  return random.pick<unknown>([reference, { value: reference }, [reference, 'and'], { $optional: { kept: reference } }])
}

function outputsOf(random: Random, prefix: string): Json {
  const sources = [
    '$response.body#',
    '$response.body#/data',
    '$response.body#/data/0/id',
    '$response.body#/a~1b/m~0n',
    '$response.body#/errors',
    '$response.header.x-request-id',
    '$response.statusCode',
    '$response.status',
    '$problem.message',
    '$problem.errors',
  ]
  const each = { each: '$response.body#/errors', take: '/message' }
  return Object.fromEntries(
    Array.from({ length: random.integer(1, 5) }, (_, index) => {
      const type = random.pick(['string', 'number', 'boolean', 'array', 'object', 'any'])
      const from = [
        random.pick(sources),
        ...random.some(sources, 0.15),
        ...(type === 'array' && random.chance(0.5) ? [each] : []),
      ]
      const name = `${prefix}Output${index}`
      return [
        name,
        {
          title: name,
          type,
          from: from.length === 1 ? from[0] : from,
          ...(type === 'string' && random.chance(0.5) && { maxLength: random.integer(1, 20) }),
          ...(type === 'array' &&
            random.chance(0.5) && { items: { type: random.pick(['string', 'any']) }, maxItems: 2 }),
          ...(random.chance(0.2) && { deprecatedName: `${name}Old` }),
        },
      ]
    }),
  )
}
