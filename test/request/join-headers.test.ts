import { describe, expect, it } from '@jest/globals'
import { headerJoiner } from '../../src/request/join-headers.js'

describe('the headers of a request', () => {
  const headers = { accept: 'application/json' }
  const join = headerJoiner('agent/1')

  it('are those of the manifest with the user agent, and the token where there is one', () => {
    expect(join(headers, undefined)).toEqual({ accept: 'application/json', 'user-agent': 'agent/1' })
    expect(join(headers, 't1')).toEqual({ ...headers, 'user-agent': 'agent/1', authorization: 'Bearer t1' })
  })

  it('are shared, frozen, by calls that differ in neither', () => {
    const joined = join(headers, 't1')
    expect(join(headers, 't1')).toBe(joined)
    expect(Object.isFrozen(joined)).toBe(true)
  })

  it('are made anew for another token, also back again, and for other headers', () => {
    expect(join(headers, 't2').authorization).toBe('Bearer t2')
    expect(join(headers, 't1').authorization).toBe('Bearer t1')
    expect(join(headers, undefined).authorization).toBeUndefined()
    expect(join({ accept: 'text/plain' }, undefined).accept).toBe('text/plain')
  })
})
