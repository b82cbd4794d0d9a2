import { Ajv } from 'ajv'
import { EmulatorError } from '../emulator-error.js'
import { REPEATED_EVENTS, type Store } from '../store/store.js'

/** What of an emulator can be changed while it runs. */
export type Settings = Pick<Store, 'repeatedEvents'>

const validate = new Ajv().compile<Partial<Settings>>({
  type: 'object',
  additionalProperties: false,
  minProperties: 1,
  properties: { repeatedEvents: { enum: REPEATED_EVENTS } },
})

/** @throws {EmulatorError} `SETTINGS` for a setting or a value that there is not. */
export function readSettings(body: unknown): Partial<Settings> {
  if (validate(body)) return body
  const { instancePath = '', message = 'are invalid' } = validate.errors?.[0] ?? {}
  throw new EmulatorError('SETTINGS', `The settings cannot be read: ${instancePath || 'they'} ${message}`)
}
