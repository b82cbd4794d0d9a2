import { schemaKeywords } from '../keywords/index.js'
import type { InputChecks, SchemaError } from '../manifest/compiled.js'
import type { InputManifest, JsonSchema } from '../manifest/manifest.js'
import { pointerKeys } from '../outcome/pointer.js'
import type { Problem } from './problem.js'

/** The most problems that are put into words for one invocation; a broken list can have thousands. */
export const mostProblems = 50

const none: readonly Problem[] = []

type Inputs = Readonly<Record<string, InputManifest>>

/** What is wrong with the values of the inputs that are shown, each by itself. */
export function validate(
  { validate: isValid }: InputChecks,
  inputs: Inputs,
  values: Readonly<Record<string, unknown>>,
): readonly Problem[] {
  if (isValid(values)) return none
  return tellingErrors(isValid.errors ?? [])
    .slice(0, mostProblems)
    .map((error) => describe(error, inputs))
}

/** A pattern comes with a maxLength; what the pattern means is told once. */
function tellingErrors(errors: readonly SchemaError[]): readonly SchemaError[] {
  const unmatched = new Set(errors.flatMap(({ keyword, instancePath }) => (keyword === 'pattern' ? instancePath : [])))
  if (unmatched.size === 0) return errors
  return errors.filter(({ keyword, instancePath }) => keyword !== 'maxLength' || !unmatched.has(instancePath))
}

/** The rules over several inputs that values break which are fine by themselves. */
export function brokenConstraints({ constraints }: InputChecks, values: Readonly<Record<string, unknown>>): Problem[] {
  return constraints
    .filter(({ applies, holds }) => (applies === undefined || applies(values)) && !holds(values))
    .map(({ message }) => ({ code: 'CONSTRAINT', fault: 'invalidData', text: message }))
}

function describe(error: SchemaError, inputs: Inputs): Problem {
  const [id = '', ...path] = pointerKeys(error.instancePath)
  const input = inputs[id]
  const schema = schemaAt(inputs, error.schemaPath)
  const keyword = schemaKeywords.get(error.keyword)
  const label = input?.title ?? id
  const place = path.length === 0 ? label : `${label} (${path.map(step).join(', ')})`
  const code = typeof keyword?.code === 'function' ? keyword.code(schema) : keyword?.code
  return {
    code: code ?? 'FORMAT',
    fault: keyword?.fault ?? 'invalidData',
    input: id,
    text: `${place} ${keyword?.words(schema, error.params) ?? 'has the wrong form'}.`,
  }
}

/** One step into a value: entries are counted from 1, as people do. */
function step(key: string): string {
  return /^\d+$/.test(key) ? `entry ${Number(key) + 1}` : key
}

/** The schema that holds the keyword which failed: `#/properties/phone/items/format` leads to the schema of the items. */
function schemaAt(inputs: Readonly<Record<string, JsonSchema>>, schemaPath: string): JsonSchema {
  const [, ...path] = pointerKeys(decodeURIComponent(schemaPath)).slice(0, -1)
  return path.reduce<JsonSchema>((schema, key) => (schema[key] ?? {}) as JsonSchema, inputs)
}
