import { afterAll, expect, test } from '@jest/globals'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { connect, createServer, type AddressInfo } from 'node:net'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { loadNode } from '../../../src/index.js'
import { openQueue, startWorker, type Enqueued, type JobQueue, type JobTrace } from '../../../src/hosts/queue/index.js'
import { startRedis } from '../../support/redis-server.js'
import { describeWithRedis, eventually } from '../../support/redis.js'
import { done, event, key, merge, removeBundle, withBench } from './support.js'

afterAll(removeBundle)

const answers = (queue: JobQueue) => () =>
  queue.status().then(
    () => true,
    () => false,
  )

const dead = (queue: JobQueue, count: number) => async () => (await queue.status()).dead === count

function queuedId(answer: Enqueued): string {
  if (answer.status !== 'queued') throw new Error(`It was not queued: ${answer.status}`)
  return answer.id
}

/** Why something failed. */
async function failure(run: Promise<unknown>): Promise<{ readonly code: unknown; readonly text: string }> {
  try {
    await run
  } catch (error) {
    return { code: (error as { code?: unknown }).code, text: String(error) }
  }
  throw new Error('It did not fail.')
}

/** Whether something ends before a timer does that was started with it; a busy machine delays both. */
const endsWithin = (ms: number, run: Promise<unknown>): Promise<boolean> =>
  Promise.race([run.then(() => true), delay(ms, false, { ref: false })])

describeWithRedis('A worker that dies', () => {
  test.each([
    ['takes it again', 202, 'onEventPostSuccess'],
    ['knows it already', 409, 'onEventPostFailure'],
  ])('[F094] after the answer: the service gets the same event again and %s', (_what, status, outcome) =>
    withBench(async ({ open, spawn, work, posts, log, emulator }) => {
      const queue = await open()
      await queue.enqueue('writeToCjds', event)
      const victim = await spawn({ dieAfterAnswer: true })
      expect(await victim.ended).toBe('SIGKILL')
      expect(posts()).toHaveLength(1)

      if (status !== 202) emulator.scenarios.add({ on: 'events.publish', answer: { status } })
      await work()
      await eventually('it is done', done(queue, 1))
      expect(posts()).toHaveLength(2)
      expect(posts()[1]).toEqual(posts()[0])
      expect(log.map(({ event: what, outcome: ended, deliveries }) => [what, ended, deliveries])).toEqual([
        ['completed', outcome, 2],
      ])
    }),
  )

  test('[F094] 409 at the first delivery means that something else has the id, and is parked', () =>
    withBench(async ({ open, work, emulator }) => {
      const queue = await open()
      emulator.scenarios.add({ on: 'events.publish', answer: { status: 409 } })
      await queue.enqueue('writeToCjds', event)
      await work()
      await eventually('it is parked', dead(queue, 1))
      expect(await queue.deadLetters()).toEqual([expect.objectContaining({ code: 'HTTP_409', deliveries: 1 })])
    }))

  test('[F095] again and again: the job is never given up', () =>
    withBench(async ({ open, spawn, work, redis }) => {
      const queue = await open()
      const id = queuedId(await queue.enqueue('writeToCjds', event))
      for (let round = 0; round < 3; round++) {
        const victim = await spawn({ dieAfterAnswer: true })
        // The last time BullMQ itself gives up, as after ten more deaths.
        if (round === 1) await redis.client.hset(`cjds-node:cjds:${id}`, 'stc', 10)
        expect(await victim.ended).toBe('SIGKILL')
      }
      await work({ lockMs: 1_000 })
      await eventually('it is done', done(queue, 1), 15_000)
      const events = JSON.stringify(await redis.client.xrange('cjds-node:cjds:events', '-', '+'))
      expect(events).toContain('job stalled more than allowable limit')
      expect((await queue.status()).dead).toBe(0)
    }))
})

