import type { InputManifest, JsonSchema } from '../../manifest/manifest.js'

/** Which kind of control a field needs, whatever draws it. */
export type Control =
  'text' | 'number' | 'switch' | 'choice' | 'choices' | 'list' | 'json' | 'dateTime' | 'authorization' | 'dropDown'

/** One field of a form, for a form that is drawn without a library. */
export interface FormField {
  readonly id: string
  readonly title: string
  readonly description?: string
  readonly control: Control
  /** The type of the value that the field stands for. */
  readonly type: InputManifest['type']
  /** The type of a list's entries: numbers are numbers in the form too. */
  readonly entries?: 'text' | 'number' | 'any'
  /** The character at which a text is read as a list. */
  readonly split?: string
  /** Whether the executor itself reads a text as JSON. */
  readonly parse?: 'json'
  readonly group?: string
  /** What to show in the empty field. */
  readonly placeholder?: string
  readonly required: boolean
  /** What an empty field counts as, in the shape in which the form holds it. */
  readonly default?: unknown
  readonly choices?: readonly { readonly value: unknown; readonly title: string }[]
  /** The drop-down feed that fills it. */
  readonly options?: string
  /** The inputs whose values the feed needs. */
  readonly optionsDependOn?: readonly string[]
  readonly pii?: string
  /**
   * JSON Schema over what the form holds, complete in itself: says when the field is shown, with the defaults and the
   * conditions of the fields it depends on worked in. Absent when it is always shown.
   */
  readonly visibleWhen?: JsonSchema
  /** Where it is shown: whether it must be filled in. Absent when `required` holds wherever it is shown. */
  readonly requiredWhen?: JsonSchema
}

/** A method's form: for react-jsonschema-form (`schema`, `uiSchema`), for JSON Forms (`jsonForms`), for any other (`fields`). */
export interface MethodForm {
  readonly method: string
  readonly title: string
  readonly fields: readonly FormField[]
  /** JSON Schema 2020-12 of what the form holds; conditional fields by `if` and `then`. */
  readonly schema: JsonSchema
  readonly uiSchema: Readonly<Record<string, unknown>>
  readonly jsonForms: { readonly schema: JsonSchema; readonly uischema: Readonly<Record<string, unknown>> }
}
