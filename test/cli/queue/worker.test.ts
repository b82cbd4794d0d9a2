import { fileURLToPath } from 'node:url'
import { once } from 'node:events'
import { describe, expect, test } from '@jest/globals'
import { DEFAULT_WORKSPACE_ID } from '../../../src/emulator/index.js'
import { openQueue, type DeadLetter, type JobEntry } from '../../../src/hosts/queue/index.js'
import { authorizations, createExecutor, loadNode } from '../../../src/index.js'
import { describeWithRedis, eventually } from '../../support/redis.js'
import { foreignNode } from '../foreign.js'
import { finished, jsonLine, runCli, withFiles, withStore } from '../support.js'
import { common, eventLine, eventLines, withQueueBench, type QueueBench } from './support.js'

const enqueue = ['enqueue', 'writeToCjds', ...common, '--file', 'events.jsonl']
const settled = async ({ run }: QueueBench): Promise<boolean> => {
  const { waiting, active, delayed } = jsonLine(await run(['queue', 'status', '--json'])) as Record<string, number>
  return waiting === 0 && active === 0 && delayed === 0
}

/** Starts a worker and waits until it says that it works. */
async function startWorker({ start, connection }: QueueBench, args: readonly string[] = [], env = {}) {
  const child = start(['worker', ...connection, '--rate-limit', 'off', '--lock', '2', ...args], env)
  const end = finished(child)
  await once(child.stderr, 'data')
  return { child, end }
}

describe('a worker that could send nothing', () => {
  // It must not come so far as to ask Redis.
  const queue = { CJDS_NODE_REDIS_URL: 'redis://127.0.0.1:9', CJDS_NODE_QUEUE_KEY: Buffer.alloc(32).toString('base64') }

  test('does not start without a connection, and says what run says', async () => {
    const none = await runCli(['worker'], { env: queue })
    expect(none).toMatchObject({ status: 2, stdout: '' })
    expect(none.stderr).toMatch(/^error: Name a connection with --authorization, or give --base-url/)
    await withStore({ baseUrl: 'http://127.0.0.1:9', names: ['offline'] }, async (store) => {
      const other = await runCli(['worker', '--authorization', 'ofline'], { env: { ...queue, ...store } })
      expect(other).toMatchObject({ status: 2, stdout: '' })
      expect(other.stderr).toMatch(/^error: There is no such connection: .* Did you mean "offline"\?/)
      for (const args of [[], ['--authorization', 'offline']])
        expect((await runCli(['worker', ...args], { env: { ...queue, ...store } })).stderr).toContain('Redis')
    })
  })

  test('does not start with an address and no token', async () => {
    const result = await runCli(['worker', '--base-url', 'http://127.0.0.1:9'], { env: queue })
    expect(result).toMatchObject({ status: 2, stdout: '' })
    expect(result.stderr).toBe('error: There is no token: set CJDS_NODE_TOKEN.\n')
  })

  test('does not start without the address of a service that needs no connection', async () => {
    await withFiles(foreignNode, async (directory) => {
      const none = await runCli(['worker', '--manifest', directory], { env: queue })
      expect(none).toMatchObject({ status: 2, stderr: 'error: There is no address to send to: give --base-url.\n' })
      const given = await runCli(['worker', '--manifest', directory, '--base-url', 'http://127.0.0.1:9'], {
        env: queue,
      })
      expect(given.stderr).toContain('Redis')
    })
  })
})

