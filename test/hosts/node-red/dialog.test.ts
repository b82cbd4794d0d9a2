import { describe, expect, test } from '@jest/globals'
import { shippedNode } from '../../../src/generated/shipped-node.js'
import type { DialogMethod } from '../../../src/hosts/node-red/editor/dialog.js'
import { shownFields } from '../../../src/hosts/node-red/editor/fields.js'
import { orderedPorts, portCount, portMap, portsFor } from '../../../src/hosts/node-red/editor/ports.js'
import { dialogOf } from '../../../src/hosts/node-red/package/dialog-of.js'
import { atPort, defaultPorts } from '../../../src/hosts/node-red/ports.js'

const { manifest } = shippedNode()
const dialog = dialogOf(manifest)
const methodOf = (id: string): DialogMethod => {
  const method = dialog.methods.find((each) => each.id === id)
  if (method === undefined) throw new Error(id)
  return method
}
const write = methodOf('writeToCjds')
const read = methodOf('readFromCjds')

describe('ports', () => {
  test('are for the success and the failure unless others are chosen, with one more for everything else', () => {
    expect(manifest.methods.map(defaultPorts)).toEqual(dialog.methods.map(({ ports }) => ports))
    expect(write.ports).toEqual(['onEventPostSuccess', 'onEventPostFailure'])
    expect(portCount(write, write.ports)).toBe(3)
  })

  test('a success always has its own; with eleven there is nothing else', () => {
    expect(orderedPorts(write, ['onTimeout', 'onNotFound'])).toEqual(['onEventPostSuccess', 'onNotFound', 'onTimeout'])
    const all = orderedPorts(
      write,
      write.outcomes.map(({ name }) => name),
    )
    expect(portCount(write, all)).toBe(11)
  })

  test.each(write.outcomes.map(({ name }) => name))(
    'a message with the outcome %s leaves by exactly one',
    (outcome) => {
      const sent = atPort({ a: 1 }, outcome, write.ports)
      expect(sent.filter((message) => message !== null)).toEqual([{ a: 1 }])
      expect(sent.findIndex((message) => message !== null)).toBe(
        write.ports.includes(outcome) ? write.ports.indexOf(outcome) : 2,
      )
    },
  )

  test('wires go along when ports come and go', () => {
    const before = { method: write, ports: write.ports }
    const after = { method: write, ports: ['onEventPostSuccess', 'onNotFound'] }
    expect(portMap(before, after)).toEqual({ 0: 0, 1: -1, 2: 2, onNotFound: 1 })
    expect(portMap(before, before)).toEqual({ 0: 0, 1: 1, 2: 2 })
  })

  test('another method keeps what its ports are for', () => {
    const ports = ['onEventPostSuccess', 'onNotFound', 'onEventPostFailure']
    const changed = portsFor(read, write, ports)
    expect(changed).toEqual(['onGetIdentityByAliasesSuccess', 'onNotFound', 'onGetIdentityByAliasesFailure'])
    expect(portMap({ method: write, ports }, { method: read, ports: changed })).toEqual({ 0: 0, 1: 1, 2: 2, 3: 3 })
  })
})

describe('fields', () => {
  const shown = (fields: Parameters<typeof shownFields>[1]): string[] => [...shownFields(write, fields).keys()]

  test('are shown by what is chosen', () => {
    expect(shown({})).toContain('eventType')
    expect(shown({})).not.toContain('jsonBody')
    expect(shown({ bodyMode: { type: 'choice', value: 'json' } })).toEqual(['workspaceId', 'bodyMode', 'jsonBody'])
    expect(shown({ dataObject: { type: 'choices', value: 'agentId,createdTime' } })).toEqual(
      expect.arrayContaining(['agentId', 'createdTime']),
    )
  })

  test('that an expression decides about are shown', () => {
    const undecided = shown({ bodyMode: { type: 'msg', value: 'payload' } })
    expect(undecided).toEqual(expect.arrayContaining(['jsonBody', 'eventType']))
  })

  test('that are only perhaps shown need not be filled in', () => {
    const fields = shownFields(write, { bodyMode: { type: 'msg', value: 'payload' } })
    expect(fields.get('eventType')).toEqual({ required: false })
    expect(shownFields(write, {}).get('eventType')).toEqual({ required: true })
  })
})
