import { _ } from 'ajv'
import standaloneCode from 'ajv/dist/standalone/index.js'
import { formatTests } from '../keywords/formats.js'
import { createAjv, validationOptions } from '../manifest/ajv.js'
import type { ResolvedMethod } from '../manifest/resolve.js'
import { validationSchemas } from '../manifest/validation-schemas.js'

/**
 * The source of a module with a method's validators, compiled ahead of time: loading it evaluates no code and needs no
 * Ajv compiler.
 * @throws {Error} for a format whose rule stands in ajv-formats, which such a module does not take along
 */
export function validatorsModule(method: ResolvedMethod): string {
  const ajv = createAjv({
    ...validationOptions,
    code: { source: true, esm: true, lines: true, formats: _`formatTests` },
  })
  const variables = new Map<string, string>()
  // Many inputs are shown under the same condition; each condition is compiled once.
  const compiled = new Map<string, string>()
  for (const [name, schema] of Object.entries(validationSchemas(method))) {
    const text = JSON.stringify(schema)
    for (const [, format] of text.matchAll(/"format":"([^"]+)"/g))
      if (format === undefined || !Object.hasOwn(formatTests, format))
        throw new Error(`The format ${format} of ${method.id} cannot be compiled ahead of time.`)
    const variable = compiled.get(text) ?? name.replace(/\W/g, '_')
    if (!compiled.has(text)) ajv.addSchema(schema, variable)
    compiled.set(text, variable)
    variables.set(name, variable)
  }
  // Ajv's types describe a default export of its CommonJS module.
  const generate = standaloneCode as unknown as (ajv: unknown, names: Record<string, string>) => string
  const code = generate(ajv, Object.fromEntries([...compiled.values()].map((variable) => [variable, variable])))
  const entries = [...variables].map(([name, variable]) => `${JSON.stringify(name)}:${variable}`)
  return [
    '// Generated from node-manifest by `npm run generate`.',
    '// @ts-nocheck',
    "import { formatTests } from '../../keywords/formats.js'",
    ...runtimeImports(code),
    withoutRequires(code),
    `export const validators = {${entries.join(',')}}`,
    '',
  ].join('\n')
}

const runtime = /require\("(ajv\/dist\/runtime\/(\w+))"\)/g

/** Ajv writes `require` for its helpers even when it is asked for an ES module. */
function runtimeImports(code: string): string[] {
  const modules = new Map([...code.matchAll(runtime)].map(([, path = '', name = '']) => [name, path]))
  return [...modules].map(([name, path]) => `import ${name} from '${path}.js'`)
}

function withoutRequires(code: string): string {
  return code.replace(/^"use strict";/, '').replace(runtime, '$2')
}
