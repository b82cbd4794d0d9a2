import { Validator, type OutputUnit } from '@cfworker/json-schema'
import {
  createErrorHandler,
  getDefaultFormState,
  toErrorSchema,
  unwrapErrorHandler,
  validationDataMerge,
  type CustomValidator,
  type ErrorTransformer,
  type RJSFSchema,
  type RJSFValidationError,
  type UiSchema,
  type ValidationData,
  type ValidatorType,
} from '@rjsf/utils'

type Data = Record<string, unknown>

/**
 * react-jsonschema-form's validator by interpretation: a page may have it under a Content-Security-Policy without
 * `unsafe-eval`, and for schemas that nobody knew when the page was built. JSON Schema 2020-12 without `$ref` to the
 * schema around.
 */
export class InterpretingValidator implements ValidatorType<Data> {
  readonly #validators = new WeakMap<object, { first: Validator; every: Validator }>()

  isValid(schema: RJSFSchema, formData: Data | undefined): boolean {
    return this.#validator(schema).first.validate(defined(formData)).valid
  }

  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the interface has it so
  rawValidation<Result>(schema: RJSFSchema, formData?: Data): { errors?: Result[] } {
    const { errors } = this.#validator(schema).every.validate(defined(formData))
    const telling = errors.filter(isTelling)
    return telling.length === 0 ? {} : { errors: telling as Result[] }
  }

  validateFormData(
    formData: Data | undefined,
    schema: RJSFSchema,
    customValidate?: CustomValidator<Data>,
    transformErrors?: ErrorTransformer<Data>,
    uiSchema?: UiSchema<Data>,
  ): ValidationData<Data> {
    const found = (this.rawValidation<OutputUnit>(schema, formData).errors ?? []).map(validationError)
    const errors = transformErrors?.(found, uiSchema) ?? found
    const errorSchema = toErrorSchema<Data>(errors)
    if (customValidate === undefined) return { errors, errorSchema }
    const filled = getDefaultFormState<Data>(this, schema, formData, schema, true) as Data
    const handler = customValidate(filled, createErrorHandler<Data>(filled), uiSchema, errorSchema)
    return validationDataMerge<Data>({ errors, errorSchema }, unwrapErrorHandler<Data>(handler))
  }

  #validator(schema: RJSFSchema): { first: Validator; every: Validator } {
    const known = this.#validators.get(schema)
    if (known !== undefined) return known
    const made = {
      first: new Validator(schema as object, '2020-12', true),
      every: new Validator(schema as object, '2020-12', false),
    }
    this.#validators.set(schema, made)
    return made
  }
}

/** Undefined members are absent ones, and a form that holds nothing is an empty one. */
function defined(data: unknown): unknown {
  if (data === undefined) return {}
  if (Array.isArray(data)) return data.map((entry: unknown) => (entry === undefined ? null : defined(entry)))
  if (typeof data !== 'object' || data === null) return data
  return Object.fromEntries(
    Object.entries(data)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [key, defined(value)]),
  )
}

/** Keywords that only say that something within them is wrong, or that a field is not shown. */
const wrappers = new Set(['if', 'allOf', 'properties', 'items', 'unevaluatedProperties', 'false'])

/** A value that is none of the choices is one error, not one for each choice. */
function isTelling({ keyword, keywordLocation }: OutputUnit): boolean {
  return !wrappers.has(keyword) && !/\/(oneOf|contains|not)\//.test(keywordLocation)
}

function validationError({ keyword, keywordLocation, instanceLocation, error }: OutputUnit): RJSFValidationError {
  const missing = keyword === 'required' ? /property "(.*)"\.$/.exec(error)?.[1] : undefined
  const path = instanceLocation.split('/').slice(1)
  const property = [...path, ...(missing === undefined ? [] : [missing])].map((part) => `.${part}`).join('')
  const message = messages[keyword] ?? error
  return { name: keyword, property, message, params: {}, stack: message, schemaPath: keywordLocation }
}

const messages: Readonly<Record<string, string>> = {
  required: 'must be filled in',
  oneOf: 'must be one of the choices',
  pattern: 'does not have the right form',
  type: 'is not of the right type',
  uniqueItems: 'has the same entry twice',
  minItems: 'has too few entries',
  maxItems: 'has too many entries',
  not: 'is not allowed',
}
