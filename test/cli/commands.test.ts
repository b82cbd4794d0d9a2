import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import ts from 'typescript'
import { conditionWords } from '../../src/projections/condition-words.js'
import { foreignNode, lenientOverlay } from './foreign.js'
import { jsonLine, root, runCli, withFiles } from './support.js'

const methodIds = ['manageIdentity', 'writeToCjds', 'getIdentityByAliases', 'readFromCjds']

const commands = [
  'demo',
  'methods',
  'describe',
  'run',
  'explain',
  'choices',
  'lint',
  'contract',
  'form',
  'docs',
  'types',
  'emulate',
  'doctor',
  'enqueue',
  'worker',
  'queue',
]

describe('help', () => {
  test.each([[[]], ...commands.map((command) => [[command]] as const)])(
    '%j --help has a description and examples',
    async (args) => {
      const result = await runCli([...args, '--help'])
      expect(result).toMatchObject({ status: 0, stderr: '' })
      expect(result.stdout).toMatch(/^Usage: cjds-node/)
      expect(result.stdout).toMatch(/Examples:\n {2}\$ (export .+\n {2}\$ )?cjds-node /)
    },
  )

  test('names every command once', async () => {
    const { stdout } = await runCli(['--help'])
    for (const command of commands) expect(stdout.match(new RegExp(`^  ${command} `, 'gm'))).toHaveLength(1)
  })

  test('the version is the package’s', async () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
    expect(await runCli(['--version'])).toMatchObject({ status: 0, stdout: `${version}\n`, stderr: '' })
  })
})

describe('methods and describe', () => {
  test('methods has a line for each method, with tabs in a pipe', async () => {
    const { status, stdout } = await runCli(['methods'])
    expect(status).toBe(0)
    const rows = stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.split('\t'))
    expect(rows.map(([id]) => id)).toEqual(methodIds)
    expect(rows[1]?.[1]).toBe('onEventPostSuccess')
    expect(rows.every((row) => row.length === 3)).toBe(true)
  })

  test('methods --json', async () => {
    const list = jsonLine(await runCli(['methods', '--json'])) as { id: string; request: string; success: string[] }[]
    expect(list.map(({ id }) => id)).toEqual(methodIds)
    expect(list[1]).toMatchObject({
      request: 'POST /publish/v1/api/event?workspaceId={workspaceId}',
      success: ['onEventPostSuccess'],
    })
  })

  test('describe names every input, output and outcome', async () => {
    const { status, stdout } = await runCli(['describe', 'readFromCjds'])
    expect(status).toBe(0)
    for (const name of [
      'templateName',
      'aliasId',
      'organizationId',
      'onGetIdentityByAliasesSuccess',
      'onTimeout',
      'any other',
    ])
      expect(stdout).toContain(name)
  })

  test('describe and docs list the choices of a text and of a list, and limits', async () => {
    const { stdout } = await runCli(['describe', 'writeToCjds'])
    expect(stdout).toContain(
      'What kind of identifier Identity is. One of email, phone, customerId, socialId, temporaryId.',
    )
    expect(stdout).toContain('Each one of agentId, destination, profileType, currentState, idleCodeId, createdTime.')
    expect(stdout).toContain('Milliseconds since 1970, as digits. At most 16 characters.')
    const reference = (await runCli(['docs'])).stdout
    expect(reference).toContain('Each one of `agentId`, `destination`, `profileType`')
    expect(reference).toContain('as digits. At most 16 characters. Example:')
  })

  test('describe --json and --resolved', async () => {
    const described = jsonLine(await runCli(['describe', 'readFromCjds', '--json'])) as { outcomes: { name: string }[] }
    expect(described.outcomes).toHaveLength(11)
    const resolved = jsonLine(await runCli(['describe', 'readFromCjds', '--resolved'])) as {
      inputs: object
      responses: object
    }
    expect(Object.keys(resolved.inputs)).toEqual(['authorization', 'workspaceId', 'templateName', 'aliasId'])
    expect(resolved.responses).toMatchObject({ '200': 'onGetIdentityByAliasesSuccess', '404': 'onNotFound' })
  })

  test('an overlay shows in what is described', async () => {
    const resolved = jsonLine(await runCli(['describe', 'writeToCjds', '--resolved', '--overlay', 'accept-200'])) as {
      responses: Record<string, string>
    }
    expect(resolved.responses['200']).toBe('onEventPostSuccess')
  })

  test.each(['describe', 'form', 'explain'])(
    '%s of an unknown method ends with 2 and the method that was meant',
    async (command) => {
      const result = await runCli([command, 'ReadFromCJD'])
      expect(result).toMatchObject({ status: 2, stdout: '' })
      expect(result.stderr).toContain('Did you mean "readFromCjds"?')
    },
  )
})

