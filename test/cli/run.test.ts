import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { DEFAULT_WORKSPACE_ID, startEmulator, type Emulator } from '../../src/emulator/index.js'
import { foreignNode, lenientOverlay } from './foreign.js'
import {
  finished,
  httpAnswer,
  printed,
  rawServer,
  runCli,
  startCli,
  withFiles,
  withStore,
  type CliOptions,
  type CliRun,
} from './support.js'

let emulator: Emulator
let token: string

beforeAll(async () => {
  emulator = await startEmulator({ rateLimit: false })
  token = emulator.oauth.issue().access_token
})

afterAll(() => emulator.close())

/** `run` against the emulator, with its token in the environment. */
function run(method: string, args: readonly string[], options: CliOptions = {}): Promise<CliRun> {
  return runCli(['run', method, '--base-url', emulator.baseUrl, ...args], {
    ...options,
    env: { CJDS_NODE_TOKEN: token, ...options.env },
  })
}

const set = (inputs: Readonly<Record<string, string>>): string[] =>
  Object.entries({ workspaceId: DEFAULT_WORKSPACE_ID, ...inputs }).flatMap(([id, value]) => ['--set', `${id}=${value}`])

describe('run', () => {
  test('prints one JSON object and nothing else, and ends with 0 after a success', async () => {
    const result = await run('manageIdentity', set({ email: 'ada@example.com', firstName: 'Ada' }))
    expect(Object.keys(printed(result) as object)).toEqual(['outcome', 'outputs', 'meta'])
    expect(printed(result)).toMatchObject({
      outcome: 'onCreateMergeAliasesSuccess',
      outputs: { firstName: 'Ada', aliases: ['ada@example.com'] },
      meta: { code: null, delivery: 'accepted', attempts: 1 },
    })
    expect(result).toMatchObject({ status: 0, stderr: '' })
  })

  test('ends with 3 after any other outcome, also one without a request', async () => {
    const unknown = await run('getIdentityByAliases', set({ aliases: 'nobody@example.com' }))
    expect(unknown.status).toBe(3)
    expect(printed(unknown).outcome).toBe('onNotFound')

    const before = emulator.recordings.total
    const invalid = await run('getIdentityByAliases', set({ aliases: ' , ' }))
    expect(invalid.status).toBe(3)
    expect(printed(invalid)).toMatchObject({
      outcome: 'onInvalidData',
      meta: { code: 'REQUIRED', delivery: 'not-sent' },
    })
    expect(emulator.recordings.total).toBe(before)
  })

  test('takes inputs from a file, from standard input, and typed texts before both', async () => {
    const inputs = { workspaceId: DEFAULT_WORKSPACE_ID, email: 'file@example.com', firstName: 'File' }
    await withFiles({ 'inputs.json': inputs }, async (directory) => {
      const fromFile = await run('manageIdentity', ['--inputs', 'inputs.json', '--set', 'firstName=Typed'], {
        cwd: directory,
      })
      expect(printed(fromFile).outputs).toMatchObject({ firstName: 'Typed', email: ['file@example.com'] })
    })
    const fromStdin = await run('manageIdentity', ['--inputs', '-'], { stdin: `\uFEFF${JSON.stringify(inputs)}` })
    expect(printed(fromStdin).outputs).toMatchObject({ firstName: 'File' })
  })

  test('reads a field from a file with @, and an @ itself with @@', async () => {
    const event = {
      ...{ id: 'e-1', specversion: '1.0', type: 'note', source: 'cli', identity: '@ada' },
      ...{ identitytype: 'socialId', datacontenttype: 'application/json', data: { 'a b': '€ 1' } },
    }
    await withFiles({ 'event.json': event }, async (directory) => {
      const written = await run('writeToCjds', set({ bodyMode: 'json', jsonBody: '@event.json' }), { cwd: directory })
      expect(written.status).toBe(0)
    })
    const body = emulator.recordings.list('events.publish').at(-1)?.body ?? ''
    expect(JSON.parse(body)).toEqual(event)
    const found = await run('getIdentityByAliases', set({ aliases: '@@ada' }))
    expect(printed(found).outputs.data).toMatchObject([{ socialId: ['@ada'] }])
  })

  test('puts variables in, from a file and typed, the typed ones first', async () => {
    await withFiles({ 'vars.json': { phone: '+12025550100', name: 'File' } }, async (directory) => {
      const args = set({ phone: '$(phone)', firstName: '$(name)', lastName: 'a=b' })
      const result = await run('manageIdentity', [...args, '--vars', 'vars.json', '--var', 'name=Ty=ped'], {
        cwd: directory,
      })
      expect(printed(result).outputs).toMatchObject({ phone: ['+12025550100'], firstName: 'Ty=ped', lastName: 'a=b' })
    })
    const missing = await run('manageIdentity', set({ phone: '$(nowhere)' }))
    expect(printed(missing).meta.code).toBe('UNRESOLVED_VARIABLE')
  })

  test('applies overlays by name and from files, in the order given', async () => {
    const openapi = await startEmulator({ statuses: 'openapi' })
    try {
      const args = ['--base-url', openapi.baseUrl, ...set({ email: 'ada@example.com' })]
      const env = { CJDS_NODE_TOKEN: openapi.oauth.issue().access_token }
      const strict = await runCli(['run', 'manageIdentity', ...args], { env })
      expect(strict.status).toBe(3)
      expect(printed(strict).outcome).toBe('onCreateMergeAliasesFailure')
      expect(strict.stderr).toContain('OVERLAY_AVAILABLE')
      const accepted = await runCli(['run', 'manageIdentity', '--overlay', 'accept-200', ...args], { env })
      expect(accepted).toMatchObject({ status: 0, stderr: '' })
    } finally {
      await openapi.close()
    }
  })

  test('runs the node of another directory, with an overlay from a file', async () => {
    const server = await rawServer(httpAnswer('202 Accepted', '{"why":"changed later","revision":3}'))
    await withFiles({ ...foreignNode, 'lenient.json': lenientOverlay }, async (directory) => {
      const args = ['run', 'amend', '--manifest', directory, '--base-url', server.baseUrl]
      const inputs = ['--set', 'ticket=T 1', '--set', 'text=hello']
      const strict = await runCli([...args, ...inputs])
      expect(strict.status).toBe(3)
      expect(printed(strict)).toMatchObject({
        outcome: 'refused',
        outputs: { why: 'changed later', revision: 3 },
      })
      const lenient = await runCli([...args, ...inputs, '--overlay', `${directory}/lenient.json`])
      expect(lenient.status).toBe(0)
      expect(printed(lenient).outcome).toBe('amended')
    })
    await server.close()
    expect(server.requests[0]).toContain('PATCH /tickets/T%201 HTTP/1.1')
    expect(server.requests[0]).toMatch(/content-type: application\/json-patch\+json/i)
    expect(server.requests[0]).not.toMatch(/authorization:/i)
    expect(server.requests[0]).toContain(
      '[{"op":"add","path":"/text","value":"hello"},{"op":"add","path":"/urgent","value":false}]',
    )
  })

  test('understands what a broken service does', async () => {
    const args = (url: string): string[] => ['run', 'getIdentityByAliases', '--base-url', url, ...set({ aliases: 'a' })]
    const env = { CJDS_NODE_TOKEN: 'token' }
    const banner = await rawServer('SSH-2.0-OpenSSH_9.7\r\n')
    const ssh = await runCli(args(banner.baseUrl), { env })
    expect(ssh.status).toBe(3)
    expect(printed(ssh)).toMatchObject({ outcome: 'onError', meta: { code: 'PROTOCOL' } })
    await banner.close()

    const teapot = await rawServer(httpAnswer("418 I'm a teapot", 'short and stout', 'text/plain'))
    expect(printed(await runCli(args(teapot.baseUrl), { env }))).toMatchObject({
      outcome: 'onGetIdentityByAliasesFailure',
      outputs: { responsePayload: 'short and stout' },
    })
    await teapot.close()

    const silent = await rawServer()
    const started = performance.now()
    const late = await runCli([...args(silent.baseUrl), '--timeout-ms', '1500'], { env })
    expect(late.status).toBe(3)
    expect(printed(late)).toMatchObject({ outcome: 'onTimeout', meta: { delivery: 'unknown' } })
    expect(performance.now() - started).toBeLessThan(8000)
    await silent.close()
  })
})