describeWithRedis('Redis goes away', () => {
  test('[F096] enqueueing fails within two seconds, and nothing waits in memory', () =>
    withBench(async ({ open, redis }) => {
      const queue = await open()
      await redis.kill()
      const failing = failure(queue.enqueue('writeToCjds', event))
      expect(await endsWithin(2_000, failing)).toBe(true)
      const { code, text } = await failing
      expect(code).toBe('QUEUE_UNAVAILABLE')
      expect(text).toContain('nothing was queued')

      await redis.restart()
      await eventually('it is connected again', answers(queue))
      expect(await queue.enqueue('writeToCjds', event)).toMatchObject({ status: 'queued' })
      expect((await queue.status()).waiting).toBe(1)
    }))

  test('[F096] when it hangs, too, and what was refused is not queued later', () =>
    withBench(async ({ open, redis }) => {
      const queue = await open()
      await redis.kill('SIGSTOP')
      const failing = failure(queue.enqueue('writeToCjds', event))
      const isInTime = await endsWithin(2_500, failing)
      await redis.kill('SIGCONT')
      expect(isInTime).toBe(true)
      const { code, text } = await failing
      expect(code).toBe('QUEUE_UNAVAILABLE')
      expect(text).toContain('nothing was queued')
      // What it was asked in vain is answered by now.
      await redis.client.ping()
      await delay(300)
      expect(await queue.status()).toMatchObject({ waiting: 0 })
    }))

  test('[F096] it says when a job may have been queued, and that one is not doubled', () =>
    withBench(async ({ open, redis }) => {
      const queue = await open()
      await queue.enqueue('writeToCjds', event)
      const inputs = { ...event, eventId: 'event-1' }
      // Reads are answered, and the job itself is not.
      await redis.client.client('PAUSE', 10_000, 'WRITE')
      const { code, text } = await failure(queue.enqueue('writeToCjds', inputs))
      expect(code).toBe('QUEUE_UNAVAILABLE')
      expect(text).toContain('may have been queued')
      await redis.client.client('UNPAUSE')
      await eventually('it was queued', async () => (await queue.status()).waiting === 2)
      expect(await queue.enqueue('writeToCjds', inputs)).toMatchObject({ status: 'duplicate' })
    }))

  test('[F096] opening fails within two seconds, without the password in the message', async () => {
    const redis = await startRedis({ requirepass: 'planted-password' })
    const open = (url: string): Promise<unknown> =>
      withBench(async (bench) => {
        await bench.open({ redis: url })
      })
    try {
      const wrong = await failure(open(redis.url.replace('//', '//:planted-other@')))
      expect(wrong).toMatchObject({ code: 'QUEUE_UNAVAILABLE' })
      expect(wrong.text).not.toContain('planted')
      await redis.kill()
      expect(await failure(open(redis.url))).toMatchObject({ code: 'QUEUE_UNAVAILABLE' })
    } finally {
      await redis.close()
    }
  })

  test(
    '[F097] killed and started again: nothing that was accepted is lost',
    () =>
      withBench(async ({ open, work, redis, posts }) => {
        const queue = await open()
        await work({ retries: { firstMs: 100 }, concurrency: 4 })
        const accepted: string[] = []
        let isOver = false
        const enqueueing = async (): Promise<void> => {
          for (let batch = 0; !isOver; batch++) {
            const ids = Array.from({ length: 20 }, (_, index) => `event-${batch}-${index}`)
            const jobs = ids.map((eventId) => ({ method: 'writeToCjds', inputs: { ...event, eventId } }))
            await queue.enqueueMany(jobs).then(
              () => accepted.push(...ids),
              () => delay(20),
            )
          }
        }
        const moreAreAccepted = (): Promise<void> => {
          const before = accepted.length
          return eventually('more are accepted', () => accepted.length >= before + 60)
        }
        const runOfRedis = async (): Promise<string | undefined> =>
          /run_id:\w+/.exec(await redis.client.info('server'))?.[0]

        const enqueued = enqueueing()
        const runs = new Set([await runOfRedis()])
        try {
          for (let kill = 0; kill < 2; kill++) {
            await moreAreAccepted()
            await redis.kill()
            await redis.restart()
            await eventually('it answers again', answers(queue))
            runs.add(await runOfRedis())
          }
          await moreAreAccepted()
        } finally {
          isOver = true
          await enqueued
        }
        expect(runs.size).toBe(3)
        await eventually(
          'all are sent',
          () => {
            const sent = new Set(posts().map(({ id }) => id))
            return accepted.every((id) => sent.has(id))
          },
          25_000,
        )
        await eventually(
          'none is left',
          async () => {
            const { waiting, active, delayed } = await queue.status()
            return waiting + active + delayed === 0
          },
          15_000,
        )
        expect((await queue.status()).dead).toBe(0)
      }),
    60_000,
  )
})

