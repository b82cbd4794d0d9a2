import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { pipePath, takePipe } from '../../../src/auth/process-lock/named-pipe.js'
import { expectNoLeaks } from '../../support/handles.js'
import { errorOf } from '../support.js'

let root: string
/** On Unix a socket at a path does what a pipe's name does on Windows, as long as its process lives. */
let path: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'cjds-'))
  path = process.platform === 'win32' ? pipePath(root, 'one') : join(root, 'pipe')
})
afterEach(async () => {
  await rm(root, { recursive: true, force: true })
})

const soon = () => AbortSignal.timeout(10_000)

describe('The name of a pipe', () => {
  it('is one for each directory and name, whatever the case', () => {
    const name = pipePath('C:\\Store\\locks', 'write main')
    expect(name).toMatch(/^\\\\\.\\pipe\\cjds-flow-node-[0-9a-f]{64}$/)
    expect(pipePath('c:\\store\\LOCKS', 'write main')).toBe(name)
    expect(pipePath('C:\\Store\\locks', 'lease main')).not.toBe(name)
    expect(pipePath('C:\\Store', 'write main')).not.toBe(name)
  })
})

describe('A pipe', () => {
  it('is held by one at a time', async () => {
    await expectNoLeaks(async () => {
      let holders = 0
      let served = 0
      await Promise.all(
        Array.from({ length: 5 }, async () => {
          const release = await takePipe(path, soon())
          expect(++holders).toBe(1)
          await new Promise((resolve) => setTimeout(resolve, 5))
          holders--
          served++
          release()
        }),
      )
      expect(served).toBe(5)
    })
    expect(await readdir(root)).toEqual([])
  })

  it('is not waited for longer than the caller wants', async () => {
    const release = await takePipe(path, soon())
    expect(await errorOf(takePipe(path, AbortSignal.timeout(50)))).toMatchObject({ code: 'TOKEN_STORE_BUSY' })
    release()
  })

  it('cannot be made just anywhere', async () => {
    expect(await errorOf(takePipe(join(root, 'none', 'pipe'), soon()))).toMatchObject({
      code: 'TOKEN_STORE_IO',
      message: expect.stringMatching(
        /^The directory of the store can hold no lock \(E[A-Z]+\); choose one on a local disk\.$/,
      ),
    })
  })
})
