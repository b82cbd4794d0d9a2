import { spawn } from 'node:child_process'
import { link, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { describe, expect, test } from '@jest/globals'
import type { RedisServer } from '../../support/redis-server.js'
import { describeWithRedis, eventually } from '../../support/redis.js'
import { finished, jsonLine, root, runCli, withFiles } from '../support.js'
import { common, eventLine, eventLines, withQueueBench } from './support.js'

/** Jobs that wait. A command that asks takes longer to start than a fast machine to enqueue a file. */
const waiting = ({ client }: RedisServer): Promise<number> => client.llen('cjds-node:cjds:wait')

const enqueue = ['enqueue', 'writeToCjds', ...common, '--file', 'events.jsonl']

describeWithRedis('enqueue', () => {
  test('puts each line into the queue, and the same file a second time does nothing', async () => {
    await withQueueBench({ 'events.jsonl': eventLines(1_200) }, async ({ run, connection }) => {
      const first = await run([...enqueue, ...connection])
      expect(first).toMatchObject({ status: 0, stderr: '' })
      expect(jsonLine(first)).toEqual({ lines: 1_200, queued: 1_200, duplicates: 0, refused: 0, complete: true })
      const second = await run([...enqueue, ...connection])
      expect(jsonLine(second)).toMatchObject({ lines: 1_200, queued: 0, duplicates: 1_200 })
      expect(jsonLine(await run(['queue', 'status', '--json']))).toMatchObject({ waiting: 1_200, dead: 0 })
    })
  })

  test('refuses lines by their number and goes on, and a corrected file is taken without doubling', async () => {
    const lines = [
      eventLine(1),
      '{"eventSource": "planted-value\n',
      '\n',
      eventLine(4, { identityType: 'planted-value' }),
      eventLine(5, { eventTime: 'planted-value' }),
      `{"identity":"${'x'.repeat(2_000_000)}"}\n`,
      eventLine(7),
    ]
    await withQueueBench({ 'events.jsonl': lines.join('') }, async ({ run, connection, directory }) => {
      const command = [...enqueue, ...connection, '--rejects', 'rejects.jsonl']
      const first = await run(command)
      expect(first).toMatchObject({ status: 3, stderr: '' })
      expect(jsonLine(first)).toEqual({ lines: 6, queued: 2, duplicates: 0, refused: 4, complete: true })
      const text = await readFile(join(directory, 'rejects.jsonl'), 'utf8')
      const rejects = text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as { line: number; code: string })
      expect(rejects.map(({ line, code }) => [line, code])).toEqual([
        [2, 'JSON_SYNTAX'],
        [4, 'NOT_A_CHOICE'],
        [5, 'FORMAT'],
        [6, 'TOO_LARGE'],
      ])
      expect(text + first.stdout).not.toContain('planted')

      const corrected = [
        ...lines.slice(0, 1),
        eventLine(2),
        '\n',
        eventLine(4),
        eventLine(5),
        eventLine(6),
        eventLine(7),
      ]
      const second = await run([...command.map((arg) => (arg === 'events.jsonl' ? '-' : arg))], corrected.join(''))
      expect(jsonLine(second)).toEqual({ lines: 6, queued: 4, duplicates: 2, refused: 0, complete: true })
      expect(await readFile(join(directory, 'rejects.jsonl'), 'utf8')).toBe('')
    })
  })

  test('without a file for them, the first refusals are told', async () => {
    await withQueueBench({ 'events.jsonl': '{}\n'.repeat(12) + eventLine(13) }, async ({ run, connection }) => {
      const { status, stderr } = await run([...enqueue, ...connection])
      expect(status).toBe(3)
      const told = stderr.trimEnd().split('\n')
      expect(told).toHaveLength(11)
      expect(told[0]).toMatch(/^line 1: REQUIRED Event source is required\. Identity/i)
      expect(told[10]).toMatch(/^and 2 more lines; --rejects/)
    })
  })

  test('takes lines as the value of one input', async () => {
    const event = {
      id: 'e-1',
      specversion: '1.0',
      type: 'test',
      source: 's',
      identity: '+12025550100',
      identitytype: 'phone',
      datacontenttype: 'application/json',
      data: {},
    }
    const lines = [event, event, { ...event, id: 'e-2' }].map((line) => `${JSON.stringify(line)}\n`).join('')
    await withQueueBench({ 'events.jsonl': `${lines}{}\n` }, async ({ run, connection }) => {
      const as = ['--set', 'bodyMode=json', '--as', 'jsonBody', '--order-by', 'identity']
      const result = await run([
        'enqueue',
        'writeToCjds',
        ...common.slice(0, 2),
        '--file',
        'events.jsonl',
        ...as,
        ...connection,
      ])
      expect(jsonLine(result)).toEqual({ lines: 4, queued: 2, duplicates: 1, refused: 1, complete: true })
    })
  })

  test('killed in the middle and run again, nothing is doubled', async () => {
    await withQueueBench({ 'events.jsonl': eventLines(6_000) }, async ({ run, start, redis, connection }) => {
      const child = start([...enqueue, ...connection])
      const end = finished(child)
      await eventually('some are queued', async () => (await waiting(redis)) > 0, 20_000)
      child.kill('SIGKILL')
      expect(await end).toMatchObject({ signal: 'SIGKILL', stdout: '' })
      const before = await waiting(redis)
      const again = await run([...enqueue, ...connection])
      expect(jsonLine(again)).toMatchObject({
        lines: 6_000,
        queued: 6_000 - before,
        duplicates: before,
        complete: true,
      })
      expect(await waiting(redis)).toBe(6_000)
    })
  })

  test('Ctrl-C ends after the lines under way, and says that it is not complete', async () => {
    await withQueueBench({ 'events.jsonl': eventLines(6_000) }, async ({ start, redis, connection }) => {
      const child = start([...enqueue, ...connection])
      const end = finished(child)
      await eventually('some are queued', async () => (await waiting(redis)) > 0, 20_000)
      child.kill('SIGINT')
      const result = await end
      expect(result.status).toBe(130)
      expect(result.stderr).toContain('Run it again')
      const summary = jsonLine(result) as { queued: number }
      expect(summary).toMatchObject({ complete: false })
      expect(await waiting(redis)).toBe(summary.queued)
    })
  })

  test('waits for a Redis that is killed and comes back', async () => {
    const options = { redis: { appendfsync: 'always' } }
    await withQueueBench(
      { 'events.jsonl': eventLines(6_000) },
      async ({ start, redis, connection }) => {
        const child = start([...enqueue, ...connection])
        const end = finished(child)
        await eventually('some are queued', async () => (await waiting(redis)) > 0, 20_000)
        await redis.kill()
        await redis.restart()
        const result = await end
        expect(result.status).toBe(0)
        const { lines, queued, duplicates, complete } = jsonLine(result) as Record<string, number>
        expect({ lines, complete, known: Number(queued) + Number(duplicates) }).toEqual({
          lines: 6_000,
          complete: true,
          known: 6_000,
        })
        expect(await waiting(redis)).toBe(6_000)
      },
      options,
    )
  }, 60_000)

  test('a Redis that stays away ends it, and it says how far it came', async () => {
    await withQueueBench({ 'events.jsonl': eventLines(20_000) }, async ({ start, redis, connection }) => {
      const child = start([...enqueue, ...connection, '--patience', '1'])
      const end = finished(child)
      await eventually('some are queued', async () => (await waiting(redis)) > 0, 20_000)
      await redis.kill()
      const result = await end
      expect(result).toMatchObject({ status: 2 })
      expect(result.stderr).toMatch(/^error: Redis does not answer/m)
      expect(jsonLine(result)).toMatchObject({ complete: false })
    })
  })

  test('shows a bar on a terminal, and nothing of it elsewhere', async () => {
    await withQueueBench({ 'events.jsonl': eventLines(3_000) }, async ({ start, connection }) => {
      const terminal = { NODE_OPTIONS: '--import=data:text/javascript,process.stderr.isTTY=true' }
      const result = await finished(start([...enqueue, ...connection], terminal))
      expect(result.status).toBe(0)
      const shown = stripVTControlCharacters(result.stderr)
      expect(shown).toMatch(/█+░* +\d+ % {2}[\d,]+ lines, [\d,]+ a second/)
      expect(result.stderr.endsWith('\r\u001b[K')).toBe(true)
      expect(jsonLine(result)).toMatchObject({ complete: true })
    })
  })
})