describeWithRedis('The same again', () => {
  test('[F098] an event that is enqueued a hundred times is sent once', () =>
    withBench(async ({ open, work, posts }) => {
      const [one, other] = await Promise.all([open(), open()])
      await work()
      const job = { method: 'writeToCjds', inputs: { ...event, eventId: 'event-1' } }
      const many = [
        ...(await Promise.all(Array.from({ length: 25 }, () => one.enqueue(job.method, job.inputs)))),
        ...(await other.enqueueMany(Array.from({ length: 50 }, () => job))),
      ]
      await eventually('it is done', done(one, 1))
      for (let index = 0; index < 25; index++) many.push(await other.enqueue(job.method, job.inputs))
      expect(new Set(many.map((answer) => 'id' in answer && answer.id)).size).toBe(1)
      expect(many.slice(-25).map(({ status }) => status)).toEqual(Array.from({ length: 25 }, () => 'duplicate'))
      expect(await one.status()).toMatchObject({ waiting: 0, active: 0, delayed: 0, completed: 1 })
      expect(posts()).toHaveLength(1)
    }))

  test('[F098] the same in JSON is the same; another id, source or workspace is another event', () =>
    withBench(async ({ open }) => {
      const queue = await open()
      const id = 'event-1'
      const first = await queue.enqueue('writeToCjds', { ...event, eventId: id })
      const { authorization, workspaceId, eventType, eventSource, identity, identityType } = event
      const jsonBody = {
        id,
        specversion: '1.0',
        type: eventType,
        source: eventSource,
        identity,
        identitytype: identityType,
        datacontenttype: 'application/json',
        data: {},
      }
      const json = await queue.enqueue('writeToCjds', { authorization, workspaceId, bodyMode: 'json', jsonBody })
      expect(json).toEqual({ ...first, status: 'duplicate' })
      const others = [
        { ...event, eventId: 'event-2' },
        { ...event, eventId: id, eventSource: 'web' },
        { ...event, eventId: id, workspaceId: 'another' },
        event,
        event,
      ]
      for (const inputs of others)
        expect(await queue.enqueue('writeToCjds', inputs)).toMatchObject({ status: 'queued' })
    }))
})

describeWithRedis('The service asks for patience', () => {
  test('[F099] every worker waits for Retry-After, and it is no failed attempt', () =>
    withBench(async ({ open, work, emulator, log }) => {
      const queue = await open()
      // One refusal each for the first two, both of which would be parked if refusals were counted.
      emulator.scenarios.add({
        on: 'events.publish',
        times: 2,
        answer: { status: 429, headers: { 'retry-after': '3' } },
      })
      const retries = { attempts: 1 }
      await Promise.all([work({ concurrency: 1, retries }), work({ concurrency: 1, retries })])
      await queue.enqueueMany(Array.from({ length: 10 }, () => ({ method: 'writeToCjds', inputs: event })))
      await eventually('all are done', done(queue, 10), 20_000)
      const requests = emulator.recordings.list('events.publish')
      const refusals = requests.filter(({ status }) => status === 429).map(({ time }) => Date.parse(time))
      expect(refusals).toHaveLength(2)
      const last = Math.max(...refusals)
      // What was under way when the first refusal came was sent before anybody could know.
      const early = requests.filter(
        ({ status, time }) => status !== 429 && Date.parse(time) > last + 1_000 && Date.parse(time) < last + 3_000,
      )
      expect(early).toEqual([])
      expect(log.filter(({ event: what }) => what === 'rate-limited').length).toBeGreaterThan(0)
      expect((await queue.status()).dead).toBe(0)
    }))

  test('[F099] three processes never ask for more than the limit, so that nothing is refused', () =>
    withBench(
      async ({ open, spawn, emulator }) => {
        const queue = await open()
        const rateLimit = { requests: 30, perMs: 1_500 }
        await queue.enqueueMany(Array.from({ length: 150 }, () => ({ method: 'writeToCjds', inputs: event })))
        await Promise.all(Array.from({ length: 3 }, () => spawn({ worker: { rateLimit, lockMs: 5_000 } })))
        await eventually('all are done', done(queue, 150), 25_000)
        const statuses = emulator.recordings.list('events.publish').map(({ status }) => status)
        expect(statuses).toHaveLength(150)
        expect(statuses.filter((status) => status !== 202)).toEqual([])
      },
      { emulator: { rateLimit: { requests: 30, perMs: 1_500 } } },
    ))
})

