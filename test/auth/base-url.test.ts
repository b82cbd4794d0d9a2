import { describe, expect, it } from '@jest/globals'
import { checkBaseUrl } from '../../src/auth/base-url.js'

describe('A base URL', () => {
  it.each([
    ['https://api.example.com', 'https://api.example.com'],
    ['https://api.example.com/', 'https://api.example.com'],
    ['HTTPS://API.Example.com:443', 'https://api.example.com'],
    ['https://api.example.com:8443', 'https://api.example.com:8443'],
    ['http://127.0.0.1:4010', 'http://127.0.0.1:4010'],
    ['http://localhost:4010', 'http://localhost:4010'],
    ['http://[::1]:4010', 'http://[::1]:4010'],
  ])('%s is the origin %s', (text, origin) => {
    expect(checkBaseUrl(text)).toBe(origin)
  })

  const notUrl = 'is not a URL; write it like https://api.example.com'
  const credentials = 'must not hold a user name or password'
  const path = 'must end after the host and port; paths come from the manifest'
  const insecure = 'must begin with https://; http:// is for this machine only'

  it.each([
    ['', notUrl],
    ['api.example.com', notUrl],
    ['https://', notUrl],
    ['https://user@api.example.com', credentials],
    ['https://:word@api.example.com', credentials],
    ['https://api.example.com/v1', path],
    ['https://api.example.com/?a=1', path],
    ['https://api.example.com/#a', path],
    ['http://api.example.com', insecure],
    ['http://127.0.0.1.example.com', insecure],
    ['ftp://127.0.0.1', insecure],
    ['ws://localhost', insecure],
  ])('%s %s', (text, words) => {
    expect(() => checkBaseUrl(text)).toThrow(
      expect.objectContaining({ name: 'InvalidBaseUrlError', message: expect.stringContaining(words) }),
    )
  })
})
