import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from '@jest/globals'
import { noLock } from '../../../src/auth/process-lock/no-lock.js'
import { SocketQueue } from '../../../src/auth/process-lock/socket-queue.js'
import { expectNoLeaks } from '../../support/handles.js'
import { describeUnless } from '../../support/skipped.js'
import { errorOf } from '../support.js'

let root: string
let directory: string
let queue: SocketQueue
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'cjds-'))
  directory = join(root, 'locks')
  queue = new SocketQueue(directory, 'one')
})
afterEach(async () => {
  await rm(root, { recursive: true, force: true })
})

const soon = () => AbortSignal.timeout(10_000)

const onUnix = describeUnless(
  process.platform === 'win32' ? 'Windows has no sockets in directories' : undefined,
  'the queue of sockets',
)
const onLinux = describeUnless(
  process.platform === 'linux' ? undefined : 'only Linux tells a busy socket from a dead one',
  'a queue with a busy process',
)

onUnix('A queue of sockets', () => {
  it('has a file for each ticket, with a number above all that are there', async () => {
    const first = await queue.join()
    const second = await queue.join()
    const third = await queue.join()
    expect([first, second, third].map(({ ticket }) => ticket.number)).toEqual([1, 2, 3])
    for (const { ticket } of [first, second, third]) expect(ticket.id).toMatch(/^[0-9a-f]{8}-[123]-[0-9a-f]{12}$/)
    expect(queue.tickets().sort((a, b) => a.number - b.number)).toEqual([first.ticket, second.ticket, third.ticket])
    first.leave()
    const fourth = await queue.join()
    expect(fourth.ticket.number).toBe(4)
    for (const { leave } of [second, third, fourth]) leave()
    expect(await readdir(directory)).toEqual([])
  })

  it('is another one for another name', async () => {
    const { ticket, leave } = await queue.join()
    expect(new SocketQueue(directory, 'one').tickets()).toEqual([ticket])
    expect(new SocketQueue(directory, 'two').tickets()).toEqual([])
    leave()
  })

  it('can be left when somebody has emptied the directory', async () => {
    await expectNoLeaks(async () => {
      const { leave } = await queue.join()
      await rm(directory, { recursive: true })
      leave()
    })
  })

  it('cannot be joined when the directory goes away meanwhile', async () => {
    await expectNoLeaks(async () => {
      const joining = errorOf(queue.join())
      rmSync(directory, { recursive: true })
      expect(await joining).toMatchObject({
        name: 'TokenStoreError',
        code: 'TOKEN_STORE_IO',
        message: 'The directory of the store can hold no lock (ENOENT); choose one on a local disk.',
        cause: { code: 'ENOENT' },
      })
    })
  })

  it('needs a directory', async () => {
    const file = join(root, 'file')
    await writeFile(file, '')
    expect(() => new SocketQueue(file, 'one')).toThrow(
      expect.objectContaining({
        code: 'TOKEN_STORE_IO',
        message: 'The directory of the store can hold no lock (EEXIST); choose one on a local disk.',
      }),
    )
  })

  it('passes by what is no draft, or a draft no more', async () => {
    await symlink(join(root, 'nothing'), join(directory, '.link'))
    const { leave } = await queue.join()
    leave()
    expect(await readdir(directory)).toEqual(['.link'])
  })

  it('lets several remove at once what a dead process has left', async () => {
    const dead = { number: 1, id: 'dead' }
    await writeFile(join(directory, dead.id), '')
    await Promise.all([queue.untilGone(dead, soon()), queue.untilGone(dead, soon())])
    expect(await readdir(directory)).toEqual([])
  })

  it('tells at once when somebody leaves, or has left', async () => {
    const { ticket, leave } = await queue.join()
    const gone = queue.untilGone(ticket, soon())
    expect(
      await Promise.race([gone.then(() => 'gone'), new Promise((resolve) => setTimeout(resolve, 50, 'there'))]),
    ).toBe('there')
    leave()
    await gone
    await queue.untilGone(ticket, soon())
    expect(await readdir(directory)).toEqual([])
  })
})

onLinux('A queue of sockets', () => {
  it('keeps the ticket of somebody who is too busy to answer', async () => {
    const busy = { number: 1, id: 'busy' }
    const path = join(directory, busy.id)
    const program = `require('net').createServer().listen({ path: ${JSON.stringify(path)}, backlog: 1 }, () => {
      require('fs').writeSync(1, 'listening')
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
    })`
    const other = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] })
    const visitors: Socket[] = []
    try {
      await once(other.stdout, 'data')
      let reason: string | undefined
      while (reason === undefined) {
        const visitor = connect(path)
        visitors.push(visitor)
        reason = await once(visitor, 'connect').then(
          () => undefined,
          (error: unknown) => (error as NodeJS.ErrnoException).code,
        )
      }
      expect(reason).toBe('EAGAIN')
      await queue.untilGone(busy, soon())
      expect(await readdir(directory)).toEqual([busy.id])
    } finally {
      for (const visitor of visitors) visitor.destroy()
      other.kill('SIGKILL')
      await once(other, 'exit')
    }
    await queue.untilGone(busy, soon())
    expect(await readdir(directory)).toEqual([])
  })
})

it('An error of the system without a code is told without one', () => {
  expect(noLock(new Error('planted')).message).toBe(
    'The directory of the store can hold no lock (unknown); choose one on a local disk.',
  )
})
