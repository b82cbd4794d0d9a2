import { STATUS_CODES } from 'node:http'
import { describe, expect, it } from '@jest/globals'
import { statusPhrase, statusText } from '../../src/outcome/status-text.js'

describe('the name of a status', () => {
  it('is the one that Node.js knows, for every status', () => {
    for (let status = 100; status < 600; status++) {
      const phrase = STATUS_CODES[status]
      expect(statusPhrase(status)).toBe(phrase === undefined ? String(status) : `${status} ${phrase}`)
    }
  })

  it.each([
    [404, '404 NOT_FOUND'],
    [418, '418 IM_A_TEAPOT'],
    [299, '299 UNKNOWN'],
  ])('%d is %s in the outputs', (status, text) => {
    expect(statusText(status)).toBe(text)
  })
})
