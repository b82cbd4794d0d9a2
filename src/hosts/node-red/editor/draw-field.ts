import type { Dialog, DialogField, DialogMethod } from './dialog.js'
import type { TypedValue } from '../values.js'
import { expressions, ownTypes } from './fields.js'
import type { EditedNode, EditorRed, JQuery, Query } from './red.js'

interface Choice {
  readonly value: string
  readonly label: string
}

type Answer = { readonly choices: readonly Choice[] } | { readonly failed: { readonly message: string } }

export interface FieldContext {
  readonly RED: EditorRed
  readonly $: JQuery
  readonly dialog: Dialog
  readonly node: EditedNode
  readonly method: DialogMethod
  readonly field: DialogField
  readonly container: Query
  /** All values of the dialog; the field's own is written to. */
  readonly fields: Record<string, TypedValue>
  readonly changed: () => void
}

/** Draws the row of a field and keeps its value up to date. */
export function drawField(context: FieldContext): { readonly row: Query; readonly mark: Query } {
  const { $, node, method, field, container, fields, changed } = context
  const path = `methods.${method.id}.inputs.${field.id}`
  const id = `flow-node-field-${field.id}`
  const row = $('<div>', { class: 'form-row flow-node-field' }).appendTo(container)
  const mark = $('<span>')
  $('<label>', { for: id })
    .text(node._(`${path}.title`))
    .append(mark)
    .appendTo(row)
  const input = $('<input>', { type: 'text', id, placeholder: field.placeholder ?? '' }).appendTo(row)
  const { type, value } = fields[field.id] ?? { type: '', value: '' }
  input.typedInput({ types: [...ownTypes(field).map((own) => ownType(context, own, input, row)), ...expressions] })
  input.typedInput('type', type).typedInput('value', value)
  input.on('change', () => {
    fields[field.id] = { type: input.typedInput('type'), value: input.typedInput('value') }
    changed()
  })
  if (field.explained)
    $('<div>', { class: 'flow-node-hint' })
      .text(node._(`${path}.description`))
      .appendTo(row)
  return { row, mark }
}

function ownType(context: FieldContext, type: string, input: Query, row: Query): string | object {
  const { node, method, field } = context
  if (type === 'choice' || type === 'choices') {
    const options = (field.choices ?? []).map((choice, index) => ({
      value: String(choice),
      label: node._(`methods.${method.id}.inputs.${field.id}.choices.${String(index)}`),
    }))
    return { value: type, label: node._('dialog.choice'), icon: 'fa fa-list', multiple: type === 'choices', options }
  }
  return field.options === undefined ? type : feedType(context, type, input, row)
}

/** Text with the choices that the service offers; when they cannot be had, it says why and stays a text. */
function feedType(context: FieldContext, type: string, input: Query, row: Query): object {
  const { RED, $, dialog, node, method, field, fields } = context
  const failure = $('<div>', { class: 'flow-node-failure' })
  let loading: { readonly question: string; readonly answer: Promise<readonly Choice[]> } | undefined

  const load = (): Promise<readonly Choice[]> => {
    const typed = Object.entries(fields).filter(([, saved]) => saved.value !== '' && !expressions.includes(saved.type))
    const question = JSON.stringify({
      connection: $('#node-input-connection').val(),
      method: method.id,
      input: field.id,
      inputs: Object.fromEntries(
        typed.filter(([id]) => field.optionsDependOn?.includes(id)).map(([id, saved]) => [id, saved.value]),
      ),
    })
    if (loading?.question !== question) loading = { question, answer: ask(question) }
    return loading.answer
  }

  const ask = async (question: string): Promise<readonly Choice[]> => {
    failure.text('').appendTo(row)
    const request = { url: `${dialog.type}/choices`, type: 'POST', contentType: 'application/json', data: question }
    const answer: Answer = await Promise.resolve($.ajax(request)).then(
      (found) => found as Answer,
      () => ({ failed: { message: node._('dialog.noAnswer') } }),
    )
    if ('choices' in answer) return answer.choices
    // The next attempt may succeed: after a deploy, say.
    loading = undefined
    failure.text(`${node._('dialog.noChoices')} ${answer.failed.message}`)
    return []
  }

  const matching = (choices: readonly Choice[], text: string): Choice[] =>
    choices.filter(({ value, label }) => `${label}\n${value}`.toLowerCase().includes(text.toLowerCase()))

  const expand = (): void => {
    void load().then((choices) => {
      if (choices.length === 0) return
      const options = choices.map(({ value, label }) => ({
        value,
        label: label === value ? value : `${label} (${value})`,
      }))
      const menu = RED.popover.menu({
        options,
        width: 300,
        maxHeight: 240,
        class: 'red-ui-autoComplete-container',
        onselect: ({ value }: Choice) => input.typedInput('value', value),
      })
      menu.show({ target: row.find('.red-ui-typedInput-container') })
    })
  }
  return {
    value: type,
    label: node._('dialog.text'),
    icon: 'red/images/typedInput/az.svg',
    autoComplete: (text: string, done: (choices: readonly Choice[]) => void) => {
      void load().then((choices) => {
        done(matching(choices, text))
      })
    },
    expand: Object.assign(expand, { icon: 'fa-caret-down' }),
  }
}
