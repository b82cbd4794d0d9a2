import { describe, expect, test } from '@jest/globals'
import { redeliveryKey, withEventTime } from '../../src/request/redelivery.js'

const now = '2026-01-31T09:30:00.000Z'

describe('The key of a redelivery', () => {
  const key = ['$inputs.project', '$inputs.json#/a~1b/0', '$request.body#/id', '$request.body']

  test('is read from inputs and from the body', () => {
    const prepared = { values: { project: 'p', json: { 'a/b': ['x'] } }, body: { id: '1' } }
    expect(redeliveryKey({ key }, prepared)).toEqual(['p', 'x', '1', { id: '1' }])
  })

  test('has null where there is nothing, so that its parts keep their places', () => {
    expect(redeliveryKey({ key }, { values: { json: 'text' } })).toEqual([null, null, null, null])
  })

  test('never reaches into a prototype', () => {
    expect(redeliveryKey({ key: ['$inputs.json#/constructor'] }, { values: { json: {} } })).toEqual([null])
  })
})

describe('The time of an event', () => {
  const redelivery = { key: ['$inputs.id'], time: ['$inputs.time', '$inputs.json#/time'] }

  test.each<[what: string, values: Record<string, unknown>, hidden: string[], becomes: Record<string, unknown>]>([
    ['an empty input', { id: '1' }, ['json'], { id: '1', time: now }],
    ['an input that says it', { time: 'then' }, ['json'], { time: 'then' }],
    ['an object without it', { json: { id: '1' } }, ['time'], { json: { id: '1', time: now } }],
    ['an object with null for it', { json: { time: null } }, ['time'], { json: { time: now } }],
    ['an object that says it', { json: { time: 'then' } }, ['time'], { json: { time: 'then' } }],
    ['an object that is not there', {}, ['time'], {}],
    ['a list in its place', { json: [] }, ['time'], { json: [] }],
    ['a text in its place', { json: 'text' }, ['time'], { json: 'text' }],
    ['both hidden', { json: {} }, ['time', 'json'], { json: {} }],
  ])('%s', (_what, values, hidden, becomes) => {
    const before = structuredClone(values)
    expect(withEventTime(redelivery, values, hidden, now)).toEqual(becomes)
    expect(values).toEqual(before)
  })

  test('has its place made where it is to be', () => {
    const deeper = { key: ['$inputs.id'], time: ['$inputs.json#/about/time'] }
    expect(withEventTime(deeper, { json: { about: { x: 1 } } }, [], now)).toEqual({
      json: { about: { x: 1, time: now } },
    })
    expect(withEventTime(deeper, { json: { about: 'text' } }, [], now)).toEqual({ json: { about: 'text' } })
    expect(withEventTime(deeper, { json: {} }, [], now)).toEqual({ json: {} })
  })

  test('is left alone where the manifest names none', () => {
    expect(withEventTime({ key: ['$inputs.id'] }, { id: '1' }, [], now)).toEqual({ id: '1' })
  })
})
