import type { JSONSchema } from 'json-schema-to-typescript'
import type { JsonSchema } from '../manifest/manifest.js'
import type { ResolvedNode } from '../manifest/resolve.js'
import { methodOutcomes } from '../outcome/outcome-table.js'
import { inputSchema, outputsSchema } from './schemas.js'

/**
 * The source of a module with TypeScript types for a node: an interface for the inputs and the outputs of each method,
 * its outcomes as a union, and `name` that brings them together for `loadNode<name>()`.
 * Needs json-schema-to-typescript, which is installed beside this package by who generates types.
 */
export async function typesModule(node: ResolvedNode, name: string): Promise<string> {
  const { compile } = await import('json-schema-to-typescript')
  const options = { bannerComment: '', additionalProperties: false, ignoreMinAndMaxItems: true, format: false }
  const parts: string[] = []
  for (const method of node.methods) {
    const type = pascalCase(method.id)
    parts.push(
      withUndefined(await compile(codegenView(inputSchema(node, method)), `${type}Inputs`, options)),
      await compile(codegenView(outputsSchema(method)), `${type}Outputs`, options),
      `/** The outcomes of ${method.title}; each run ends in exactly one. */\nexport type ${type}Outcome =\n` +
        methodOutcomes(method)
          .map(({ name: outcome }) => `  | '${outcome}'`)
          .join('\n'),
    )
  }
  const methods = node.methods.map(({ id }) => {
    const type = pascalCase(id)
    return `  readonly ${id}: { readonly inputs: ${type}Inputs; readonly outputs: ${type}Outputs; readonly outcome: ${type}Outcome }`
  })
  parts.push(`/** The methods of ${node.title} by id. */\nexport type ${name} = {\n${methods.join('\n')}\n}`)
  const source = parts.map((part) => indented(part.trim()).replace(/(\([^()]*\)|\w+)\[\]/g, 'readonly $1[]'))
  return `// Generated from manifests; change those instead.\n\n${source.join('\n\n')}\n`
}

/**
 * A schema as json-schema-to-typescript needs it: titles would each become an exported alias, so they go into the
 * description; and a pattern says nothing to a type, so texts with variables are spelt out.
 */
function codegenView(schema: JsonSchema): JSONSchema {
  const { $schema: _draft, title: _title, ...rest } = schema
  return view({ ...rest, properties: schema.properties }) as JSONSchema

  function view(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(view)
    if (typeof value !== 'object' || value === null) return value
    const { title, examples: _examples, pattern, ...members } = value as Readonly<Record<string, unknown>>
    const viewed = Object.fromEntries(
      Object.entries(members).map(([key, member]) => [
        key,
        key === 'enum' || key === 'required' ? member : view(member),
      ]),
    )
    const description = [title, members.description].filter((text) => typeof text === 'string').join(': ')
    // Without a type it would be taken for an object.
    if (typeof title === 'string' && Object.keys(members).every((key) => key === 'description' || key === 'deprecated'))
      return { description, tsType: 'unknown' }
    const open = viewed.type === 'object' && viewed.properties === undefined ? { additionalProperties: true } : {}
    return {
      ...open,
      ...viewed,
      ...(description === '' || typeof title === 'object' ? {} : { description }),
      ...(title !== null && typeof title === 'object' ? { title: view(title) } : {}),
      ...(typeof pattern === 'string' ? { tsType: patternType(pattern) } : {}),
    }
  }
}

/** What is between braces by two spaces for each; the generator leaves that to a formatter. */
function indented(source: string): string {
  let depth = 0
  let comment = false
  return source
    .split('\n')
    .map((line) => {
      comment ||= line.startsWith('/**')
      if (!comment && line.startsWith('}')) depth -= 1
      const result = line.startsWith('  ') || line === '' ? line : `${'  '.repeat(depth)}${line}`
      if (!comment && line.endsWith('{')) depth += 1
      if (line.trimEnd().endsWith('*/')) comment = false
      return result
    })
    .join('\n')
}

/** An input may be passed as undefined too, which programs with `exactOptionalPropertyTypes` need to be told. */
function withUndefined(source: string): string {
  return source.replace(/ \| null\)$/gm, ' | null | undefined)')
}

function patternType(pattern: string): string {
  const variable = '`$(${string})`'
  return pattern.includes('[Tt]') ? `'true' | 'false' | ${variable}` : variable
}

function pascalCase(id: string): string {
  return id.charAt(0).toUpperCase() + id.slice(1)
}
