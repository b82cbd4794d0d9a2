import { describe, expect, test } from '@jest/globals'
import { Ajv } from 'ajv'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { documentChecker } from '../../src/manifest/check.js'
import { parseDocument } from '../../src/manifest/document.js'
import type { DocumentKind } from '../../src/manifest/read-directory.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const kinds = ['node', 'method', 'options', 'overlay'] as const
const files = ['definitions', ...kinds].map((name) => `${name}.schema.json`)

interface Schema {
  readonly title?: string
  readonly description?: string
  readonly type?: unknown
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: boolean | Schema
  readonly items?: Schema
  readonly definitions?: Readonly<Record<string, Schema>>
  readonly examples?: readonly unknown[]
  readonly antiExamples?: readonly unknown[]
  readonly $ref?: string
}

const ajv = new Ajv({ strict: true, strictRequired: false, allowUnionTypes: true, allErrors: true })
ajv.addVocabulary(['antiExamples'])
const schemas = files.map((file) => ({ file, schema: json(`schemas/${file}`) as Schema }))
for (const { file, schema } of schemas) ajv.addSchema(schema, file)

/** Every schema in a file that has a place of its own, with its address. */
const places = schemas.flatMap(({ file, schema }) => walk(schema, `${file}#`))
const definitions = places.filter(
  ({ place }) => /^[^#]+#(?:\/definitions\/[^/]+)?$/.test(place) && place !== 'definitions.schema.json#',
)

function walk(schema: Schema, place: string): { place: string; schema: Schema }[] {
  const inner = (keyword: 'properties' | 'definitions'): { place: string; schema: Schema }[] =>
    Object.entries(schema[keyword] ?? {}).flatMap(([name, each]) => walk(each, `${place}/${keyword}/${name}`))
  return [
    { place, schema },
    ...inner('definitions'),
    ...inner('properties'),
    ...(['items', 'additionalProperties'] as const).flatMap((keyword) => {
      const each = schema[keyword]
      return typeof each === 'object' ? walk(each, `${place}/${keyword}`) : []
    }),
  ]
}

function json(file: string): unknown {
  return JSON.parse(readFileSync(resolve(root, file), 'utf8'))
}

const examples = (keyword: 'examples' | 'antiExamples'): { place: string; value: unknown }[] =>
  places.flatMap(({ place, schema }) => (schema[keyword] ?? []).map((value) => ({ place, value })))

describe('Meta-schemas', () => {
  test.each(schemas)('$file is draft-07 with a title and a description', ({ schema }) => {
    expect(schema).toMatchObject({ $schema: 'http://json-schema.org/draft-07/schema#' })
    expect([schema.title, schema.description]).toEqual([expect.any(String), expect.any(String)])
    expect(new Ajv({ strict: false }).validateSchema(schema)).toBe(true)
  })

  test.each(definitions)('$place has a title, a description, and examples of both kinds', ({ place, schema }) => {
    expect(schema.title).toMatch(/^[A-Z]/)
    if (schema.$ref === undefined) expect(schema.description).toMatch(/^[A-Z].*\.$/s)
    expect(schema.examples?.length ?? 0).toBeGreaterThan(0)
    // Anything can be a body; what a body may hold is checked by lint.
    if (!place.endsWith('/body')) expect(schema.antiExamples?.length ?? 0).toBeGreaterThan(0)
  })

  test.each(places.filter(({ place }) => /\/properties\/[^/]+$/.test(place)))('$place has a title', ({ schema }) => {
    if (schema.$ref === undefined && Object.keys(schema).length > 0) expect(schema.title).toMatch(/^[A-Z]/)
  })

  test.each(places.filter(({ schema }) => schema.properties !== undefined))('$place is closed', ({ place, schema }) => {
    expect(schema.additionalProperties).toBe(false)
    const validate = ajv.compile({ $ref: place.replace(/#$/, '') })
    expect(validate({ 'not a key': 1 })).toBe(false)
    expect((validate.errors ?? []).map(({ params }) => params.additionalProperty as unknown)).toContain('not a key')
  })

  test.each(examples('examples').filter(({ place }) => !place.endsWith('/properties/examples')))(
    '$place: the example $value is right',
    ({ place, value }) => {
      const validate = ajv.compile({ $ref: place.replace(/#$/, '') })
      expect(validate(value) || validate.errors).toBe(true)
    },
  )

  test.each(examples('antiExamples'))('$place: the anti-example $value is wrong', ({ place, value }) => {
    expect(ajv.compile({ $ref: place.replace(/#$/, '') })(value)).toBe(false)
  })
})

describe('Shipped manifests', () => {
  const shipped = readdirSync(resolve(root, 'node-manifest/v1'), { recursive: true, encoding: 'utf8' })
    // Translations are texts by text, checked in locales.test.ts.
    .filter((name) => name.endsWith('.json') && !name.startsWith('locales'))
    .map((name) => `node-manifest/v1/${name}`)

  test('are found', () => {
    expect(shipped.length).toBeGreaterThanOrEqual(8)
  })

  test.each(shipped)('%s is linked to the schema that it fulfils', (file) => {
    const kind = (/(methods|options|overlays)\//.exec(file)?.[1]?.replace(/s$/, '') ?? 'node').replace(
      'option',
      'options',
    ) as DocumentKind
    const { $schema } = json(file) as { $schema: string }
    expect(relative(root, resolve(root, dirname(file), $schema))).toBe(`schemas/${kind}.schema.json`)
    const parsed = parseDocument(file, readFileSync(resolve(root, file), 'utf8'))
    expect('document' in parsed && documentChecker()(kind, parsed.document)).toEqual({ problems: [], readable: true })
  })
})
