import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { build } from 'esbuild'
import { root } from './support.js'

/** What the rules look at in a package.json. */
interface Package {
  readonly name: string
  readonly license?: string
  readonly keywords?: readonly string[]
  readonly engines?: { readonly node?: string }
  readonly repository?: unknown
  readonly bugs?: unknown
  readonly dependencies?: Readonly<Record<string, string>>
  readonly 'node-red'?: { readonly version?: string; readonly nodes?: Readonly<Record<string, string>> }
}

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))

/** A rule of Node-RED's that is not kept, and why. */
function notKept(rule: string, why: string): void {
  process.stderr.write(`${rule} is not kept: ${why}\n`)
}

/** The rules of Node-RED's scorecard (`node-red-dev validate`) that need no catalogue from the network. */
function describeRules(what: string, folder: () => string): void {
  describe(`Node-RED's rules for packages: ${what}`, () => {
    const pkg = (): Package => readJson(join(folder(), 'package.json')) as Package

    test('P01 there is a license', () => {
      expect(pkg().license).toMatch(/./)
    })

    test('P03 there is a repository or a place for bugs', () => {
      const { repository, bugs } = pkg()
      if (repository === undefined && bugs === undefined)
        notKept('P03', 'the package is not published yet, and an address that is made up would help nobody')
      expect(JSON.stringify([repository, bugs])).toMatch(/^\[null,null\]$|https:/)
    })

    test('P05 the keyword node-red', () => {
      expect(pkg().keywords).toContain('node-red')
    })

    test('P06 which versions of Node-RED it is for', () => {
      expect(pkg()['node-red']?.version).toMatch(/^>=\d+\.\d+\.\d+$/)
    })

    test('P07 which versions of Node.js it is for', () => {
      expect(pkg().engines?.node).toMatch(/^>=\d+/)
    })

    test('N02 an example for every type', () => {
      const examples = readdirSync(join(folder(), 'examples'), { recursive: true, encoding: 'utf8' })
      const flows = examples
        .filter((file) => /^(node-red\/)?[^/]+\.json$/.test(file))
        .flatMap((file) => readJson(join(folder(), 'examples', file)) as { type: string }[])
      const types = new Set(flows.map(({ type }) => type))
      const own = Object.keys(pkg()['node-red']?.nodes ?? {}).flatMap((type) => [type, `${type}-connection`])
      expect(own.filter((type) => !types.has(type))).toEqual([])
    })
  })
}

describeRules('cjds-flow-node', () => root)

describe('what is particular to cjds-flow-node', () => {
  const pkg = readJson(join(root, 'package.json')) as Package

  test('P04 a scoped name', () => {
    if (!pkg.name.startsWith('@'))
      notKept('P04', `the package was called ${pkg.name} as a library before it had a node for Node-RED`)
    expect(pkg.name).toMatch(/^(@[a-z-]+\/)?cjds-flow-node$/)
  })

  test('D01 at most six dependencies, counting what Node-RED loads', async () => {
    const { metafile } = await build({
      entryPoints: [join(root, 'build/hosts/node-red/register.js')],
      ...{ bundle: true, write: false, metafile: true, platform: 'node', format: 'esm', packages: 'external' },
      ...{ external: ['*/read-manifest.js'], outdir: 'nowhere', splitting: true },
    })
    const imported = Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path))
    const packages = new Set(
      imported.flatMap((path) => {
        const [name = ''] = /^(@[^/]+\/)?[^/]+/.exec(path) ?? []
        return pkg.dependencies?.[name] === undefined ? [] : [name]
      }),
    )
    if (Object.keys(pkg.dependencies ?? {}).length > 6)
      notKept('D01', `the package is a library and a command line too; Node-RED loads ${[...packages].join(', ')}`)
    expect(packages.size).toBeGreaterThan(0)
    expect(packages.size).toBeLessThanOrEqual(6)
  })
})

describe('a package that is made of manifests', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tickets-'))

  beforeAll(() => {
    const out = ['node-red', 'examples/tickets', '-o', folder, '--name', '@acme/node-red-tickets']
    const { status, stderr } = spawnSync(process.execPath, ['dist/cli/main.js', ...out], { cwd: root })
    expect({ status, stderr: stderr.toString() }).toMatchObject({ status: 0 })
  })
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true })
  })

  describeRules('@acme/node-red-tickets', () => folder)

  test('P04 a scoped name, and D01 at most six dependencies', () => {
    const { name, dependencies = {} } = readJson(join(folder, 'package.json')) as Package
    expect(name).toBe('@acme/node-red-tickets')
    expect(Object.keys(dependencies)).toEqual(['cjds-flow-node'])
  })

  test('no code but the few lines that load the core', () => {
    const code = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.[cm]?js$/.test(file))
    expect(code).toEqual(['nodes/tickets.cjs'])
    expect(readFileSync(join(folder, 'nodes/tickets.cjs'), 'utf8').split('\n').length).toBeLessThan(12)
  })
})