describeWithRedis('What nobody should repeat', () => {
  test('[F100] poison is parked at once, told in one line without data, and can be replayed', () =>
    withBench(async ({ open, work, executorWith, log, posts }) => {
      const directory = await mkdtemp(join(tmpdir(), 'cjds-node-'))
      try {
        await cp('node-manifest/v1', directory, { recursive: true })
        const file = join(directory, 'methods/write-to-cjds.json')
        const method = JSON.parse(await readFile(file, 'utf8')) as {
          inputs: Record<string, object>
          examples: object[]
        }
        method.inputs.eventType = { ...method.inputs.eventType, maxLength: 20 }
        await writeFile(file, JSON.stringify(method))
        const stricter = await loadNode({ directory })

        const queue = await open()
        const inputs = { ...event, eventId: 'event-1', eventType: 'planted text that is too long' }
        const id = queuedId(await queue.enqueue('writeToCjds', inputs))
        const worker = await work({ executor: executorWith({}, stricter) })
        await eventually('it is parked', dead(queue, 1))
        await worker.close()
        expect(posts()).toEqual([])
        expect(log).toEqual([
          expect.objectContaining({ event: 'parked', outcome: 'onInvalidData', code: 'TOO_LARGE', deliveries: 1 }),
        ])
        expect(JSON.stringify(log)).not.toMatch(/planted|12025550100/)

        const [letter] = await queue.deadLetters()
        expect(letter).toMatchObject({ id, method: 'writeToCjds', outcome: 'onInvalidData', code: 'TOO_LARGE' })
        expect(await queue.deadLetter(id)).toMatchObject({ inputs, result: { outcome: 'onInvalidData' } })

        expect(await queue.replay(id)).toBe(true)
        expect(await queue.replay(id)).toBe(false)
        await work()
        await eventually('it is done', done(queue, 1))
        expect(posts()).toEqual([expect.objectContaining({ id: 'event-1', type: inputs.eventType })])
      } finally {
        await rm(directory, { recursive: true, force: true })
      }
    }))

  test('[F101] a merge whose fate is unknown waits for the operator', () =>
    withBench(async ({ open, work, emulator }) => {
      const queue = await open()
      emulator.scenarios.add({ on: 'persons.mergeIdentities', damage: 'hang-up', times: 1 })
      await queue.enqueue('manageIdentity', merge)
      await work({ retries: { firstMs: 10 } })
      await eventually('it is parked', dead(queue, 1))
      const merges = (): number => emulator.recordings.list().filter(({ path }) => path.includes('/merge-')).length
      expect(merges()).toBe(1)
      const [letter] = await queue.deadLetters()
      expect(letter).toMatchObject({ code: 'DELIVERY_UNKNOWN', outcome: 'onError' })
      const content = await queue.deadLetter(letter?.id ?? '')
      expect(content?.result?.meta).toMatchObject({ delivery: 'unknown' })

      await queue.replay(letter?.id ?? '')
      await eventually('it is done', done(queue, 1))
      expect(merges()).toBe(2)
    }))

  test('[F101] nor is one repeated whose worker died', () =>
    withBench(async ({ open, spawn, work, emulator }) => {
      const queue = await open()
      await queue.enqueue('manageIdentity', merge)
      expect(await (await spawn({ dieAfterAnswer: true })).ended).toBe('SIGKILL')
      await work()
      await eventually('it is parked', dead(queue, 1))
      expect(await queue.deadLetters()).toEqual([expect.objectContaining({ code: 'DELIVERY_UNKNOWN', outcome: null })])
      expect(emulator.recordings.total).toBe(1)
    }))
})

