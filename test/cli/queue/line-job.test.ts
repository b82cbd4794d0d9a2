import { describe, expect, test } from '@jest/globals'
import { jobOfLine, type LineRules } from '../../../src/cli/queue/line-job.js'
import { node } from '../../support/invocation.js'

const method = node.methods.get('writeToCjds')
if (method === undefined) throw new Error('The shipped node writes events.')
const rules: LineRules = { method, common: { workspaceId: 'w1', eventSource: 'common' } }
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

const idOf = (number: number, text: string, more: Partial<LineRules> = {}) => {
  const job = jobOfLine({ number, text }, { ...rules, ...more })
  return 'inputs' in job ? (job.inputs as Record<string, unknown>).eventId : job
}

describe('a line', () => {
  test('is the inputs of one invocation, and says more than what is common', () => {
    const text = JSON.stringify({ eventSource: 'own', identity: '+1', eventId: 'e-1' })
    expect(jobOfLine({ number: 1, text }, rules)).toEqual({
      method: 'writeToCjds',
      inputs: { workspaceId: 'w1', eventSource: 'own', identity: '+1', eventId: 'e-1' },
      key: expect.any(String),
    })
  })

  test('is the same job whenever it is read, and another one elsewhere, with other text or other inputs', () => {
    const keyOf = (number: number, text: string, common = rules.common) =>
      (jobOfLine({ number, text }, { ...rules, common }) as { readonly key?: string }).key
    const key = keyOf(1, '{"phone":"+1"}')
    expect(keyOf(1, '{"phone":"+1"}')).toBe(key)
    const others = [
      keyOf(2, '{"phone":"+1"}'),
      keyOf(1, '{"phone":"+2"}'),
      keyOf(1, '{"phone":"+1"}', { workspaceId: 'w2' }),
    ]
    expect(new Set([key, ...others]).size).toBe(4)
  })

  test('may be the value of one input', () => {
    const text = '{"id":"e-1","identity":"+1"}'
    expect(jobOfLine({ number: 1, text }, { ...rules, as: 'jsonBody', orderBy: 'identity' })).toMatchObject({
      inputs: { workspaceId: 'w1', jsonBody: text },
      orderBy: '+1',
    })
  })

  test('is kept in order by a member, or by an input that all have', () => {
    const ordered = { ...rules, orderBy: 'identity' }
    expect(jobOfLine({ number: 1, text: '{"identity":"+1"}' }, ordered)).toMatchObject({ orderBy: '+1' })
    expect(jobOfLine({ number: 1, text: '{"identity":17}' }, ordered)).toMatchObject({ orderBy: '17' })
    expect(jobOfLine({ number: 1, text: '{}' }, { ...rules, orderBy: 'workspaceId' })).toMatchObject({ orderBy: 'w1' })
  })
})

describe('an id that a line has not got', () => {
  test('is a UUID that the same line always gets', () => {
    const id = idOf(7, '{"identity":"+1"}')
    expect(id).toMatch(uuid)
    expect(idOf(7, '{"identity":"+1"}')).toBe(id)
  })

  test('is another one for another line, and for the same text elsewhere', () => {
    const ids = [idOf(7, '{"identity":"+1"}'), idOf(8, '{"identity":"+1"}'), idOf(7, '{"identity":"+2"}')]
    expect(new Set(ids).size).toBe(3)
  })

  test.each(['{"eventId":""}', '{"eventId":" "}', '{"eventId":null}'])('is made for %s as well', (text) => {
    expect(idOf(1, text)).toMatch(uuid)
  })

  test('is not made for a method whose node makes none', () => {
    const other = node.methods.get('manageIdentity')
    expect(idOf(1, '{}', { ...(other === undefined ? {} : { method: other }) })).toBeUndefined()
  })
})

describe('a line that cannot be sent', () => {
  test.each(['{"identity":["+1"]}', '{"other":"+1"}', '{"identity":null}'])('has no place in an order: %s', (text) => {
    const refusal = jobOfLine({ number: 3, text }, { ...rules, orderBy: 'identity' })
    expect(refusal).toMatchObject({ line: 3, code: 'ORDER' })
    expect(JSON.stringify(refusal)).not.toContain('+1')
  })

  test.each([
    ['{"a":', 'JSON_SYNTAX', /column 6/],
    ['{"a":1} x', 'JSON_SYNTAX', /column 9/],
    ['[1]', 'JSON_NOT_OBJECT', /object/],
    ['"secret"', 'JSON_NOT_OBJECT', /object/],
    ['null', 'JSON_NOT_OBJECT', /object/],
    ['{"a":12345678901234567890}', 'NUMBER_PRECISION', /quotes/],
  ])('%s: %s', (text, code, words) => {
    const refusal = jobOfLine({ number: 3, text }, rules)
    expect(refusal).toMatchObject({ line: 3, code })
    expect('message' in refusal && refusal.errors).toEqual(['message' in refusal && refusal.message])
    expect(JSON.stringify(refusal)).toMatch(words)
    expect(JSON.stringify(refusal)).not.toContain('secret')
  })

  test.each(['TOO_LARGE', 'NOT_UTF8'] as const)('%s', (problem) => {
    expect(jobOfLine({ number: 3, problem }, rules)).toMatchObject({ line: 3, code: problem })
  })
})