describe('a run that ends before it begins', () => {
  test('lists every problem of its inputs on standard error, without their values', async () => {
    const { status, stdout, stderr } = await run(
      'writeToCjds',
      set({ workspaceId: 'planted workspace', identityType: 'planted-type', eventTime: 'planted-time' }),
    )
    expect({ status, outcome: printed({ status, stdout, stderr, signal: null }).outcome }).toEqual({
      status: 3,
      outcome: 'onInvalidData',
    })
    const told = stderr.trimEnd().split('\n')
    expect(told.length).toBeGreaterThan(3)
    expect(stderr).toMatch(/^Event Type is required\.$/im)
    expect(stderr).toMatch(/^Event Time /im)
    expect(stderr).not.toContain('planted')
  })

  test('says of a directory that it is no file', async () => {
    for (const option of ['--inputs', '--vars']) {
      const result = await run('writeToCjds', [option, 'test'])
      expect(result).toMatchObject({ status: 2, stderr: 'error: test is a directory; give a file.\n' })
    }
  })
})

describe('connections of the command line', () => {
  test('one made of --base-url answers to any name and to none', async () => {
    const named = await run('getIdentityByAliases', set({ authorization: 'whatever', aliases: 'nobody' }))
    expect(printed(named).outcome).toBe('onNotFound')
    const unnamed = await run('getIdentityByAliases', set({ aliases: 'nobody' }))
    expect(printed(unnamed).outcome).toBe('onNotFound')
  })

  test('--authorization names it, and another name in the inputs is not it', async () => {
    const same = await run('getIdentityByAliases', [
      '--authorization',
      'prod',
      ...set({ aliases: 'nobody', authorization: 'prod' }),
    ])
    expect(printed(same).outcome).toBe('onNotFound')
    const none = await run('getIdentityByAliases', ['--authorization', 'prod', ...set({ aliases: 'nobody' })])
    expect(printed(none).outcome).toBe('onNotFound')
    const other = await run('getIdentityByAliases', [
      '--authorization',
      'prod',
      ...set({ aliases: 'nobody', authorization: 'test' }),
    ])
    expect(other.status).toBe(3)
    expect(printed(other)).toMatchObject({ outcome: 'onInvalidChoice', meta: { code: 'UNKNOWN_AUTHORIZATION' } })
  })

  test('without one, the outcome says so and standard error says what to do', async () => {
    const result = await runCli(['run', 'getIdentityByAliases', ...set({ authorization: 'main', aliases: 'a' })])
    expect(result.status).toBe(3)
    expect(printed(result).outcome).toBe('onInvalidChoice')
    expect(result.stderr).toContain('--base-url')
  })

  test('without any connection says how to name one, once it is the connection that is missing', async () => {
    const unnamed = await runCli(['run', 'getIdentityByAliases', ...set({ aliases: 'a' })])
    expect(printed(unnamed)).toMatchObject({
      outcome: 'onInvalidData',
      outputs: { errors: ['Authorization is required.'] },
    })
    expect(unnamed.stderr).toContain('--authorization')
    const other = await runCli(['run', 'getIdentityByAliases', '--authorization', 'nobody', ...set({})])
    expect(printed(other).meta.code).toBe('REQUIRED')
    expect(other.stderr).not.toContain('--authorization')
  })

  test('names those that there are, and the one that was probably meant', async () => {
    const { baseUrl } = emulator
    await withStore({ baseUrl, names: ['offline', 'production'] }, async (env) => {
      const args = ['run', 'getIdentityByAliases', ...set({ aliases: 'a' })]
      const mistyped = await runCli([...args, '--authorization', 'ofline'], { env })
      expect(mistyped.stderr).toMatch(
        /There is no such connection: .* Did you mean "offline"\? There is offline, production\./,
      )
      const none = await runCli([...args, '--authorization', 'elsewhere'], { env })
      expect(none.stderr).toMatch(/There is no such connection: .* There is offline, production\./)
      expect(none.stderr).not.toContain('Did you mean')
      const unnamed = await runCli(args, { env })
      expect(unnamed.stderr).toMatch(/Name a connection with --authorization, .* There is offline, production\./)
    })
  })

  test('the token comes from the environment and is never shown', async () => {
    const result = await run('getIdentityByAliases', set({ aliases: 'nobody' }))
    expect(result.stdout + result.stderr).not.toContain(token)
    const wrong = await run('getIdentityByAliases', set({ aliases: 'nobody' }), { env: { CJDS_NODE_TOKEN: 'made-up' } })
    expect(printed(wrong)).toMatchObject({
      outcome: 'onGetIdentityByAliasesFailure',
      outputs: { status: expect.stringContaining('UNAUTHORIZED') },
    })
    const before = emulator.recordings.total
    const absent = await run('getIdentityByAliases', set({ aliases: 'nobody' }), { env: { CJDS_NODE_TOKEN: '' } })
    expect(absent.status).toBe(3)
    expect(printed(absent)).toMatchObject({
      outcome: 'onError',
      meta: { code: 'AUTH_UNAVAILABLE', delivery: 'not-sent' },
    })
    expect(emulator.recordings.total).toBe(before)
  })

  test.each([['--token', 'secret-1'], ['--token=secret-1'], ['--access-token=secret-1']])(
    '[F091] a token given as an argument is refused: %s',
    async (...args) => {
      const result = await run('getIdentityByAliases', [...set({ aliases: 'nobody' }), ...args])
      expect(result).toMatchObject({ status: 2, stdout: '' })
      expect(result.stderr).toContain('CJDS_NODE_TOKEN')
      expect(result.stderr).not.toContain('secret-1')
    },
  )

  test.each([
    ['http://example.com', 'https://'],
    ['https://user:pw@example.com', 'password'],
    ['https://example.com/api', 'paths come from the manifest'],
    ['nonsense', 'not a URL'],
  ])('a base URL that no token may go to is refused: %s', async (url, reason) => {
    const result = await runCli(['run', 'getIdentityByAliases', '--base-url', url], { env: { CJDS_NODE_TOKEN: token } })
    expect(result).toMatchObject({ status: 2, stdout: '' })
    expect(result.stderr).toContain(reason)
    expect(result.stderr).not.toContain('pw@')
  })
})

