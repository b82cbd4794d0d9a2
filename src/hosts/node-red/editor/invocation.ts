import type { Dialog, DialogMethod } from './dialog.js'
import type { TypedValue } from '../values.js'
import { drawField } from './draw-field.js'
import { type Fields, ownTypes, problemsOf, shownFields } from './fields.js'
import { orderedPorts, portCount, portMap, portsFor } from './ports.js'
import type { EditedNode, EditorRed, JQuery, Query } from './red.js'

/** A node on a canvas. */
export interface Invocation extends EditedNode {
  name: string
  method: string
  connection: string
  fields: Fields
  ports: readonly string[]
  property: string
  outputs: number
}

/** What the editor has to know of the node: its properties, its looks, its dialog. */
export function invocationDefinition(RED: EditorRed, $: JQuery, dialog: Dialog): object {
  const [first] = dialog.methods
  const methodOf = (id: string): DialogMethod | undefined => dialog.methods.find((method) => method.id === id)
  let edited: { method: DialogMethod; ports: readonly string[]; fields: Record<string, TypedValue> }

  return {
    category: dialog.category,
    color: '#C7E9F1',
    defaults: {
      name: { value: '' },
      method: { value: first?.id, required: true, validate: (id: string) => methodOf(id) !== undefined },
      connection: { value: '', type: `${dialog.type}-connection`, required: true },
      fields: { value: {}, validate: areFieldsValid },
      ports: { value: first?.ports },
      property: { value: 'outputs', required: true, validate: isProperty },
      outputs: { value: first === undefined ? 1 : portCount(first, first.ports) },
    },
    inputs: 1,
    outputs: first === undefined ? 1 : portCount(first, first.ports),
    ...(dialog.icon !== undefined && { icon: dialog.icon }),
    paletteLabel: function (this: EditedNode) {
      return this._('title')
    },
    label: function (this: Invocation) {
      if (this.name) return this.name
      return this._(methodOf(this.method) === undefined ? 'title' : `methods.${this.method}.title`)
    },
    labelStyle: function (this: Invocation) {
      return this.name ? 'node_label_italic' : ''
    },
    outputLabels: function (this: Invocation, index: number) {
      const port = this.ports[index]
      return port === undefined ? this._('dialog.everythingElse') : outcomeLabel(this, this.method, port)
    },
    oneditprepare: prepare,
    oneditsave: save,
  }

  function areFieldsValid(this: Invocation, fields: Fields): boolean | string[] {
    const method = methodOf(this.method)
    if (method === undefined) return true
    const problems = problemsOf(RED, method, fields).map(({ id, problem }) => {
      const title = this._(`methods.${method.id}.inputs.${id}.title`)
      return `${title}: ${problem === '' ? this._('dialog.missing') : problem}`
    })
    return problems.length === 0 ? true : problems
  }

  function isProperty(value: string): boolean {
    return RED.utils.validateTypedProperty(value, 'msg', {}) === true
  }

  function outcomeLabel(node: EditedNode, method: string, outcome: string): string {
    return `${node._(`methods.${method}.outcomes.${outcome}.title`)} (${outcome})`
  }

  function prepare(this: Invocation): void {
    const methodSelect = $('#node-input-method')
    for (const { id } of dialog.methods)
      $('<option>', { value: id })
        .text(this._(`methods.${id}.title`))
        .appendTo(methodSelect)
    const method = methodOf(this.method) ?? first
    if (method === undefined) return
    methodSelect.val(method.id)
    $('#node-input-property').typedInput({ types: ['msg'] })
    edited = { method, ports: orderedPorts(method, this.ports), fields: { ...this.fields } }

    const draw = (): void => {
      $('#flow-node-method-description').text(this._(`methods.${edited.method.id}.description`))
      drawFields(this)
      drawPorts(this)
    }
    methodSelect.on('change', () => {
      const next = methodOf(methodSelect.val() ?? '')
      if (next === undefined || next === edited.method) return
      edited = { ...edited, method: next, ports: portsFor(next, edited.method, edited.ports) }
      draw()
    })
    draw()
  }

  function drawFields(node: Invocation): void {
    const container = $('#flow-node-fields').empty()
    const { method, fields } = edited
    const rows = new Map<string, { row: Query; mark: Query }>()
    const groups = new Map<string, Query>()
    const show = (): void => {
      const shown = shownFields(method, fields)
      for (const [group, heading] of groups)
        heading.toggle(method.fields.some((field) => field.group === group && shown.has(field.id)))
      for (const [id, { row, mark }] of rows) {
        row.toggle(shown.has(id))
        mark.text(shown.get(id)?.required === true ? ' *' : '')
      }
    }
    for (const field of method.fields) {
      if (field.group !== undefined && !groups.has(field.group)) {
        const heading = $('<div>', { class: 'flow-node-group' }).appendTo(container)
        heading.text(node._(`methods.${method.id}.inputs.${field.id}.group`))
        groups.set(field.group, heading)
      }
      fields[field.id] ??= { type: ownTypes(field)[0] ?? 'str', value: initialValue(field.default) }
      const drawn = drawField({ RED, $, dialog, node, method, field, container, fields, changed: show })
      rows.set(field.id, drawn)
    }
    show()
  }

  function drawPorts(node: Invocation): void {
    const container = $('#flow-node-ports').empty()
    const { method } = edited
    for (const { name, kind } of method.outcomes) {
      const box = $('<input>', { type: 'checkbox', id: `flow-node-port-${name}` })
      const always = kind === 'success'
      box.prop('checked', edited.ports.includes(name)).prop('disabled', always)
      box.on('change', () => {
        const others = edited.ports.filter((port) => port !== name)
        edited.ports = orderedPorts(method, box.prop('checked') === true ? [...others, name] : others)
        mapPorts(node)
      })
      const label = $('<label>', { for: `flow-node-port-${name}` }).text(outcomeLabel(node, method.id, name))
      $('<div>', { class: 'flow-node-port' }).append(box, label).appendTo(container)
    }
    mapPorts(node)
  }

  /** Tells the editor where the wires go, so that they stay with what they are for. */
  function mapPorts(node: Invocation): void {
    const before = methodOf(node.method) ?? edited.method
    const map = portMap({ method: before, ports: node.ports }, edited)
    const isSame = Object.entries(map).every(([from, to]) => from === String(to))
    const count = portCount(edited.method, edited.ports)
    $('#node-input-outputs').val(isSame ? String(count) : JSON.stringify(map))
  }

  /** Keeps what is shown and filled in: a value that nobody sees must not be evaluated, let alone sent. */
  function save(this: Invocation): void {
    const { method, ports, fields } = edited
    const shown = shownFields(method, fields)
    this.ports = ports
    this.fields = Object.fromEntries(
      method.fields.flatMap(({ id }) => {
        const saved = fields[id]
        return saved === undefined || saved.value === '' || !shown.has(id) ? [] : [[id, saved]]
      }),
    )
  }
}

function initialValue(fallback: unknown): string {
  if (fallback === undefined) return ''
  if (Array.isArray(fallback)) return fallback.join(',')
  return typeof fallback === 'string' ? fallback : JSON.stringify(fallback)
}
