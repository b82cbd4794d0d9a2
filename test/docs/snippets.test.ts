import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { Ajv, type ValidateFunction } from 'ajv'
import { execFile, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { outputProblem } from './expected-output.js'
import { parseMarkdown, type Block } from './markdown.js'
import { root, Scenario } from './scenario.js'

// Every code block of the documentation is run or checked. CONTRIBUTING says how to write one.

const documents = ['README.md', 'CONTRIBUTING.md', ...markdownFiles('docs')].filter((file) =>
  existsSync(join(root, file)),
)
const parsed = new Map(documents.map((file) => [file, parseMarkdown(readFileSync(join(root, file), 'utf8'))]))
const missing = ['bash', 'curl', 'redis-server'].filter(
  (program) => spawnSync(program, ['--version']).error !== undefined,
)
const home = mkdtempSync(join(tmpdir(), 'cjds-docs-'))
const notRun: string[] = []

afterAll(() => {
  rmSync(home, { recursive: true, force: true })
  if (notRun.length > 0) process.stderr.write(`Blocks that were not run:\n${notRun.join('\n')}\n`)
})

describe.each([...parsed])('%s', (file, { blocks }) => {
  const scenario = new Scenario(join(home, file.replaceAll('/', '-').replace(/\.md$/, '')))
  let printed = ''

  beforeAll(async () => {
    mkdirSync(scenario.directory)
    await scenario.prepare()
  })
  afterAll(() => {
    scenario.end()
  })

  test('has code blocks that this test understands', () => {
    const unknown = blocks.filter(({ language }) => !['sh', 'ts', 'js', 'json', 'text'].includes(language))
    expect(unknown.map(({ line, language }) => `${file}:${line} ${language}`)).toEqual([])
  })

  blocks.forEach((block, index) => {
    const where = `line ${block.line}: ${block.language}`
    const reason = reasonNotToRun(block)
    if (reason !== undefined) notRun.push(`  ${file}:${block.line} ${reason}`)
    else if (block.attributes.file !== undefined)
      test(`${where} ${block.attributes.file}`, () => {
        scenario.write(block)
        if (block.language === 'json') expectJson(block)
      })
    else if (block.language === 'json')
      test(where, () => {
        expectJson(block)
      })
    else if (block.language === 'sh')
      test(
        where,
        async () => {
          const { output, status } = await scenario.shell(block)
          printed = output
          expect({ status, output }).toEqual({ status: Number(block.attributes.exit ?? 0), output })
        },
        90_000,
      )
    else if (isModule(block) && !continues(block))
      test(
        where,
        async () => {
          const name = `snippet-${block.line}`
          const { output, status } = await scenario.module(name, moduleText(index), block.language)
          printed = output
          expect({ status, output }).toEqual({ status: 0, output })
        },
        90_000,
      )
    else if (block.language === 'text' && block.follows && isRun(blocks[index - 1]))
      test(`${where} that is printed`, () => {
        expect(outputProblem(scenario.text(block), printed)).toBeUndefined()
      })
  })

  /** The block and those after it that go on with it. */
  function moduleText(from: number): string {
    const modules = blocks.slice(from).filter((block) => isModule(block))
    const next = modules.findIndex((block, index) => index > 0 && !continues(block))
    return modules
      .slice(0, next < 0 ? undefined : next)
      .map((block) => scenario.text(block))
      .join('\n\n')
  }

  function continues(block: Block): boolean {
    return isModule(block) && !/^import /m.test(block.text)
  }
})

describe('the TypeScript of the documents', () => {
  test('agrees with the types of the package', async () => {
    writeFileSync(
      join(home, 'tsconfig.json'),
      JSON.stringify({
        compilerOptions: {
          target: 'ES2022',
          module: 'NodeNext',
          strict: true,
          noEmit: true,
          skipLibCheck: true,
          verbatimModuleSyntax: true,
          types: ['node'],
          typeRoots: [join(root, 'node_modules/@types')],
        },
        include: ['*/*.ts', '*/*/*.ts'],
        exclude: ['*/node_modules'],
      }),
    )
    const tsc = join(root, 'node_modules/typescript/bin/tsc')
    const problems = await promisify(execFile)(process.execPath, [tsc, '-p', home], { cwd: home }).then(
      ({ stdout }) => stdout,
      (error: unknown) => (error as { stdout: string }).stdout,
    )
    expect(problems).toBe('')
  }, 90_000)
})

describe('the tutorial', () => {
  test('ends with the manifests of examples/tickets', () => {
    const example = join(root, 'examples/tickets')
    const written = join(home, 'docs-writing-a-manifest/tickets')
    const files = readdirSync(example, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'))
    expect(files.length).toBeGreaterThan(3)
    for (const file of files)
      expect({ file, manifest: manifestOf(join(written, file)) }).toEqual({
        file,
        manifest: manifestOf(join(example, file)),
      })
  })
})

describe('links', () => {
  test.each([...parsed])('%s', (file, { links, anchors }) => {
    const broken = links.filter(({ target }) => {
      if (/^[a-z]+:/.test(target)) return false
      const [path = '', anchor] = target.split('#')
      const other = join(dirname(file), path)
      if (!existsSync(join(root, other))) return true
      const known = path === '' ? anchors : parsed.get(other)?.anchors
      return anchor !== undefined && known?.has(anchor) !== true
    })
    expect(broken.map(({ target, line }) => `${file}:${line} ${target}`)).toEqual([])
  })
})

function markdownFiles(folder: string): string[] {
  return readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`)
}

function reasonNotToRun({ attributes, language, text }: Block): string | undefined {
  if (attributes.skip !== undefined) return attributes.skip
  const needed = missing.filter(
    (program) => attributes.needs === program || (language === 'sh' && (program === 'bash' || text.includes(program))),
  )
  return needed.length === 0 ? undefined : `needs ${needed.join(' and ')}`
}

function isModule({ language, attributes }: Block): boolean {
  return (language === 'ts' || language === 'js') && attributes.file === undefined && attributes.skip === undefined
}

function isRun(block: Block | undefined): boolean {
  if (block === undefined || reasonNotToRun(block) !== undefined) return false
  return block.language === 'sh' || isModule(block)
}

const schemas = new Map<string, ValidateFunction>()

/** A JSON block is JSON; one that is part of a manifest is what its schema says. */
function expectJson(block: Block): void {
  const value = JSON.parse(block.text) as unknown
  const part = block.attributes.part ?? partOfFile(block.attributes.file)
  if (part === undefined || part === 'none') return
  const validate = schemas.get(part) ?? compile(part)
  schemas.set(part, validate)
  expect(validate(value) ? [] : validate.errors).toEqual([])
}

function compile(part: string): ValidateFunction {
  const ajv = new Ajv({ strict: true, strictRequired: false, allowUnionTypes: true, allErrors: true })
  ajv.addVocabulary(['antiExamples'])
  for (const name of ['definitions', 'node', 'method', 'options', 'overlay'])
    ajv.addSchema(readJson(join(root, `schemas/${name}.schema.json`)) as object, `${name}.schema.json`)
  const whole = ['node', 'method', 'options', 'overlay'].includes(part)
  return ajv.compile({ $ref: whole ? `${part}.schema.json` : `definitions.schema.json#/definitions/${part}` })
}

function partOfFile(file: string | undefined): string | undefined {
  if (file === undefined) return undefined
  if (basename(file) === 'node.json') return 'node'
  const kinds: Readonly<Record<string, string>> = { methods: 'method', options: 'options', overlays: 'overlay' }
  return kinds[basename(dirname(file))]
}

function manifestOf(file: string): unknown {
  const { $schema: _schema, ...manifest } = readJson(file) as Readonly<Record<string, unknown>>
  return manifest
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'))
}