describe('the file for rejected lines', () => {
  test.each(['events.jsonl', './sub/../events.jsonl', 'symbolic.jsonl', 'hard.jsonl'])(
    'is not that of the lines: %s',
    async (rejects) => {
      await withFiles({ 'events.jsonl': eventLines(3), 'sub/other.jsonl': '' }, async (cwd) => {
        await symlink('events.jsonl', join(cwd, 'symbolic.jsonl'))
        await link(join(cwd, 'events.jsonl'), join(cwd, 'hard.jsonl'))
        const result = await runCli([...enqueue, '--rejects', rejects], { cwd })
        expect(result).toMatchObject({ status: 2, stdout: '' })
        expect(result.stderr).toContain(`${rejects} holds the lines to enqueue`)
        expect(await readFile(join(cwd, 'events.jsonl'), 'utf8')).toBe(eventLines(3))
      })
    },
  )

  test('is not that of standard input', async () => {
    await withFiles({ 'events.jsonl': eventLines(3) }, async (cwd) => {
      const command = `"$0" "$1" enqueue writeToCjds --file - --rejects events.jsonl < events.jsonl`
      const child = spawn('sh', ['-c', command, process.execPath, join(root, 'dist/cli/main.js')], { cwd })
      const result = await finished(child)
      expect(result.status).toBe(2)
      expect(result.stderr).toContain('events.jsonl holds the lines to enqueue')
      expect(await readFile(join(cwd, 'events.jsonl'), 'utf8')).toBe(eventLines(3))
    })
  })
})

