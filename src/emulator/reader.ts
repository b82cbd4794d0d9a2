import { Ajv, type ValidateFunction } from 'ajv'
import formats from 'ajv-formats'
import { problemWords } from '../manifest/problem.js'
import { schemaProblems } from '../manifest/schema-problems.js'
import { EmulatorError, type EmulatorErrorCode } from './emulator-error.js'

/** Refuses a value that is not of its form. @throws {EmulatorError} that names each wrong key and what may stand there. */
export type Reader = (value: unknown) => void

/**
 * Reads something that comes from outside the type system. The schema is made and compiled at the first need, so that a
 * program that only imports the emulator reads no file; in it, the keyword `function` asks for one.
 * @param whole what is read, such as `The scenario`.
 */
export function reader(code: EmulatorErrorCode, whole: string, schema: () => object): Reader {
  let validate: ValidateFunction | undefined
  return (value) => {
    validate ??= compile(schema())
    if (validate(value)) return
    const problems = schemaProblems(validate.errors ?? [], whole).map(problemWords)
    throw new EmulatorError(code, `${whole} cannot be read. ${problems.join(' ')}`)
  }
}

function compile(schema: object): ValidateFunction {
  const ajv = new Ajv({ allErrors: true, verbose: true, strict: false })
  formats.default(ajv)
  ajv.addKeyword({ keyword: 'function', validate: (_: true, value: unknown) => typeof value === 'function' })
  return ajv.compile(schema)
}
