import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { cp, link, mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createExecutor, loadNode, ManifestError, type LoadOptions, type ManifestProblem } from '../../src/index.js'
import { pointerKeys } from '../../src/outcome/pointer.js'
import { patternProblem } from '../../src/manifest/lint/pattern.js'
import { withValueAt } from '../support/json-places.js'
import { startStubService, type StubService } from '../support/stub-service.js'

const fixture = fileURLToPath(new URL('../fixtures/tickets', import.meta.url))
const made: string[] = []

/** What is done to a file of the good manifest: values put in and removed, each at its JSON Pointer. */
interface Change {
  readonly set?: Readonly<Record<string, unknown>>
  readonly remove?: readonly string[]
}

afterEach(async () => {
  for (const directory of made.splice(0)) await rm(directory, { recursive: true, force: true })
})

async function directoryWith(changes: Readonly<Record<string, Change>>): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'manifest-'))
  made.push(directory)
  await cp(fixture, directory, { recursive: true })
  for (const [file, { set = {}, remove = [] }] of Object.entries(changes)) {
    let document: unknown = JSON.parse(await readFile(join(directory, file), 'utf8'))
    for (const [pointer, value] of Object.entries(set)) document = withValueAt(document, pointerKeys(pointer), value)
    for (const pointer of remove) document = withValueAt(document, pointerKeys(pointer), undefined)
    const pretty = JSON.stringify(document, null, 2)
    await writeFile(join(directory, file), pretty.length > 256 * 1024 ? JSON.stringify(document) : pretty)
  }
  return directory
}

