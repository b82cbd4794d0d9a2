import { pathToFileURL } from 'node:url'
import { describe, expect, it } from '@jest/globals'
import { loadNode } from '../../src/index.js'

const loadAnything = loadNode as (options: unknown) => Promise<unknown>

describe('loading a node', () => {
  it.each([['./examples/tickets'], [null], [1]])('takes no %j in place of options', async (options) => {
    await expect(loadAnything(options)).rejects.toMatchObject({
      code: 'INVALID_LOAD_OPTIONS',
      message: expect.stringContaining("{ directory: './my-node' }"),
    })
  })

  it.each([[pathToFileURL('examples/tickets')], [pathToFileURL('examples/tickets').href], [null], [1]])(
    'takes no %s for a directory, and says what it takes',
    async (directory) => {
      await expect(loadAnything({ directory })).rejects.toMatchObject({
        code: 'INVALID_LOAD_OPTIONS',
        message: expect.stringContaining('fileURLToPath'),
      })
    },
  )

  it('names the directory in which there is no node', async () => {
    await expect(loadNode({ directory: 'no/such/place' })).rejects.toThrow('no/such/place')
  })
})