describe('what was typed wrongly ends with 2 and prints no result', () => {
  test.each([
    ['an unknown method', ['run', 'writeToCjsd'], 'Did you mean "writeToCjds"?'],
    ['an unknown input', ['run', 'manageIdentity', '--set', 'phnoe=1'], 'Did you mean "phone"?'],
    ['an unknown option', ['run', 'manageIdentity', '--bse-url', 'x'], 'Did you mean --base-url?'],
    ['an unknown command', ['explan'], 'Did you mean explain?'],
    ['an unknown overlay', ['run', 'manageIdentity', '--overlay', 'accept-202'], 'accept-200'],
    ['a --set without a value', ['run', 'manageIdentity', '--set', 'phone'], '--set'],
    ['an input set twice', ['run', 'manageIdentity', '--set', 'phone=1', '--set', 'phone=2'], 'twice'],
    ['a file that is not there', ['run', 'manageIdentity', '--inputs', 'nowhere.json'], 'nowhere.json'],
    ['a time that is no number', ['run', 'manageIdentity', '--timeout-ms', 'soon'], 'whole number'],
    ['a time of months', ['explain', 'manageIdentity', '--timeout-ms', '3000000000'], 'from 1 to 2147483647.'],
    ['a time of months for a worker', ['worker', '--timeout-ms', '2147483648'], 'from 1 to 2147483647.'],
    ['a lock of months', ['worker', '--lock', '2147484'], 'from 1 to 2147483.'],
    ['a grace of months', ['worker', '--grace', '2147484'], 'from 0 to 2147483.'],
    ['a time for choices of none', ['choices', 'readFromCjds', 'workspaceId', '--timeout-ms', '0'], 'from 1 to'],
    ['standard input read twice', ['run', 'manageIdentity', '--inputs', '-', '--vars', '-'], 'once'],
    ['a directory without manifests', ['run', 'x', '--manifest', 'src'], 'node.json'],
    ['no command at all', [], 'Usage:'],
  ])('%s', async (_case, args, sentence) => {
    const result = await runCli(args)
    expect(result).toMatchObject({ status: 2, stdout: '' })
    expect(result.stderr).toContain(sentence)
    expect(result.stderr).not.toMatch(/^\s+at /m)
  })

  test('bad JSON tells its file, line and column, and not its text', async () => {
    await withFiles({ 'inputs.json': '{\n  "phone": "secret"\n  "email": 1\n}' }, async (directory) => {
      const result = await runCli(['run', 'manageIdentity', '--inputs', 'inputs.json'], { cwd: directory })
      expect(result).toMatchObject({ status: 2, stdout: '' })
      expect(result.stderr).toContain('inputs.json:3:3')
      expect(result.stderr).not.toContain('secret')
    })
    const stdin = await runCli(['run', 'manageIdentity', '--inputs', '-'], { stdin: '[1]' })
    expect(stdin).toMatchObject({ status: 2, stdout: '' })
    const digits = await runCli(['run', 'manageIdentity', '--inputs', '-'], {
      stdin: '{"customerId":12345678901234567890}',
    })
    expect(digits.status).toBe(2)
    expect(digits.stderr).toContain('too many digits')
  })

  test('an unknown input in a file is found too, while an attack has its own outcome', async () => {
    const unknown = await run('manageIdentity', ['--inputs', '-'], { stdin: '{"emial":"a@example.com"}' })
    expect(unknown.status).toBe(2)
    expect(unknown.stderr).toContain('Did you mean "email"?')
    const attack = await run('manageIdentity', ['--inputs', '-'], { stdin: '{"__proto__":{"phone":"1"}}' })
    expect(attack.status).toBe(3)
    expect(printed(attack).meta.code).toBe('FORBIDDEN_KEY')
  })
})

