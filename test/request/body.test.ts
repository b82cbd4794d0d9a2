import { describe, expect, test } from '@jest/globals'
import { bodyReferences, compileBody, sentReferences } from '../../src/request/body.js'

const values = { a: 1, b: 'two', list: [3], yes: true, no: false, zero: 0, empty: {} }

describe('A body', () => {
  test.each<[unknown, unknown]>([
    ['$inputs.a', 1],
    ['$inputs.missing', undefined],
    ['$$inputs.a', '$inputs.a'],
    ['$$', '$'],
    ['a $inputs.a', 'a $inputs.a'],
    ['$inputs.a b', '$inputs.a b'],
    [{ x: '$inputs.a', y: '$inputs.missing' }, { x: 1 }],
    [{ x: { y: '$inputs.missing' } }, { x: {} }],
    [
      { x: '$inputs.zero', y: '$inputs.no', z: '$inputs.empty' },
      { x: 0, y: false, z: {} },
    ],
    [
      ['$inputs.a', '$inputs.missing', '$inputs.list'],
      [1, [3]],
    ],
    [{ $$set: { $$ref: 1 } }, { $set: { $ref: 1 } }],
    [{ fixed: [null, true, 5, 'x', {}] }, { fixed: [null, true, 5, 'x', {}] }],
    [{ $select: '$inputs.yes', cases: { true: 'y', false: 'n' } }, 'y'],
    [{ $select: '$inputs.no', cases: { true: 'y', false: 'n' } }, 'n'],
    [{ $select: '$inputs.a', cases: { 1: { x: '$inputs.b' }, 2: 'n' } }, { x: 'two' }],
    [{ x: { $select: '$inputs.missing', cases: { a: 1 } } }, {}],
    [{ x: { $select: '$inputs.missing', cases: { undefined: 1 } } }, {}],
    [{ x: { $select: '$inputs.b', cases: { one: 1 } } }, {}],
    [{ $optional: { x: '$inputs.a', fixed: 1 } }, { x: 1, fixed: 1 }],
    [{ $optional: { x: '$inputs.a', y: '$inputs.missing' } }, undefined],
    [{ $optional: { deep: [{ x: '$inputs.missing' }] } }, undefined],
    [[{ $optional: { x: '$inputs.a' } }, { $optional: { x: '$inputs.missing' } }], [{ x: 1 }]],
    // What stands in the case that is not taken does not matter.
    [{ $optional: { $select: '$inputs.yes', cases: { true: '$inputs.a', false: '$inputs.missing' } } }, 1],
    [{ $optional: { $select: '$inputs.no', cases: { true: '$inputs.a', false: '$inputs.missing' } } }, undefined],
    [{ $optional: { $select: '$inputs.missing', cases: { a: 1 } } }, undefined],
    [{ $optional: { x: '$inputs.a', more: { $optional: { y: '$inputs.missing' } } } }, { x: 1 }],
  ])('%j becomes %j', (template, body) => {
    expect(compileBody(template)(values)).toStrictEqual(body)
  })

  test('neither the template nor the values are shared with a change to come', () => {
    const template = Object.freeze({ x: Object.freeze(['$inputs.a']) })
    const build = compileBody(template)
    expect(build(Object.freeze({ a: 1 }))).not.toBe(build(Object.freeze({ a: 1 })))
  })
})

describe('The references in a body', () => {
  const template = {
    x: '$inputs.a',
    fixed: ['text', 5, true, null],
    'y/z~': [{ $optional: { b: '$inputs.b', m: '$inputs.missing' } }],
    s: { $select: '$inputs.yes', cases: { true: '$inputs.list', false: '$inputs.zero' } },
  }

  test('all', () => {
    expect([...bodyReferences(template)].map(({ input, pointer }) => `${input} ${pointer}`)).toEqual([
      'a /x',
      'b /y~1z~0/0/$optional/b',
      'missing /y~1z~0/0/$optional/m',
      'yes /s/$select',
      'list /s/cases/true',
      'zero /s/cases/false',
    ])
  })

  test('those whose values are sent, with their places in the body that is made', () => {
    const places = (wanted: unknown): string[] =>
      [...sentReferences(wanted, values)].map(({ input, at }) => `${input} ${at}`)
    expect(places('$inputs.a')).toEqual(['a '])
    for (const none of ['$inputs.missing', 'text', null, 5]) expect(places(none)).toEqual([])
    expect([...sentReferences('text', { undefined: 1 })]).toEqual([])
    expect(places(template)).toEqual(['a /x', 'list /s'])
    expect(places({ $$odd: { $optional: ['$inputs.missing', '$inputs.a'] } })).toEqual([])
    const list = ['$inputs.missing', 'text', '$inputs.a', { $optional: '$inputs.missing' }, { b: '$inputs.b' }]
    expect(places({ $$odd: list })).toEqual(['a /$odd/1', 'b /$odd/2/b'])
    expect(compileBody({ $$odd: list })(values)).toEqual({ $odd: ['text', values.a, { b: values.b }] })
  })

  test('those whose values are sent', () => {
    const sent = (more: object): string[] =>
      [...sentReferences(template, { ...values, ...more })].map(({ pointer }) => pointer)
    expect(sent({})).toEqual(['/x', '/s/cases/true'])
    expect(sent({ missing: 1, yes: false })).toEqual([
      '/x',
      '/y~1z~0/0/$optional/b',
      '/y~1z~0/0/$optional/m',
      '/s/cases/false',
    ])
  })
})
