import { reader } from '../reader.js'
import { REPEATED_EVENTS, type Store } from '../store/store.js'

/** What of an emulator can be changed while it runs. */
export type Settings = Pick<Store, 'repeatedEvents'>

const read = reader('SETTINGS', 'The settings', () => ({
  type: 'object',
  additionalProperties: false,
  minProperties: 1,
  properties: { repeatedEvents: { enum: REPEATED_EVENTS } },
}))

/** @throws {EmulatorError} `SETTINGS` for a setting or a value that there is not. */
export function readSettings(body: unknown): Partial<Settings> {
  read(body)
  return body as Partial<Settings>
}