describeWithRedis('SIGTERM', () => {
  test('[F102] jobs under way are ended, the others are left for somebody else', () =>
    withBench(async ({ open, spawn, emulator }) => {
      const queue = await open()
      emulator.scenarios.add({ on: 'events.publish', delayMs: 4_000 })
      await queue.enqueueMany(Array.from({ length: 5 }, () => ({ method: 'writeToCjds', inputs: event })))
      const { child, ended } = await spawn({ worker: { concurrency: 2, lockMs: 5_000 } })
      await eventually('two are under way', () => emulator.recordings.total === 2)
      const start = Date.now()
      child.kill('SIGTERM')
      expect(await ended).toBe(0)
      expect(Date.now() - start).toBeLessThan(15_000)
      expect(await queue.status()).toMatchObject({ completed: 2, waiting: 3, active: 0, delayed: 0 })
    }))

  test('[F102] what does not end in time is given back and done by the next', () =>
    withBench(async ({ open, spawn, work, emulator, posts }) => {
      const queue = await open()
      emulator.scenarios.add({ on: 'events.publish', damage: 'silence', times: 1 })
      await queue.enqueue('writeToCjds', event)
      const { child, ended, log } = await spawn({ graceMs: 2_500, worker: { lockMs: 30_000 } })
      await eventually('it is under way', () => emulator.recordings.total === 1)
      child.kill('SIGTERM')
      expect(await ended).toBe(0)
      expect(log.map(({ event: what, code }) => [what, code])).toEqual([['released', 'CANCELLED']])
      expect(await queue.status()).toMatchObject({ waiting: 1, active: 0 })
      await work()
      await eventually('it is done', done(queue, 1))
      expect(posts()).toHaveLength(2)
      expect(posts()[1]).toEqual(posts()[0])
    }))
})

describeWithRedis('Closing without a Redis', () => {
  test('[F102] ends in time all the same', () =>
    withBench(async ({ open, work, redis, emulator }) => {
      const queue = await open()
      emulator.scenarios.add({ on: 'events.publish', delayMs: 1_000 })
      await queue.enqueue('writeToCjds', event)
      const worker = await work()
      await eventually('it is under way', () => emulator.recordings.total === 1)
      await redis.kill()
      expect(await endsWithin(4_500, worker.close({ graceMs: 3_000 }))).toBe(true)
    }))
})

describeWithRedis('A Redis that would lose jobs', () => {
  test('[F103] one that evicts is refused', () =>
    withBench(
      async ({ open, work }) => {
        for (const start of [open, work]) {
          const { code, text } = await failure(start())
          expect(code).toBe('REDIS_EVICTION')
          expect(text).toContain('set maxmemory-policy noeviction')
        }
      },
      { redis: { 'maxmemory-policy': 'allkeys-lru' } },
    ))

  test('[F103] one that is too old is refused', () =>
    withBench(async ({ redis, executor }) => {
      // A real one that says it is 6.0: only this word of its answer is changed on the way, and its length is kept.
      const oldVersion = (_all: string, major: string, minor: string): string =>
        `${'6'.padStart(major.length, '0')}.${'0'.padStart(minor.length, '0')}`
      const proxy = createServer((socket) => {
        const upstream = connect(redis.port, '127.0.0.1')
        socket.pipe(upstream)
        upstream.on('data', (data) => {
          socket.write(
            Buffer.from(data.toString('latin1').replace(/(?<=redis_version:)(\d+)\.(\d+)/, oldVersion), 'latin1'),
          )
        })
        for (const each of [socket, upstream]) each.on('error', () => undefined)
        socket.on('close', () => upstream.destroy())
      })
      proxy.listen(0, '127.0.0.1')
      await once(proxy, 'listening')
      const { port } = proxy.address() as AddressInfo
      const options = { redis: `redis://127.0.0.1:${port}`, keys: [{ key }], executor }
      for (const start of [openQueue, startWorker]) {
        const { code, text } = await failure(start(options))
        expect(code).toBe('REDIS_VERSION')
        expect(text).toMatch(/6\.0+\.\d+; the queue needs 6\.2 or newer/)
      }
      proxy.close()
    }))
})

