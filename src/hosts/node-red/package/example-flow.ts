import type { ResolvedMethod, ResolvedNode } from '../../../manifest/resolve.js'
import type { Dialog, DialogMethod } from '../editor/dialog.js'
import { ownTypes } from '../editor/fields.js'
import { portCount } from '../editor/ports.js'

/** A flow to import: each method with the inputs of its first example, from a button to the debug panel. */
export function exampleFlow(node: ResolvedNode, dialog: Dialog): object[] {
  const { type } = dialog
  const flow = `${type}-example`
  const connection = { id: `${flow}-connection`, type: `${type}-connection`, name: '', overlays: [] }
  const debug = { id: `${flow}-debug`, type: 'debug', z: flow, name: '', complete: 'true', x: 640, y: 80, wires: [] }
  return [
    { id: flow, type: 'tab', label: node.title },
    { ...connection, baseUrl: dialog.servers[0]?.value ?? '' },
    { ...debug, active: true, tosidebar: true, targetType: 'full' },
    ...node.methods.flatMap((method, index) => {
      const dialogMethod = dialog.methods[index]
      if (dialogMethod === undefined) return []
      const id = `${flow}-${method.id}`
      const outputs = portCount(dialogMethod, dialogMethod.ports)
      const y = 80 + index * 80
      return [
        {
          ...{ id: `${id}-inject`, type: 'inject', z: flow, name: '', props: propertiesOf(method), repeat: '' },
          ...{ x: 140, y, wires: [[id]] },
        },
        {
          ...{ id, type, z: flow, name: '', method: method.id, connection: connection.id },
          ...{ fields: fieldsOf(method, dialogMethod), ports: dialogMethod.ports, property: 'outputs', outputs },
          ...{ x: 360, y, wires: Array.from({ length: outputs }, () => [debug.id]) },
        },
      ]
    }),
  ]
}

/** The variables of the example, which inputs refer to as `$(name)`, as properties of the message. */
function propertiesOf({ examples: [example] }: ResolvedMethod): object[] {
  return Object.entries(example?.variables ?? {}).map(([p, value]) => ({ p, v: JSON.stringify(value), vt: 'json' }))
}

function fieldsOf({ examples: [example] }: ResolvedMethod, { fields }: DialogMethod): object {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = example?.inputs[field.id]
      return value === undefined ? [] : [[field.id, { type: ownTypes(field)[0], value: asText(value) }]]
    }),
  )
}

function asText(value: unknown): string {
  if (Array.isArray(value)) return value.join(',')
  return typeof value === 'string' ? value : JSON.stringify(value)
}
