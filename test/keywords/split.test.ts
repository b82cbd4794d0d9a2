import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { distinct, split } from '../../src/keywords/split.js'
import { refuse, same, tableOf } from './field.js'

tableOf({ type: 'array', items: { type: 'string' }, split: ',' }, [
  [' a@b.co , ,b@b.co,, ', { becomes: ['a@b.co', 'b@b.co'] }],
  ['a', { becomes: ['a'] }],
  ['a,a,A', { becomes: ['a', 'A'] }],
  ['a;b|c', { becomes: ['a;b|c'] }],
  ['a b', { becomes: ['a b'] }],
  [['a,b', ' c '], { becomes: ['a,b', 'c'] }],
  [[1, '1', null, ''], { becomes: ['1'] }],
  [5, { becomes: ['5'] }],
  [' , ,', { becomes: undefined }],
  [[], { becomes: undefined }],
  [['', null], { becomes: undefined }],
  ...same(['a', 'b']),
  ...refuse('TYPE', 'must be a list', true, {}, 1.5),
  ...refuse('TYPE', 'must be text', [true], [['a']], [1.5]),
  ...refuse('TOO_LARGE', 'may have at most 100 entries', Array.from({ length: 101 }, (_, index) => index).join()),
])
tableOf({ type: 'array', items: { type: 'string' }, split: ';' }, [['a,b; c', { becomes: ['a,b', 'c'] }]])
tableOf({ type: 'array', items: { type: 'string' }, split: '|' }, [['a|b', { becomes: ['a', 'b'] }]])
tableOf({ type: 'array', items: { type: 'integer' }, split: ',' }, [
  ['1, 2 ,,3', { becomes: [1, 2, 3] }],
  ...refuse('TYPE', 'must be a whole number', '1,x'),
])
tableOf({ type: 'array', items: { type: 'string' } }, [...same(['a']), ...refuse('TYPE', 'must be a list', 'a,b', 5)])

test('entries are never empty, never repeated, and in the order of their first appearance', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (entries) => {
      const list = distinct(entries)
      expect(new Set(list).size).toBe(list.length)
      expect(list.every((entry) => entry.trim() !== '' && !/^ | $/.test(entry))).toBe(true)
      expect(distinct(list)).toEqual(list)
      expect(split(entries.map((entry) => entry.replaceAll(',', '')).join(','), ',')).toEqual(
        distinct(entries.map((entry) => entry.replaceAll(',', ''))),
      )
    }),
  )
})