describeWithRedis('a command for the queue that cannot be carried out', () => {
  test('says what is missing', async () => {
    for (const [args, words] of [
      [[...enqueue, '--base-url', 'http://127.0.0.1:9'], /CJDS_NODE_REDIS_URL_FILE/],
      [['worker'], /CJDS_NODE_REDIS_URL_FILE/],
      [['queue', 'status'], /CJDS_NODE_REDIS_URL_FILE/],
    ] as const) {
      const result = await runCli(args)
      expect(result).toMatchObject({ status: 2, stdout: '' })
      expect(result.stderr).toMatch(words)
    }
    const noKey = await runCli(['worker'], { env: { CJDS_NODE_REDIS_URL: 'redis://127.0.0.1:9' } })
    expect(noKey).toMatchObject({ status: 2, stdout: '' })
    expect(noKey.stderr).toContain('CJDS_NODE_QUEUE_KEY_FILE')
    expect(noKey.stderr).toMatch(/32 bytes, in base64 or hex.*openssl rand -base64 32/)
  })

  test.each([
    ['redis://:hunter2@127.0.0.1:9/abc', 'the database in the URL must be a number'],
    ['redis://:hunter2@127.0.0.1:9?db=abc', 'the database in the URL must be a number'],
    ['redis://:hunter2@127.0.0.1:99999', 'must be an address such as redis://'],
    ['http://:hunter2@127.0.0.1:9', 'must be an address such as redis://'],
    ['hunter2', 'must be an address such as redis://'],
  ])('takes only an address of Redis that can be one: %s', async (url, words) => {
    const env = { CJDS_NODE_REDIS_URL: url, CJDS_NODE_QUEUE_KEY: Buffer.alloc(32).toString('base64') }
    const asked = await runCli(['queue', 'status'], { env })
    expect(asked).toMatchObject({ status: 2, stdout: '' })
    const examined = await runCli(['doctor', '--json'], { env })
    expect(examined).toMatchObject({ status: 3, stderr: '' })
    for (const { stdout, stderr } of [asked, examined]) {
      expect(stdout + stderr).toContain(`CJDS_NODE_REDIS_URL`)
      expect(stdout + stderr).toContain(words)
      expect(stdout + stderr).not.toContain('hunter2')
    }
  })

  test('says how a key is made where one is none', async () => {
    const env = { CJDS_NODE_REDIS_URL: 'redis://127.0.0.1:9', CJDS_NODE_QUEUE_KEY: 'hunter2' }
    const { status, stderr } = await runCli(['queue', 'status'], { env })
    expect(status).toBe(2)
    expect(stderr).toBe(
      'error: The key of the queue must hold 32 bytes in base64 or hex; make them: openssl rand -base64 32\n',
    )
  })

  test.each([
    ['--redis', 'redis://:planted@127.0.0.1'],
    ['--redis-url', 'redis://:planted@127.0.0.1'],
    ['--key', 'planted'],
  ])('takes no secret as an argument: %s', async (option, value) => {
    for (const command of [['worker'], ['queue', 'status'], enqueue]) {
      const result = await runCli([...command, option, value])
      expect(result).toMatchObject({ status: 2, stdout: '' })
      expect(result.stderr).toContain(`${option} on the command line is for everybody to see`)
      expect(result.stderr).not.toContain('planted')
    }
  })

  test('takes the URL and the key from files', async () => {
    await withQueueBench({ 'events.jsonl': eventLine(1) }, async ({ env, connection, directory }) => {
      await writeFile(join(directory, 'url'), `${env.CJDS_NODE_REDIS_URL}\n`, { mode: 0o600 })
      await writeFile(join(directory, 'key'), `${env.CJDS_NODE_QUEUE_KEY}\n`, { mode: 0o600 })
      const files = { CJDS_NODE_REDIS_URL_FILE: 'url', CJDS_NODE_QUEUE_KEY_FILE: 'key' }
      const result = await runCli([...enqueue, ...connection], { env: files, cwd: directory })
      expect(jsonLine(result)).toMatchObject({ queued: 1 })
      const other = { ...files, CJDS_NODE_QUEUE_KEY: Buffer.alloc(32).toString('base64') }
      const refused = await runCli(['queue', 'status'], { env: other, cwd: directory })
      expect(refused).toMatchObject({ status: 2, stdout: '' })
      expect(refused.stderr).toMatch(/key/)
    })
  })

  test.each([
    [['--as', 'jsonbody'], /did you mean "jsonBody"|jsonBody/i],
    [['--set', 'nobody=1'], /has no input "nobody"/],
    [['--authorization', 'nobody'], /no such connection/],
    [['--rejects', 'missing/rejects.jsonl'], /cannot be written/],
    [['--file', 'missing.jsonl'], /missing\.jsonl cannot be read/],
    [['--file', '.'], /\. is a directory; give a file/],
  ])('%j', async (args, words) => {
    await withQueueBench({ 'events.jsonl': eventLines(3) }, async ({ run, connection, emulator }) => {
      const own = args.includes('--authorization') ? [] : connection
      const result = await run([...enqueue, ...own, ...args])
      expect(result.status).toBe(2)
      expect(result.stderr).toMatch(words)
      expect(emulator.recordings.total).toBe(0)
    })
  })

  test('Redis that is not there', async () => {
    await withQueueBench({ 'events.jsonl': eventLine(1) }, async ({ run, redis, connection }) => {
      await redis.kill()
      for (const command of [
        [...enqueue, ...connection],
        ['queue', 'status'],
        ['worker', ...connection],
      ]) {
        const result = await run(command)
        expect(result).toMatchObject({ status: 2, stdout: '' })
        expect(result.stderr).toMatch(/^error: Redis does not answer/m)
      }
    })
  })
})
