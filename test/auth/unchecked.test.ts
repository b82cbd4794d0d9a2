import { execFile } from 'node:child_process'
import { dirname } from 'node:path'
import { rm } from 'node:fs/promises'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { bundleOf } from '../support/bundle.js'
import { type FaultServer, json, startFaultServer } from '../support/fault-server.js'

let bundle: string
let server: FaultServer
beforeAll(async () => {
  bundle = await bundleOf('test/auth/unchecked-worker.ts')
}, 60_000)
afterAll(() => rm(dirname(bundle), { recursive: true }))
beforeEach(async () => {
  server = await startFaultServer(json(200, { access_token: 'new', token_type: 'Bearer' }), {
    certificate: 'self-signed',
  })
})
afterEach(() => server.close())

/** A process of its own, since Node.js reads the variable from the real environment, which jest keeps from tests. */
async function withoutChecks(host: string): Promise<unknown> {
  const env = { PATH: process.env.PATH, NODE_TLS_REJECT_UNAUTHORIZED: '0', ORIGIN: `https://${host}:${server.port}` }
  return JSON.parse((await promisify(execFile)(process.execPath, [bundle], { env })).stdout)
}

describe('An authorization server whose certificate nobody checks', () => {
  it('[F058] gets no secret where it is another machine', async () => {
    // This address leads to this machine, but does not say so.
    expect(await withoutChecks('0.0.0.0')).toEqual({
      refresh: 'TLS_DISABLED',
      login: 'TLS_DISABLED',
      logout: 'TLS_DISABLED',
      run: { outcome: 'onError', code: 'TLS_DISABLED', delivery: 'not-sent' },
    })
    expect(server.connections).toBe(0)
  })

  it('[F058] is used where it is on this machine', async () => {
    expect(await withoutChecks('127.0.0.1')).toMatchObject({ refresh: 'sent', login: 'sent', logout: 'sent' })
    expect(server.requests.map(({ target }) => target)).toEqual(expect.arrayContaining(['/token', '/revoke']))
  })
})