describe('explain', () => {
  const inputs = ['--set', 'workspaceId=w 1', '--set', 'phone=$(phone)', '--var', 'phone=+12025550100']

  test('shows the request and ends with 0, and nothing is sent', async () => {
    // Nobody listens there: a request would fail.
    const args = ['explain', 'manageIdentity', '--base-url', 'http://127.0.0.1:9', ...inputs]
    const { status, stdout, stderr } = await runCli(args)
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toContain('POST http://127.0.0.1:9/admin/v1/api/person/merge-identities/workspace-id/w%201')
    expect(stdout).toContain('"+12025550100"')
    const explanation = jsonLine(await runCli([...args, '--json'], { env: { CJDS_NODE_TOKEN: 'secret' } }))
    expect(explanation).toMatchObject({
      request: { body: { phone: ['+12025550100'], override: false }, headers: { authorization: 'Bearer ***' } },
      problems: [],
    })
  })

  test('each step names a place that the resolved method has', async () => {
    const args = ['manageIdentity', '--base-url', 'http://127.0.0.1:9', ...inputs]
    const { steps } = jsonLine(await runCli(['explain', ...args, '--json'])) as { steps: { manifest: string }[] }
    const resolved = jsonLine(await runCli(['describe', 'manageIdentity', '--resolved']))
    const at = (pointer: string): unknown =>
      pointer
        .split('/')
        .slice(1)
        .reduce((value, key) => (value as Record<string, unknown>)[key], resolved)
    expect(steps.length).toBeGreaterThan(4)
    for (const { manifest } of steps) expect([manifest, typeof at(manifest)]).not.toEqual([manifest, 'undefined'])
  })

  test('ends with 3 and the fault when there is nothing to send', async () => {
    const { status, stdout } = await runCli(['explain', 'manageIdentity', '--base-url', 'http://127.0.0.1:9', '--json'])
    expect(status).toBe(3)
    expect(JSON.parse(stdout)).toMatchObject({ fault: { outcome: 'onInvalidData', code: 'REQUIRED' } })
  })
})

describe('lint', () => {
  test('passes the node of the package and says what it has proven', async () => {
    const result = await runCli(['lint'])
    expect(result).toMatchObject({ status: 0, stderr: '' })
    expect(result.stdout).toContain('4 methods, 44 outcomes')
    expect(jsonLine(await runCli(['lint', '--json']))).toMatchObject({
      passed: true,
      methods: 4,
      outcomes: 44,
      problems: [],
    })
  })

  test('lists every problem with file, line, column, pointer, sentence and what was meant', async () => {
    const amend = structuredClone(foreignNode['methods/amend.json']) as Record<string, object>
    const broken = { ...amend, requried: ['text'], responses: { ...amend.responses, '40': 'refused' } }
    await withFiles({ ...foreignNode, 'methods/amend.json': broken }, async (directory) => {
      const result = await runCli(['lint', directory])
      expect(result.status).toBe(2)
      const lines = result.stdout.trimEnd().split('\n')
      expect(lines).toHaveLength(2)
      const misspelt = lines.find((line) => line.includes('requried')) ?? ''
      expect(misspelt).toMatch(
        /methods\/amend\.json:\d+:\d+ \/requried "requried" is not a key .* Did you mean "required"\?$/,
      )
      const content = JSON.stringify(broken, null, 2).split('\n')
      const line = Number(/:(\d+):/.exec(misspelt)?.[1])
      expect(content[line - 1]).toContain('"requried"')
      expect(lines.some((text) => text.includes('/responses/40 '))).toBe(true)
      expect(result.stderr).toContain('2 problems')

      const report = jsonLine(await runCli(['lint', '--json', '--manifest', directory])) as { problems: object[] }
      expect(report).toMatchObject({ passed: false })
      expect(report.problems).toHaveLength(2)
    })
  })

  test('checks overlays too, by name and by file', async () => {
    const overlay = { ...lenientOverlay, methods: { amend: { responses: { '202': 'ammended' } } } }
    await withFiles({ ...foreignNode, 'lenient.json': overlay }, async (directory) => {
      const result = await runCli(['lint', '.', '--overlay', './lenient.json'], { cwd: directory })
      expect(result.status).toBe(2)
      expect(result.stdout).toMatch(/^\.\/lenient\.json:\d+:\d+ .*Did you mean "amended"\?$/m)
      const unknown = await runCli(['lint', '.', '--overlay', 'strict'], { cwd: directory })
      expect(unknown).toMatchObject({ status: 2, stdout: '' })
      expect(unknown.stderr).toContain('strict')
    })
  })

  test('a directory that is not there is a problem like others', async () => {
    const result = await runCli(['lint', 'no/such/place'])
    expect(result.status).toBe(2)
    expect(result.stdout).toContain('node.json')
  })

  test.each([['run', 'writeToCjds', '--manifest'], ['contract'], ['doctor', '--json', '--manifest']])(
    'a directory that is not there is named: %s',
    async (...command) => {
      const result = await runCli([...command, 'no/such/place'])
      expect(result.status).toBe(command[0] === 'doctor' ? 3 : 2)
      expect(result.stdout + result.stderr).toContain('There is no node.json that can be read in no/such/place.')
    },
  )
})

