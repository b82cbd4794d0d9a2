import { describe, expect, test } from '@jest/globals'
import { execFile } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { root } from './scenario.js'

describe('the codes', () => {
  test('that an invocation can end with are all explained', () => {
    const documents = ['embedding', 'manifest-language']
      .map((name) => readFileSync(join(root, `docs/${name}.md`), 'utf8'))
      .join('\n')
    const unexplained = [...codesOfTheSource()].filter((code) => !documents.includes(`\`${code}\``))
    expect(unexplained).toEqual([])
  })

  test('of authorizations and of the token store are all explained', () => {
    const document = readFileSync(join(root, 'docs/authorizations.md'), 'utf8')
    const files = ['authorization-error.ts', 'token-store-error.ts', 'token-warnings.ts']
    const codes = files.flatMap((name) => codesOf(join(root, 'src/auth', name)))
    expect(codes.length).toBeGreaterThan(10)
    expect(codes.filter((code) => !document.includes(`\`${code}\``))).toEqual([])
  })
})

describe('the codes of the queue', () => {
  test('are all explained', () => {
    const document = ['scale', 'embedding']
      .map((name) => readFileSync(join(root, `docs/${name}.md`), 'utf8'))
      .join('\n')
    const directory = join(root, 'src/hosts/queue')
    const files = readdirSync(directory).filter((name) => /(-error|delivery|taken-job|dead-letters)\.ts$/.test(name))
    const codes = files.flatMap((name) => codesOf(join(directory, name))).filter((code) => !code.startsWith('SEAL_'))
    expect(codes.length).toBeGreaterThan(8)
    expect(codes.filter((code) => !document.includes(`\`${code}\``))).toEqual([])
  })
})

describe('examples/embed.mjs', () => {
  test('recognises the caller the second time', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [join(root, 'examples/embed.mjs')])
    expect(stdout.split('\n')).toEqual([
      'new caller: to the welcome desk',
      'known caller with 2 identifiers: to her usual team',
      '',
    ])
  })
})

/** Where codes of results are written, and words in capitals there that are none. */
const sources = [
  'inputs',
  'request',
  'outcome',
  'keywords',
  'choices.ts',
  'execute.ts',
  'plan.ts',
  'manifest/overlay.ts',
  'transport/transport.ts',
  'transport/transport-error.ts',
  'auth/authorization-error.ts',
  'auth/token-warnings.ts',
]
const others = ['ABORTED', 'GET', 'HEAD']

function codesOfTheSource(): Set<string> {
  const codes = sources.flatMap((path) => filesOf(join(root, 'src', path))).flatMap(codesOf)
  return new Set(codes.filter((code) => !others.includes(code)))
}

function codesOf(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(/(?<!redis\.call\()'([A-Z]{2}[A-Z_]+)'/g)].map(
    (match) => match[1] ?? '',
  )
}

function filesOf(path: string): string[] {
  return statSync(path).isFile() ? [path] : readdirSync(path).map((name) => join(path, name))
}