describeWithRedis('What Redis holds', () => {
  test('[F104] no personal value is there in clear, and what is done goes', () =>
    withBench(async ({ open, work, redis, emulator }) => {
      const planted = ['+12025550199', 'planted-source', 'planted@example.com', 'planted-reference', 'planted-order']
      const trace: JobTrace = { keep: () => ({ baggage: 'planted-baggage' }), resume: (_kept, deliver) => deliver() }
      const queue = await open({ trace })
      const inputs = { ...event, eventId: 'planted-id', identity: '$(phone)', eventSource: 'planted-source' }
      const options = {
        variables: { phone: '+12025550199' },
        orderBy: 'planted-order',
        reference: 'planted-reference',
        replyTo: 'answers',
      }
      const everything = async (): Promise<string> => {
        const parts: unknown[] = []
        for (const name of await redis.client.keys('*')) {
          const type = await redis.client.type(name)
          const read: Record<string, () => Promise<unknown>> = {
            string: () => redis.client.get(name),
            hash: () => redis.client.hgetall(name),
            list: () => redis.client.lrange(name, 0, -1),
            set: () => redis.client.smembers(name),
            zset: () => redis.client.zrange(name, '0', '-1'),
            stream: () => redis.client.xrange(name, '-', '+'),
          }
          parts.push(name, await read[type]?.())
        }
        return JSON.stringify(parts)
      }
      const expectNothing = async (): Promise<void> => {
        const text = await everything()
        expect(text.length).toBeGreaterThan(100)
        for (const value of [...planted, 'planted', 'onfidential']) expect(text).not.toContain(value)
      }

      await queue.enqueue('writeToCjds', inputs, options)
      emulator.scenarios.add({
        on: 'persons.mergeIdentities',
        answer: { status: 400, body: { message: 'planted@example.com is taken', errors: ['confidential'] } },
      })
      await queue.enqueue('manageIdentity', { ...merge, email: 'planted@example.com' })
      await expectNothing()
      await work({ dedupeMs: 1_000, lockMs: 1_000, onResult: () => undefined })
      await eventually('one is done and one parked', async () => {
        const { waiting, active, dead: parked } = await queue.status()
        return waiting === 0 && active === 0 && parked === 1
      })
      await expectNothing()
      const [letter] = await queue.deadLetters()
      expect((await queue.deadLetter(letter?.id ?? ''))?.result?.outputs.errors).toEqual(['confidential'])
      expect(await redis.client.keys('cjds-node:cjds:j*')).toEqual([expect.stringContaining(letter?.id ?? '-')])
      await eventually('what is done is forgotten', done(queue, 0))
    }))
})

describeWithRedis('The time of an event', () => {
  test('[F105] is that of the event, or of enqueueing, however late it is sent', () =>
    withBench(async ({ open, work, posts }) => {
      const queue = await open({ now: () => Date.UTC(2026, 0, 31, 9, 30) })
      const eventTime = '2020-02-29T12:00:00.000Z'
      await queue.enqueue('writeToCjds', { ...event, eventId: 'told', eventTime })
      await queue.enqueue('writeToCjds', { ...event, eventId: 'untold' })
      const jsonBody = {
        specversion: '1.0',
        type: 'a',
        source: 'b',
        identity: 'c',
        identitytype: 'customerId',
        datacontenttype: 'application/json',
        data: {},
      }
      const { authorization, workspaceId } = event
      const json = (body: object): object => ({
        authorization,
        workspaceId,
        bodyMode: 'json',
        jsonBody: { ...jsonBody, ...body },
      })
      await queue.enqueue('writeToCjds', json({ id: 'json-told', time: eventTime }) as typeof event)
      await queue.enqueue('writeToCjds', json({ id: 'json-untold' }) as typeof event)
      await work()
      await eventually('all are done', done(queue, 4))
      expect(Object.fromEntries(posts().map(({ id, time }) => [id, time]))).toEqual({
        told: eventTime,
        untold: '2026-01-31T09:30:00.000Z',
        'json-told': eventTime,
        'json-untold': '2026-01-31T09:30:00.000Z',
      })
    }))
})