describe('contract', () => {
  test('proves the outcomes of another node', async () => {
    await withFiles(foreignNode, async (directory) => {
      const result = await runCli(['contract', directory])
      expect(result).toMatchObject({ status: 0, stderr: '' })
      expect(result.stdout).toContain('6/6 outcomes')
      const report = jsonLine(await runCli(['contract', directory, '--json'])) as { passed: boolean; cases: object[] }
      expect(report.passed).toBe(true)
      expect(report.cases.length).toBeGreaterThan(400)
    })
  })

  test('ends with 3 and says what differs when an example does not hold', async () => {
    const amend = structuredClone(foreignNode['methods/amend.json']) as { examples: { expect: object }[] }
    const [first] = amend.examples
    if (first !== undefined) first.expect = { outcome: 'amended', outputs: { revision: 3 } }
    await withFiles({ ...foreignNode, 'methods/amend.json': amend }, async (directory) => {
      const result = await runCli(['contract', directory])
      expect(result.status).toBe(3)
      expect(result.stdout).toContain('failed amend: amends\n  revision was 2 instead of 3\n')
      expect(result.stdout).not.toContain('expected amended, ended in amended')
    })
  })
})

describe('form, docs and types', () => {
  test('form shows the fields', async () => {
    const { status, stdout } = await runCli(['form', 'writeToCjds'])
    expect(status).toBe(0)
    expect(stdout).toContain('bodyMode\tRequest Body Object\tchoice\toptional\talways')
    expect(stdout).toContain('eventTime\tEvent Time\tdate and time\toptional\twhen bodyMode is "keyValue"')
    expect(stdout).toContain('agentId\tAgent Id\ttext\trequired\twhen dataObject has "agentId"')
  })

  test('form has what each kind of form is drawn from', async () => {
    const form = jsonLine(await runCli(['form', 'writeToCjds', '--json'])) as Record<string, unknown>
    expect(Object.keys(form)).toEqual(['method', 'title', 'fields', 'schema', 'uiSchema', 'jsonForms'])
    const printed = async (kind: string): Promise<unknown> =>
      jsonLine(await runCli(['form', 'writeToCjds', '--for', kind]))
    expect(await printed('rjsf')).toEqual({ schema: form.schema, uiSchema: form.uiSchema })
    expect(await printed('json-forms')).toEqual(form.jsonForms)
    expect(await printed('fields')).toEqual(form.fields)
    const refused = await runCli(['form', 'writeToCjds', '--for', 'formily'])
    expect(refused).toMatchObject({ status: 2, stdout: '' })
    expect(refused.stderr).toContain('rjsf, json-forms, fields')
  })

  test('docs is Markdown that names every method, input, output and outcome', async () => {
    const { status, stdout } = await runCli(['docs'])
    expect(status).toBe(0)
    expect(stdout).toMatch(/^# Customer Journey Data 1\.0\n/)
    const description = jsonLine(await runCli(['docs', '--json'])) as {
      methods: { title: string; inputs: { id: string }[]; outputs: { name: string }[]; outcomes: { name: string }[] }[]
    }
    for (const { title, inputs, outputs, outcomes } of description.methods) {
      const section = stdout.split(`\n## ${title}\n`)[1]?.split('\n## ')[0] ?? ''
      for (const name of [...inputs.map(({ id }) => id), ...[...outputs, ...outcomes].map((one) => one.name)])
        expect(section).toContain(`| \`${name}\` |`)
    }
    expect(stdout).toContain('required when bodyMode is "json"')
    expect(stdout).toContain('optional when bodyMode is "keyValue", default `false`')
    expect(stdout).toContain('| Organization ID. Also called `OrganizationId`. |')
  })

  test.each([
    [{ required: ['a', 'b'] }, 'a is filled in and b is filled in'],
    [{ required: ['a'], properties: { a: { type: 'string', enum: ['x', 'y', 'z'] } } }, 'a is "x", "y" or "z"'],
    [{ required: ['a'], properties: { a: { contains: { enum: [1, 2] } } } }, 'a has 1 or 2'],
    [{ required: ['a'], properties: { a: { minimum: 1, maximum: 5 } } }, 'a is at least 1 and a is at most 5'],
    [{ required: ['a'], properties: { a: { minItems: 1 } } }, 'a has at least 1 entry'],
    [{ required: ['a'], properties: { a: { items: { maxLength: 2 } } } }, 'every entry of a has at most 2 characters'],
    [{ required: ['a'], properties: { a: { not: { const: 'x' } } } }, 'a is filled in and a is not "x"'],
    [{ required: ['a'], properties: { a: { required: ['b'] } } }, 'a.b is filled in'],
    [{ properties: { a: { const: true } } }, 'a is true or a is empty'],
    [{ not: { required: ['a'] } }, 'a is empty'],
    [{ not: { required: ['a'], properties: { a: { enum: ['x', 'y'] } } } }, 'a is neither "x" nor "y"'],
    [{ not: { required: ['a', 'b'] } }, 'not (a is filled in and b is filled in)'],
    [
      { anyOf: [{ required: ['a'] }, { required: ['b', 'c'] }] },
      'a is filled in or (b is filled in and c is filled in)',
    ],
    [
      { allOf: [{ required: ['a'] }, { anyOf: [{ required: ['b'] }, { required: ['c'] }] }] },
      'a is filled in and (b is filled in or c is filled in)',
    ],
    [
      { required: ['a'], properties: { a: { contains: { minLength: 1, maxLength: 3 } } } },
      '{"required":["a"],"properties":{"a":{"contains":{"minLength":1,"maxLength":3}}}}',
    ],
  ])('the condition %j in words', (condition, words) => {
    expect(conditionWords(condition)).toBe(words)
  })

  test('a bar and a line break in a text do not break a table', async () => {
    const amend = structuredClone(foreignNode['methods/amend.json']) as { inputs: { text: object } }
    amend.inputs.text = { title: 'Text', type: 'string', description: 'one | two\nthree' }
    await withFiles({ ...foreignNode, 'methods/amend.json': amend }, async (directory) => {
      const { stdout } = await runCli(['docs', '--manifest', directory])
      expect(stdout).toContain('| Text | `text` | string | required | one \\| two three |')
    })
  })

  test('types is a module that TypeScript takes', async () => {
    const { status, stdout } = await runCli(['types', '--name', 'MyMethods'])
    expect(status).toBe(0)
    expect(stdout).toContain('export type MyMethods = {')
    const { diagnostics } = ts.transpileModule(stdout, { reportDiagnostics: true, compilerOptions: { strict: true } })
    expect(diagnostics).toEqual([])
    expect(stdout).toContain('\n  /**\n   * First Name\n   */\n  firstName?: ')
    expect(stdout).toContain('\n    phone?: readonly string[]\n')
    expect((await runCli(['types', '--name', '9 lives'])).status).toBe(2)
  })
})