describeWithRedis('worker', () => {
  test('runs what is enqueued until SIGTERM, and logs a line for each job without its data', async () => {
    await withQueueBench({ 'events.jsonl': eventLines(40) }, async (bench) => {
      const { run, connection, emulator } = bench
      emulator.scenarios.add({ on: 'events.publish', times: 1, answer: { status: 503 } })
      await run([...enqueue, ...connection])
      const { child, end } = await startWorker(bench, ['--log', 'all', '--json'])
      await eventually('all is done', () => settled(bench), 20_000)
      child.kill('SIGTERM')
      const { status, stdout, stderr } = await end
      expect([status, stderr.split('\n').length]).toEqual([0, 2])
      const entries = stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as JobEntry)
      const events = entries.map(({ event }) => event)
      expect(events.filter((event) => event === 'completed')).toHaveLength(40)
      expect(events.filter((event) => event === 'retried')).toHaveLength(1)
      expect(stdout).not.toMatch(/1202555|line-\d/)
      const receipts = emulator.store.receipts.list()
      expect(new Set(receipts.map(({ source }) => source)).size).toBe(40)
    })
  })

  test('logs only problems unless it is told otherwise, and ends with 130 after Ctrl-C', async () => {
    await withQueueBench({ 'events.jsonl': eventLines(3) }, async (bench) => {
      await bench.run([...enqueue, ...bench.connection])
      const { child, end } = await startWorker(bench)
      await eventually('all is done', () => settled(bench), 20_000)
      child.kill('SIGINT')
      expect(await end).toMatchObject({ status: 130, stdout: '' })
    })
  })

  test('--policy decides, and one that names what there is not is refused', async () => {
    const files = {
      'events.jsonl': eventLine(1),
      'policy.json': '{ "codes": { "HTTP_503": "park" } }',
      'wrong.json': '{ "outcomes": { "onNothing": "park" } }',
    }
    await withQueueBench(files, async (bench) => {
      const { run, connection, emulator } = bench
      expect((await run(['worker', ...connection, '--policy', 'wrong.json'])).stderr).toContain('onNothing')
      emulator.scenarios.add({ on: 'events.publish', answer: { status: 503 } })
      await run([...enqueue, ...connection])
      const { child, end } = await startWorker(bench, ['--policy', 'policy.json'])
      await eventually('it is parked', () => settled(bench), 20_000)
      child.kill('SIGTERM')
      expect(jsonLine(await end)).toMatchObject({ event: 'parked', code: 'HTTP_503', deliveries: 1 })
    })
  })

  test('--telemetry gives the spans to the SDK of the process, each in the trace of its job', async () => {
    await withQueueBench({}, async (bench) => {
      const traceId = 'ab'.repeat(16)
      const executor = createExecutor(await loadNode(), {
        authorizations: authorizations({ default: { baseUrl: bench.emulator.baseUrl, accessToken: 'unused' } }),
        defaultAuthorization: 'default',
      })
      const queue = await openQueue({
        redis: bench.redis.url,
        keys: [{ key: bench.env.CJDS_NODE_QUEUE_KEY ?? '' }],
        executor,
        trace: {
          keep: () => ({ traceparent: `00-${traceId}-${'cd'.repeat(8)}-01` }),
          resume: (_kept, deliver) => deliver(),
        },
      })
      const inputs = { workspaceId: DEFAULT_WORKSPACE_ID, aliases: 'ada@example.com' }
      expect(await queue.enqueue('getIdentityByAliases', inputs)).toMatchObject({ status: 'queued' })
      await queue.close()
      executor.close()
      const preload = fileURLToPath(new URL('telemetry-preload.mjs', import.meta.url))
      const { child, end } = await startWorker(bench, ['--telemetry'], { NODE_OPTIONS: `--import=${preload}` })
      await eventually('it is done', () => settled(bench), 20_000)
      child.kill('SIGTERM')
      expect((await end).stderr).toContain(`span {"name":"getIdentityByAliases","traceId":"${traceId}"`)
    })
  })

  test('dead letters are told of, listed, shown, replayed and discarded', async () => {
    await withQueueBench({ 'events.jsonl': eventLines(3) }, async (bench) => {
      const { run, connection, emulator } = bench
      const { id: scenario } = emulator.scenarios.add({ on: 'events.publish', answer: { status: 400 } })
      await run([...enqueue, ...connection])
      const { child, end } = await startWorker(bench, ['--log', 'none'])
      await eventually('all are parked', () => settled(bench), 20_000)

      const status = await run(['queue', 'status'])
      expect(status.status).toBe(3)
      expect(status.stdout).toMatch(/^dead\t3\t/m)
      const letters = jsonLine(await run(['queue', 'dead', '--json'])) as DeadLetter[]
      expect(letters).toHaveLength(3)
      expect(letters[0]).toMatchObject({
        method: 'writeToCjds',
        outcome: 'onBadRequest',
        code: 'HTTP_400',
        deliveries: 1,
      })
      const listed = await run(['queue', 'dead', '--limit', '2', '--offset', '1'])
      expect(listed.stdout.trimEnd().split('\n')).toHaveLength(2)
      expect(listed.stdout).not.toContain('1202555')
      const [first = '', second = ''] = letters.map(({ id }) => id)
      const shown = await run(['queue', 'dead', first])
      expect(shown.stdout).toContain('1202555')

      const before = new Set(emulator.recordings.list('events.publish').map(({ body }) => body))
      emulator.scenarios.clear(scenario)
      expect(await run(['queue', 'discard', second])).toMatchObject({ status: 0, stdout: 'Discarded 1 dead letter.\n' })
      expect(jsonLine(await run(['queue', 'replay', first, '--json']))).toEqual({ letters: 1, unknown: [] })
      expect(await run(['queue', 'replay', '--all'])).toMatchObject({ status: 0, stdout: 'Replayed 1 dead letter.\n' })
      await eventually('they are sent', () => emulator.store.receipts.list().length === 2, 20_000)
      const sent = emulator.recordings.list('events.publish').filter(({ status: answered }) => answered === 202)
      expect(sent.map(({ body }) => before.has(body))).toEqual([true, true])

      await eventually('nothing is left', async () => (await run(['queue', 'status'])).status === 0)
      const unknown = await run(['queue', 'replay', first])
      expect(unknown).toMatchObject({ status: 3, stdout: 'Replayed 0 dead letters.\n' })
      expect(unknown.stderr).toContain('There is no dead letter')
      expect(await run(['queue', 'dead', first])).toMatchObject({ status: 2, stdout: '' })
      expect(await run(['queue', 'replay'])).toMatchObject({ status: 2, stdout: '' })
      child.kill('SIGTERM')
      expect(await end).toMatchObject({ status: 0, stdout: '' })
    })
  })
})