describe('[F119] pipes and interrupts', () => {
  test('a reader that stops reading gets no stack trace, and the exit status stays that of the outcome', async () => {
    const child = startCli(
      ['run', 'getIdentityByAliases', '--base-url', emulator.baseUrl, ...set({ aliases: 'nobody' })],
      {
        env: { CJDS_NODE_TOKEN: token },
      },
    )
    child.stdout.destroy()
    const { status, stderr } = await finished(child)
    expect({ status, stderr }).toEqual({ status: 3, stderr: '' })
  })

  test('Ctrl-C ends a call under way with 130 and says what is known of it', async () => {
    const silent = await rawServer()
    const child = startCli(['run', 'getIdentityByAliases', '--base-url', silent.baseUrl, ...set({ aliases: 'a' })], {
      env: { CJDS_NODE_TOKEN: 'token' },
    })
    const end = finished(child)
    try {
      while (silent.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 20))
    } finally {
      child.kill('SIGINT')
    }
    const result = await end
    expect(result).toMatchObject({ status: 130, signal: null, stderr: '' })
    expect(printed(result)).toMatchObject({ outcome: 'onError', meta: { code: 'CANCELLED', delivery: 'unknown' } })
    await silent.close()
  })

  test('a pipe gets no colours, whatever the environment says', async () => {
    const result = await runCli(['explain', 'manageIdentity', '--set', 'phone=1'], {
      env: { FORCE_COLOR: '1', CI: '1' },
    })
    expect(result.stdout).not.toContain('\u001b')
    expect(result.stderr).not.toContain('\u001b')
  })
})