/** Loads and returns the problems; anything else than a ManifestError or a whole node is a failure of the test. */
async function problemsOf(options: LoadOptions): Promise<readonly ManifestProblem[]> {
  try {
    const node = await loadNode(options)
    expect(node.methods.size).toBe(node.manifest.methods.length)
    return []
  } catch (error) {
    expect(error).toBeInstanceOf(ManifestError)
    const { problems, message, code } = error as ManifestError
    expect(code).toBe('MANIFEST_INVALID')
    expect(problems.length).toBeGreaterThan(0)
    for (const problem of problems) {
      expect(message).toContain(problem.message)
      expect(problem.message).toMatch(/^(?:[A-Z"]|\$).*\.$/s)
      expect(problem.message).not.toMatch(/undefined|\[object|RangeError|must NOT|strict mode|data\//)
    }
    return problems
  }
}

interface Case extends Change {
  readonly fault: string
  readonly what: string
  readonly file: string
  readonly pointer: string
  readonly says: string
  /** Text of the file at the line and column that are told. */
  readonly anchor?: string
  readonly suggests?: string
}

const create = 'methods/create-ticket.json'
const patch = 'methods/patch-ticket.json'
const find = 'methods/find-tickets.json'
const close = 'methods/close-ticket.json'
const queues = 'options/queues.json'
const lenient = 'overlays/lenient.json'

const cases: readonly Case[] = [
  ...(JSON.parse(readFileSync(new URL('../fixtures/wrong-manifests.json', import.meta.url), 'utf8')) as Case[]),
  {
    fault: 'F111',
    what: '5,000 branches',
    file: close,
    set: { '/inputs/message/visibleWhen': { anyOf: Array.from({ length: 5_000 }, () => ({ required: ['notify'] })) } },
    pointer: '/inputs/message/visibleWhen/anyOf',
    says: 'may have at most 50 entries',
  },
  {
    fault: 'F111',
    what: '20,001 values',
    file: create,
    set: { '/examples/0/inputs/x': Array.from({ length: 20_001 }, () => 0) },
    pointer: '',
    says: 'The manifest is too large: at most 40 levels and 20000 values are read.',
  },
]

describe('Manifests that are refused', () => {
  test.each(cases)('[$fault] $file: $what', async ({ file, set, remove, pointer, anchor, says, suggests }) => {
    const directory = await directoryWith({ [file]: { ...(set && { set }), ...(remove && { remove }) } })
    const problems = await problemsOf({ directory })
    const told = problems.filter((problem) => problem.pointer === pointer && problem.message.includes(says))
    expect(told.length > 0 || problems).toBe(true)
    const [problem] = told
    expect(problem?.suggestion).toBe(suggests)
    expect([problem?.line, problem?.column]).toEqual([expect.any(Number), expect.any(Number)])
    if (anchor !== undefined) {
      const lines = (await readFile(join(directory, file), 'utf8')).split('\n')
      expect(lines[Number(problem?.line) - 1]?.slice(Number(problem?.column) - 1).startsWith(anchor)).toBe(true)
    }
  })

  test('[F106] the unchanged manifest loads', async () => {
    expect(await problemsOf({ directory: await directoryWith({}) })).toEqual([])
  })

  test('[F106] every problem at once, over files and kinds', async () => {
    const directory = await directoryWith({
      [create]: { set: { '/colour': 'red', '/request/body/queue/id': '$inputs.qeue', '/responses/418': 'onCreated' } },
      [patch]: { set: { '/inputs/note/type': 'txt' } },
      [queues]: { set: { '/request/headers': { host: 'evil.example' } } },
      [lenient]: { remove: ['/title'] },
      [find]: { set: { '/request/body': {} } },
    })
    await writeFile(join(directory, close), '{ "manifest": 1, }')
    const problems = await problemsOf({ directory })
    expect(problems.map(({ file, pointer }) => `${file}${pointer}`).sort()).toEqual(
      [
        close,
        `${create}/colour`,
        `${create}/request/body/queue/id`,
        `${create}/responses/418`,
        `${find}/request/body`,
        `${patch}/inputs/note/type`,
        `${queues}/request/headers/host`,
        lenient,
      ].sort(),
    )
  })

  test.each([['txt'], ['__proto__'], [{}], [['string', 'constructor']]])(
    '[F106] the type %j is none, and nothing is said of its choices',
    async (type) => {
      const directory = await directoryWith({
        [patch]: { set: { '/inputs/note/type': type, '/inputs/note/enum': ['a', 'b'] } },
      })
      const problems = await problemsOf({ directory })
      expect(new Set(problems.map(({ pointer }) => pointer.replace(/\/type.*/, '/type')))).toEqual(
        new Set(['/inputs/note/type']),
      )
      expect(JSON.stringify(problems)).not.toContain('[object')
    },
  )

  test('[F106] what is wrong with the defaults is said once, where it stands', async () => {
    const directory = await directoryWith({
      'node.json': { set: { '/defaults/responses/404': 'onFound', '/defaults/outputs/code/maxLength': 3 } },
    })
    expect(await problemsOf({ directory })).toEqual([
      expect.objectContaining({ file: 'node.json', pointer: '/defaults/outputs/code/maxLength' }),
    ])
  })

  test.each([
    ['', 1, 1, 'The file is empty'],
    ['{', 1, 2, 'must be JSON'],
    ['{\n  "manifest": 1,\n}', 3, 1, 'must be JSON'],
    ['{"a": 01}', 1, 8, 'must be JSON'],
    ['{} // note', 1, 4, 'must be JSON'],
    ['{"a": NaN}', 1, 7, 'must be JSON'],
    ['{"a": 1} x', 1, 10, 'must be JSON'],
    ['{"a": "\u0001"}', 1, 7, 'must be JSON'],
    ["{'a': 1}", 1, 2, 'must be JSON'],
    ['not json', 1, 1, 'must be JSON'],
    ['\u0000', 1, 1, 'must be JSON'],
  ])('[F106] a file with %j: line %i, column %i', async (text, line, column, says) => {
    const directory = await directoryWith({})
    await writeFile(join(directory, create), text)
    const problems = await problemsOf({ directory })
    expect(problems).toEqual([expect.objectContaining({ file: create, pointer: '', line, column })])
    expect(problems[0]?.message).toContain(says)
  })

  test('[F106] a byte order mark is no matter', async () => {
    const directory = await directoryWith({})
    await writeFile(join(directory, create), `\ufeff${await readFile(join(directory, create), 'utf8')}`)
    expect(await problemsOf({ directory })).toEqual([])
  })

  test('[F106] a key that stands twice', async () => {
    const directory = await directoryWith({})
    const text = await readFile(join(directory, create), 'utf8')
    await writeFile(
      join(directory, create),
      text.replace('"409": "onDuplicate",', '"409": "onDuplicate",\n    "201": "onFailed",'),
    )
    const [problem] = await problemsOf({ directory })
    expect(problem).toMatchObject({
      file: create,
      pointer: '/responses/201',
      message: 'The key "201" stands twice; keep one of them.',
    })
    const lines = (await readFile(join(directory, create), 'utf8')).split('\n')
    expect(lines[Number(problem?.line) - 1]?.slice(Number(problem?.column) - 1)).toMatch(/^"201": "onFailed"/)
  })

  test('[F106] a key that would change a prototype', async () => {
    const directory = await directoryWith({})
    const text = await readFile(join(directory, create), 'utf8')
    await writeFile(join(directory, create), text.replace('"fixed"', '"__proto__"'))
    expect(await problemsOf({ directory })).toEqual([expect.objectContaining({ pointer: '/request/body/__proto__' })])
    expect(Object.keys({})).toEqual([])
  })

  test('[F106] a directory that is none', async () => {
    for (const directory of ['/nowhere/at/all', '', 'http://evil.example/', 'a\u0000b'])
      expect(await problemsOf({ directory })).toEqual([expect.objectContaining({ file: 'node.json', pointer: '' })])
  })

  test('[F106] a file in place of the directory', async () => {
    expect(await problemsOf({ directory: join(fixture, 'node.json') })).toEqual([
      { file: '.', pointer: '', message: 'This is a file; give the directory that holds node.json.' },
    ])
  })

  test.each<[string, string, Change, string[]]>([
    [
      'an input of the authorization that no method has',
      'node.json',
      {
        set: {
          '/defaults/inputs': { connection: { title: 'Connection', type: 'string' } },
          '/defaults/required': ['connection'],
          '/authentication': { type: 'oauth2AuthorizationCode', input: 'conection' },
        },
      },
      ['/authentication/input'],
    ],
    ['a URL template that is not closed', close, { set: { '/request/url': '/v2/{ticketId' } }, ['/request/url']],
    ['a URL without its slash', close, { set: { '/request/url': 'v2/{ticketId}' } }, ['/request/url']],
    [
      'a feed that is not there',
      create,
      { set: { '/inputs/queue/options/from': 'x' } },
      ['/inputs/queue/options/from'],
    ],
    [
      'a pattern that is none',
      create,
      { set: { '/inputs/reference/pattern': '(' }, remove: ['/inputs/reference/patternMessage'] },
      ['/inputs/reference/pattern'],
    ],
    ['a split of a text', create, { set: { '/inputs/source/split': ',' } }, ['/inputs/source/split']],
  ])('[F106] one mistake, one problem: %s', async (_what, file, change, pointers) => {
    const problems = await problemsOf({ directory: await directoryWith({ [file]: change }) })
    expect(problems.map((problem) => [problem.file, problem.pointer])).toEqual(pointers.map((at) => [file, at]))
  })

  test('[F106] an overlay that the node has already', async () => {
    const directory = await directoryWith({})
    await mkdir(join(directory, 'more'))
    const before = JSON.parse(await readFile(join(directory, lenient), 'utf8')) as object
    await writeFile(join(directory, 'overlays/zeal.json'), JSON.stringify({ ...before, id: 'zeal' }))
    const node = await loadNode({ directory, overlays: [join(directory, lenient)] })
    expect(node.manifest.overlays.map(({ id }) => id)).toEqual(['zeal', 'lenient'])
    const other = join(directory, 'more/lenient.json')
    await writeFile(other, JSON.stringify({ ...before, title: 'Other' }))
    expect(await problemsOf({ directory, overlays: [other] })).toEqual([
      expect.objectContaining({
        file: other,
        pointer: '/id',
        message: 'Another overlay has the id "lenient" already; use another id.',
      }),
    ])
  })

  test.each([
    ['a list', []],
    ['a text in place of a title', { manifest: 1, id: 'x', title: 5 }],
    [
      'a cycle',
      (() => {
        const overlay: Record<string, unknown> = { manifest: 1, id: 'x', title: 'X' }
        overlay.node = overlay
        return overlay
      })(),
    ],
    [
      'a getter that throws',
      Object.defineProperty({}, 'manifest', {
        enumerable: true,
        get: () => {
          throw new Error('secret')
        },
      }),
    ],
    ['a function', () => 1],
    ['null', null],
    ['a method that is not there', { manifest: 1, id: 'x', title: 'X', methods: { nope: {} } }],
    ['an id that is there', { manifest: 1, id: 'lenient', title: 'X' }],
  ])('[F106] an overlay that is %s', async (_what, overlay) => {
    expect((await problemsOf({ directory: fixture, overlays: [overlay as never] })).length).toBeGreaterThan(0)
  })

  test('[F106] an overlay in a file of its own', async () => {
    const directory = await directoryWith({})
    const overlay = join(directory, 'mine.json')
    await writeFile(
      overlay,
      JSON.stringify({
        manifest: 1,
        id: 'mine',
        title: 'Mine',
        methods: { deleteTicket: { responses: { '200': 'onDeleted' } } },
      }),
    )
    expect(await problemsOf({ directory, overlays: [overlay] })).toEqual([])
    await writeFile(join(directory, 'mine.js'), 'process.exit()')
    await symlink(overlay, join(directory, 'link.json'))
    await writeFile(join(directory, 'large.json'), ' '.repeat(256 * 1024 + 1))
    for (const name of ['mine.js', 'link.json', 'large.json', 'none.json', '.'])
      expect(await problemsOf({ directory, overlays: [join(directory, name)] })).toHaveLength(1)
    expect(await problemsOf({ directory, overlays: ['/dev/zero'] })).toHaveLength(1)
  })
})

describe('Patterns', () => {
  test.each([
    '^(a+)+$',
    '(a|a)*$',
    '^(a|a)*$',
    '^([a-z]+\\s?)*$',
    '(x+x+)+y',
    '(a+)+',
    '(a|a?)+',
    '^(a|aa)+$',
    '(a|aa)+',
    '([a-zA-Z]+)*',
    '(.*)*',
    '^(.*a){20}$',
    '\\s+$',
    'a*b',
    '^\\d+\\d+$',
    '^a*a*a*a*$',
    '^(a|b|ab)*c',
    '^(\\w|\\d)+$',
    '^(a*)*$',
    '^(([a-z])+.)+[A-Z]([a-z])+$',
    '^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$',
    '(a+)\\1+$',
    '^(?=(a+))\\1*b',
    '^(?<n>a+)\\k<n>+$',
    '(?<=a+)b',
    '^(?!x)a$',
    '^(a{1,1000}){1,1000}$',
    '^a{0,5000}a{0,5000}$',
    '^([a-z]{0,20}[a-z]{0,20}){0,20}x$',
    '^(a{0,9}a{0,9})+$',
    '^(a{1,20})*x',
    '^(a?){50}$',
    `^${'a?'.repeat(30)}${'a'.repeat(30)}$`,
    `^${'(a|b|ab)'.repeat(40)}$`,
    `^${'[ab]{0,60}'.repeat(40)}$`,
    '^(\\p{L}|é)+$',
    '(',
  ])('[F109] %s is refused, and soon', (pattern) => {
    const start = performance.now()
    expect(patternProblem(pattern)).toMatch(/\.$/)
    expect(performance.now() - start).toBeLessThan(3_000)
  })

  test.each([
    '^[^,]*$',
    '^[0-9]{1,16}$',
    '^[A-Z]{3}-\\d{1,6}$',
    '^(?:[^\\\\]|\\\\.)*$',
    '^(\\w+\\.)*\\w+$',
    'abc',
    '[0-9]+',
    '^(foo|far)$',
    '^(foo|bar)+$',
    '^\\+?[1-9]\\d{1,14}$',
    '^\\d{1,3}\\d{4,14}$',
    '^(\\d{1,3}\\.){3}\\d{1,3}$',
    '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$',
    '^#?([a-f0-9]{6}|[a-f0-9]{3})$',
    '^[\\w.-]+@[\\w-]+\\.[a-z]{2,}$',
    '^\\p{Lu}\\p{L}{1,50}$',
    '^(0|[1-9]\\d*)(\\.\\d+)?$',
    '^(?<area>\\d+)-x$',
    '^[\\]\\-a]+$',
    '^\\u{1F600}+$',
    '^.{1,100}$',
    '^\\S(.*\\S)?$',
    '^$',
  ])('[F109] %s is accepted', (pattern) => {
    expect(patternProblem(pattern)).toBeUndefined()
    const start = performance.now()
    const expression = new RegExp(pattern, 'u')
    for (const text of ['a', '0', 'é', '-', ' ', '.', 'a.', '\\']) expression.test(`${text.repeat(10_000)}!\n`)
    expect(performance.now() - start).toBeLessThan(1_000)
  })
})

describe('Files', () => {
  test.each(['[', '{"a":'])('[F111] 100,000 times %s', async (open) => {
    const directory = await directoryWith({})
    await writeFile(join(directory, create), open.repeat(50_000))
    expect(await problemsOf({ directory })).toEqual([
      expect.objectContaining({ file: create, message: expect.stringContaining('more than 40 levels') }),
    ])
  })

  test('[F111] a file of more than 256 KiB', async () => {
    const directory = await directoryWith({
      [create]: { set: { '/description': 'x'.repeat(256 * 1024) } },
    })
    expect(await problemsOf({ directory })).toEqual([
      expect.objectContaining({ file: create, message: expect.stringContaining('larger than 262144 bytes') }),
    ])
  })

  test('[F111] an overlay, 50,000 levels', async () => {
    const deep = Array.from({ length: 50_000 }).reduce<unknown>((inner) => ({ inner }), 1)
    expect(await problemsOf({ directory: fixture, overlays: [deep as never] })).toHaveLength(1)
  })

  test('[F113] links, folders and other endings are not read', async () => {
    const outside = await directoryWith({})
    const file = async (
      make: (directory: string, path: string) => Promise<void>,
    ): Promise<readonly ManifestProblem[]> => {
      const directory = await directoryWith({})
      await rm(join(directory, create))
      await make(directory, join(directory, create))
      return problemsOf({ directory })
    }
    const notRegular = [
      expect.objectContaining({
        file: create,
        message: expect.stringContaining('regular file inside the manifest directory'),
      }),
    ]
    expect(await file(async (_directory, path) => symlink(join(outside, create), path))).toEqual(notRegular)
    expect(
      await file(async (directory, path) => {
        await rename(join(directory, patch), join(directory, 'x.json'))
        await symlink('../x.json', path)
      }),
    ).toEqual(notRegular)
    expect(
      await file(async (_directory, path) => {
        await mkdir(path)
      }),
    ).toEqual(notRegular)
    expect(await file(async (_directory, path) => symlink('/dev/zero', path))).toEqual(notRegular)
    expect(await file(async (_directory, path) => symlink('nowhere', path))).toHaveLength(1)
    for (const name of ['create-ticket.js', 'create-ticket.JSON', 'create-ticket.json.bak', 'create-ticket'])
      expect(await file(async (directory) => writeFile(join(directory, 'methods', name), 'process.exit()'))).toEqual([
        expect.objectContaining({ file: 'node.json', pointer: '/methods/0' }),
      ])
    expect(await file(async (directory, path) => link(join(fixture, create), path))).toEqual([])
  })

  test('[F113] a folder that is a link leads nowhere', async () => {
    const outside = await directoryWith({})
    const directory = await directoryWith({})
    await rm(join(directory, 'methods'), { recursive: true })
    await symlink(join(outside, 'methods'), join(directory, 'methods'))
    expect(
      (await problemsOf({ directory })).filter(({ message }) => message.includes('regular file inside')),
    ).toHaveLength(5)
  })

  test('[F113] the directory itself may be a link', async () => {
    const directory = await directoryWith({})
    await symlink(directory, `${directory}-link`)
    made.push(`${directory}-link`)
    expect(await problemsOf({ directory: `${directory}-link` })).toEqual([])
  })

  test('[F113] an icon that is a link, or not there', async () => {
    const directory = await directoryWith({
      'node.json': { set: { '/icon': 'icon.svg' } },
    })
    expect(await problemsOf({ directory })).toEqual([expect.objectContaining({ file: 'icon.svg' })])
    await symlink('/etc/passwd', join(directory, 'icon.svg'))
    expect(await problemsOf({ directory })).toEqual([expect.objectContaining({ file: 'icon.svg' })])
    await rm(join(directory, 'icon.svg'))
    await writeFile(join(directory, 'icon.svg'), '<svg/>')
    expect((await loadNode({ directory })).manifest.icon).toBe('<svg/>')
  })
})

describe('A manifest that is edited while it runs', () => {
  let service: StubService
  beforeAll(async () => {
    service = await startStubService()
  })
  afterAll(async () => {
    await service.close()
  })

  test('[F114] the loaded node stays as it was', async () => {
    const directory = await directoryWith({})
    const node = await loadNode({ directory })
    const executor = createExecutor(node, { baseUrl: service.baseUrl })
    const { hash } = node
    await writeFile(join(directory, find), '{')
    service.answer({ body: [] })
    expect((await executor.execute('findTickets', {})).outcome).toBe('onFound')
    expect(() => {
      Object.assign(node.manifest.methods[0] ?? {}, { title: 'x' })
    }).toThrow(TypeError)
    expect(() => {
      Object.assign(node.manifest.methods[0]?.responses ?? {}, { '201': 'x' })
    }).toThrow(TypeError)
    expect(node.hash).toBe(hash)
    executor.close()
  })

  test('[F114] two versions have two hashes, two loads of one have one', async () => {
    const changed = await directoryWith({
      [create]: { set: { '/title': 'Other' } },
    })
    const [one, same, other] = await Promise.all([
      loadNode({ directory: fixture }),
      loadNode({ directory: fixture }),
      loadNode({ directory: changed }),
    ])
    expect(one.hash).toMatch(/^[0-9a-f]{64}$/)
    expect([same.hash === one.hash, other.hash === one.hash]).toEqual([true, false])
  })
})
