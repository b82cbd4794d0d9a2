import { afterAll, describe, expect, test } from '@jest/globals'
import { createAjv, type JsonSchema, type UISchemaElement } from '@jsonforms/core'
import { JsonForms } from '@jsonforms/react'
import { vanillaCells, vanillaRenderers } from '@jsonforms/vanilla-renderers'
import Form, { type FormProps } from '@rjsf/core'
import { createSchemaUtils, type RJSFSchema, type ValidatorType } from '@rjsf/utils'
import { createPrecompiledValidator, customizeValidator } from '@rjsf/validator-ajv8'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { rjsfProps, toForm, toSaved, type MethodForm } from '../../src/projections/form/index.js'
import { InterpretingValidator } from '../../src/studio/page/form/validator.js'
import { mustBeFilled, shownFields, subjects } from './forms.js'
import { precompile } from './precompile.js'
import { savedInputs, savedWithVariables } from './saved.js'
import { widgets } from './widgets.js'

// The libraries really draw the forms: into HTML, for values of all kinds, with every validator that a page may have.

const folder = mkdtempSync(join(tmpdir(), 'cjds-form-'))

afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

const schemaOf = ({ schema }: MethodForm): RJSFSchema => schema

const validators: Readonly<Record<string, (form: MethodForm) => ValidatorType>> = {
  // The type asks for the class of draft-07, of which this is a sibling.
  'Ajv at run time': () => customizeValidator({ AjvClass: Ajv2020 as never }),
  'Ajv ahead of time': (form) => createPrecompiledValidator(precompile(schemaOf(form), folder), schemaOf(form)),
  'an interpreter': () => new InterpretingValidator() as ValidatorType,
}

describe.each(subjects)('$name', ({ form, method }) => {
  const fits = (id: string, value: unknown): boolean => {
    const control = form.fields.find((field) => field.id === id)?.control ?? ''
    if (typeof value === 'object' && !Array.isArray(value)) return control === 'json'
    return Array.isArray(value) === ['list', 'choices'].includes(control) || typeof value === 'string'
  }
  const anything = fc.oneof(savedInputs(method), savedWithVariables(method)).map((saved) => toForm(form, saved))

  test.each(Object.keys(validators))('react-jsonschema-form, validated by %s', (kind) => {
    const validator = validators[kind]?.(form)
    if (validator === undefined) throw new Error(kind)
    const property = fc.property(anything, (data) => {
      const html = drawnByRjsf(form, data, validator)
      expect(html).not.toMatch(/unsupported|config-error/i)
      expect(rjsfFields(html)).toEqual(shownFields(form, data).map(({ id }) => id))
      const starred = [...html.matchAll(/for="root_(\w+)"[^>]*>[^<]*<span class="required">/g)].map(([, id]) => id)
      const demanded = shownFields(form, data).filter((field) => mustBeFilled(field, data))
      // A checkbox bears its label itself, without a star.
      const labelled = demanded.filter(({ control }) => control !== 'switch' && control !== 'choices')
      expect(labelled.filter(({ id }) => !starred.includes(id))).toEqual([])
      expect(starred.filter((id) => !demanded.some((field) => field.id === id))).toEqual([])
    })
    fc.assert(property, { numRuns: 20 })
  })

  test('react-jsonschema-form keeps what is saved and nothing else', () => {
    const validator = new InterpretingValidator() as ValidatorType
    const utils = createSchemaUtils(validator, schemaOf(form), rjsfProps.experimental_defaultFormStateBehavior)
    // What is of another type altogether, such as an object for a list, the library takes away.
    const fitting = anything.map((data) =>
      Object.fromEntries(Object.entries(data).filter(([id, value]) => fits(id, value))),
    )
    const property = fc.property(fitting, (data) => {
      const kept = utils.omitExtraData(schemaOf(form), data) as Record<string, unknown>
      expect(toSaved(form, kept)).toEqual(toSaved(form, data))
    })
    fc.assert(property, { numRuns: 50 })
  })

  test('JSON Forms', () => {
    const ajv = createAjv()
    const property = fc.property(anything, (data) => {
      const html = renderToStaticMarkup(
        createElement(JsonForms, {
          schema: form.jsonForms.schema as JsonSchema,
          uischema: form.jsonForms.uischema as unknown as UISchemaElement,
          data,
          renderers: vanillaRenderers,
          cells: vanillaCells,
          ajv,
        }),
      )
      const shown = shownFields(form, data)
      const demanded = shown.filter((field) => mustBeFilled(field, data))
      const drawn = jsonFormsFields(html)
      const starred = drawn.filter((control) => control.starred).map(({ id }) => id)
      expect(drawn.map(({ id }) => id)).toEqual(shown.map(({ id }) => id))
      // The table in which these renderers draw a list has no star.
      const labelled = demanded.filter(({ control }) => control !== 'list' && control !== 'choices')
      expect(labelled.filter(({ id }) => !starred.includes(id))).toEqual([])
      expect(starred.filter((id) => !demanded.some((field) => field.id === id))).toEqual([])
    })
    fc.assert(property, { numRuns: 20 })
  })
})

/** The ids of the fields that react-jsonschema-form draws, in order. */
function rjsfFields(html: string): string[] {
  return [...new Set([...html.matchAll(/\b(?:id|for)="root_([A-Za-z0-9]+)/g)].map(([, id = '']) => id))]
}

function drawnByRjsf(form: MethodForm, formData: unknown, validator: ValidatorType): string {
  const props = { ...rjsfProps, schema: schemaOf(form), uiSchema: form.uiSchema, formData, validator, widgets }
  return renderToStaticMarkup(createElement(Form, props as unknown as FormProps))
}

/** The controls that JSON Forms draws and does not hide, in order. */
function jsonFormsFields(html: string): { id: string; starred: boolean }[] {
  const control = /<div class="[^"]*\broot_[^"]*properties_([A-Za-z0-9]+)"([^>]*)>(?:<header>)?<label[^>]*>([^<]*)</g
  return [...html.matchAll(control)].flatMap(([, id = '', attributes = '', label = '']) =>
    attributes.includes('hidden') ? [] : [{ id, starred: label.endsWith('*') }],
  )
}
