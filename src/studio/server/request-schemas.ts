import { Ajv, type ErrorObject } from 'ajv'
import { StudioError } from './studio-error.js'

const record = { type: 'object' }
const text = { type: 'string' }

const scenario = {
  type: 'object',
  maxProperties: 1,
  minProperties: 1,
  additionalProperties: false,
  properties: { id: text, status: { type: 'integer', minimum: 100, maximum: 599 }, preset: text },
}

const invocation = { method: text, inputs: record, variables: record }

const closed = (properties: Readonly<Record<string, object>>, optional: readonly string[] = []): object => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  properties,
})

/** The bodies that the page sends, by the name of what is asked. */
const schemas = {
  explain: closed(invocation),
  choices: closed({ ...invocation, input: text, scenario }, ['scenario']),
  run: closed({ ...invocation, timeoutMs: { type: 'integer', minimum: 1, maximum: 600_000 }, scenario }, [
    'timeoutMs',
    'scenario',
  ]),
  journey: closed({ alias: { ...text, maxLength: 10_000 } }, ['alias']),
  files: closed({ files: { type: 'object', additionalProperties: text } }),
  newMethod: closed({
    id: { ...text, minLength: 1, maxLength: 100 },
    title: { ...text, minLength: 1, maxLength: 200 },
  }),
  nothing: closed({}),
}

export type BodyName = keyof typeof schemas

const ajv = new Ajv({ strict: true, strictRequired: false })
for (const [name, schema] of Object.entries(schemas)) ajv.addSchema(schema, name)

/** @throws {StudioError} 400 that names the field */
export function checkBody(name: BodyName, body: unknown): void {
  const validate = ajv.getSchema(name)
  if (validate === undefined || validate(body) === true) return
  throw new StudioError(400, 'REQUEST', problem(validate.errors?.[0]))
}

/** What is wrong, without the value. */
function problem(error: ErrorObject | undefined): string {
  const field = error?.instancePath.slice(1).replaceAll('/', '.') ?? ''
  const subject = field === '' ? 'The request' : `"${field}"`
  const params = (error?.params ?? {}) as { readonly missingProperty?: string; readonly additionalProperty?: string }
  if (params.missingProperty !== undefined) return `${subject} needs "${params.missingProperty}".`
  if (params.additionalProperty !== undefined)
    return `${subject} has "${params.additionalProperty.slice(0, 64)}", which is not known here.`
  return `${subject} ${error?.message ?? 'is not as it must be'}.`
}
