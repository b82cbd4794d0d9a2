import fc from 'fast-check'
import type { InputManifest, JsonSchema } from '../../../src/index.js'
import { anything } from '../../support/anything.js'

/** Values that are fine for each format. */
const formatted: Readonly<Record<string, fc.Arbitrary<string>>> = {
  'utc-date-time': fc.constantFrom('2026-01-31T09:30:00Z', '2024-02-29T23:59:59.999Z'),
  'date-time': fc.constant('2026-01-31T09:30:00+01:00'),
  date: fc.constant('2026-01-31'),
  time: fc.constant('09:30:00Z'),
  email: fc.emailAddress(),
  uuid: fc.uuid(),
  ipv4: fc.ipV4(),
  ipv6: fc.ipV6(),
  hostname: fc.domain(),
  uri: fc.webUrl(),
  'uri-reference': fc.webPath(),
}

const word = fc.oneof(
  { weight: 15, arbitrary: fc.stringMatching(/^[A-Za-z0-9+@. _-]{1,12}$/) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ...[
        '..',
        '.',
        '...',
        '%2e%2e',
        'a/b',
        '\\\\evil',
        '//elsewhere.invalid/x',
        'http://elsewhere.invalid',
        'a?b=c#d',
      ],
      ...[
        'a,b',
        'a;b',
        'a\r\nx-evil: 1',
        '\u0000',
        '100%',
        '+',
        '👩‍💻',
        '[email protected]',
        '$544.73',
        '{{x}}',
        '\ud800',
      ],
    ),
  },
)

/** A value that mostly is what the schema asks for. */
function fitting(schema: JsonSchema): fc.Arbitrary<unknown> {
  const { enum: choices, const: only } = schema as { enum?: readonly unknown[]; const?: unknown }
  if (only !== undefined) return fc.constant(only)
  if (Array.isArray(choices) && choices.length > 0) return fc.constantFrom(...choices)
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'string':
      if (typeof schema.pattern === 'string') return matching(schema.pattern)
      return formatted[String(schema.format)] ?? word
    case 'boolean':
      return fc.boolean()
    case 'integer':
      return fc.integer({ min: -1, max: 5 })
    case 'number':
      return fc.double({ min: 0, max: 10, noNaN: true })
    case 'array':
      return fc.array(fitting((schema.items ?? { type: 'string' }) as JsonSchema), { maxLength: 4 })
    case 'object':
      return object(schema)
    default:
      return fc.constant(null)
  }
}

/** fast-check knows no lookarounds and the like, which a changed manifest may have. */
function matching(pattern: string): fc.Arbitrary<string> {
  try {
    return fc.stringMatching(new RegExp(pattern, 'u'), { maxLength: 30 })
  } catch {
    return word
  }
}

function object({ properties = {} }: JsonSchema): fc.Arbitrary<unknown> {
  const members = Object.entries(properties as Readonly<Record<string, JsonSchema>>)
  if (members.length === 0)
    return fc.dictionary(fc.string({ maxLength: 5 }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 })
  return fc.record(Object.fromEntries(members.map(([name, schema]) => [name, fitting(schema)])), { requiredKeys: [] })
}

/** How an author or a program may have saved a value. */
function saved(input: InputManifest): fc.Arbitrary<unknown> {
  const value = fitting(input)
  return fc.oneof(
    { weight: 40, arbitrary: value },
    { weight: 8, arbitrary: value.map((fits) => asText(fits, input.split)) },
    { weight: 1, arbitrary: fc.constantFrom('$(a)', ' $(b) ', 'x$(c)y', '$(', '$(nobody)', '{"x": $(a)}') },
    { weight: 1, arbitrary: anything },
  )
}

function asText(value: unknown, separator: string | undefined): unknown {
  if (Array.isArray(value) && separator !== undefined) return value.map(String).join(separator)
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/**
 * Saved inputs of a method: mostly all of them and mostly right.
 * @param authorization the input that names the connection, which is `main`
 */
export function savedInputs(
  inputs: Readonly<Record<string, InputManifest>>,
  authorization: string | undefined,
): fc.Arbitrary<unknown> {
  const named = fc.oneof({ weight: 40, arbitrary: fc.constant('main') }, anything)
  const fields = Object.fromEntries(
    Object.entries(inputs).map(([id, input]) => [id, id === authorization ? named : saved(input)]),
  )
  const some = fc.record(fields, { requiredKeys: [] })
  return fc.oneof(
    { weight: 20, arbitrary: fc.record(fields) },
    { weight: 8, arbitrary: some },
    {
      weight: 1,
      arbitrary: fc.tuple(some, fc.dictionary(fc.string(), anything)).map(([known, more]) => ({ ...more, ...known })),
    },
    { weight: 1, arbitrary: anything },
  )
}

/** The flow's variables, in any of the ways to give them. */
export const variables: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.oneof(word, fc.jsonValue(), anything)) },
  { weight: 1, arbitrary: anything },
)
