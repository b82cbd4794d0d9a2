import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { root } from './scenario.js'

interface Entry {
  readonly integrity?: string
  readonly resolved?: string
  readonly license?: string
  readonly hasInstallScript?: boolean
}

let project: string

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'cjds-dependencies-'))
  for (const file of ['package.json', 'package-lock.json', '.prettierrc.json', 'docs/dependencies.md']) {
    mkdirSync(join(project, file, '..'), { recursive: true })
    cpSync(join(root, file), join(project, file))
  }
  symlinkSync(join(root, 'node_modules'), join(project, 'node_modules'), 'dir')
})

afterEach(() => {
  rmSync(project, { recursive: true })
})

function check(): Promise<{ passed: boolean; output: string }> {
  const script = join(root, 'scripts/dependencies.mjs')
  return new Promise((resolve) => {
    execFile(process.execPath, [script, '--check', '--root', project], (error, stdout, stderr) => {
      resolve({ passed: error === null, output: stdout + stderr })
    })
  })
}

function plant(name: string, change: Entry): void {
  const path = join(project, 'package-lock.json')
  const lock = JSON.parse(readFileSync(path, 'utf8')) as { packages: Record<string, Entry> }
  const key = `node_modules/${name}`
  lock.packages[key] = { ...lock.packages[key], ...change }
  writeFileSync(path, JSON.stringify(lock))
}

describe('the dependencies', () => {
  test('name every package, and why it is there', async () => {
    expect(await check()).toMatchObject({ passed: true, output: expect.stringMatching(/^\d+ packages/) })
    const path = join(project, 'docs/dependencies.md')
    writeFileSync(path, readFileSync(path, 'utf8').replace(/^\| axios .*\n/m, ''))
    expect(await check()).toMatchObject({ passed: false, output: expect.stringContaining('is not up to date') })

    const manifest = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as { dependencies: object }
    const dependencies = { ...manifest.dependencies, 'left-pad': '1.3.0' }
    writeFileSync(join(project, 'package.json'), JSON.stringify({ ...manifest, dependencies }))
    expect(await check()).toMatchObject({ passed: false, output: expect.stringContaining('left-pad has no reason') })
  })

  test('run nothing when they are installed', async () => {
    plant('follow-redirects', { hasInstallScript: true })
    expect(await check()).toMatchObject({
      passed: false,
      output: expect.stringContaining('follow-redirects runs a script'),
    })
  })

  test('ask for no more than a notice', async () => {
    plant('joi', { license: 'AGPL-3.0-only' })
    expect(await check()).toMatchObject({
      passed: false,
      output: expect.stringContaining('joi is licensed under AGPL-3.0-only'),
    })
  })

  test('are locked by their contents, not by an address', async () => {
    plant('ajv', { integrity: '' })
    plant('jest', { resolved: 'https://example.com/jest.tgz' })
    const { passed, output } = await check()
    expect(passed).toBe(false)
    expect(output).toContain('node_modules/ajv has no sha512')
    expect(output).toContain('node_modules/jest has an address')
  })
})
