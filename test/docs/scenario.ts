import { spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, closeSync, mkdirSync, openSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { transform } from 'esbuild'
import { plainEnvironment } from '../cli/support.js'
import { freePort } from '../support/free-port.js'
import type { Block } from './markdown.js'

export const root = fileURLToPath(new URL('../..', import.meta.url))

/** Ports that documents name; each run takes free ones in their place. */
const documentedPorts = ['4010', '4020']

/** How long a block may take, and how long a server has to say where it listens. */
const mostMs = 60_000

/** A block that was run, with what was printed. */
export interface Run {
  readonly output: string
  readonly status: number | null
}

/**
 * The blocks of one document, run in order in a directory of their own. A shell block finds the variables and the
 * directory of the one before; a TypeScript block without imports goes on with the one before.
 */
export class Scenario {
  readonly #children: ChildProcess[] = []
  #ports: ReadonlyMap<string, string> = new Map()
  #logs = 0

  constructor(readonly directory: string) {}

  async prepare(): Promise<void> {
    const tools = join(this.directory, '.tools')
    mkdirSync(tools, { recursive: true })
    // The package as it would be installed, and beside it its peers, jest and the types of Node.
    const modules = join(this.directory, 'node_modules')
    mkdirSync(modules)
    symlinkSync(root, join(modules, 'cjds-flow-node'), 'dir')
    for (const name of [
      '@types',
      '@jest',
      '@opentelemetry',
      'jest',
      'axios',
      'ajv',
      'bullmq',
      'ioredis',
      'undici-types',
    ])
      symlinkSync(join(root, 'node_modules', name), join(modules, name), 'dir')
    writeFileSync(join(this.directory, 'package.json'), '{ "type": "module", "private": true }\n')
    writeFileSync(join(tools, 'state'), '')
    writeFileSync(join(tools, 'npx'), npx)
    chmodSync(join(tools, 'npx'), 0o755)
    this.#ports = new Map(
      await Promise.all(documentedPorts.map(async (port) => [port, String(await freePort())] as const)),
    )
  }

  /** The text of a block with the ports of this run. */
  text({ text }: Block): string {
    return [...this.#ports].reduce((result, [port, own]) => result.replaceAll(port, own), text)
  }

  write(block: Block): void {
    const path = join(this.directory, block.attributes.file ?? '')
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, `${this.text(block)}\n`)
  }

  /** Runs a shell block. What starts an emulator, or a block marked `background`, goes on until the document ends. */
  async shell(block: Block): Promise<Run> {
    const text = this.text(block)
    if ('background' in block.attributes) return this.#background(text)
    const lines = text.split('\n')
    const servers = lines.filter((line) => line.startsWith('npx cjds-node emulate'))
    let output = ''
    for (const line of servers) output += (await this.#background(withPort(line, this.#ports))).output
    const rest = lines.filter((line) => !servers.includes(line)).join('\n')
    if (rest.trim() === '') return { output, status: 0 }
    const script = `set -eao pipefail\ntrap 'export -p | grep -v DOCUMENT_ > .tools/state' EXIT\n. .tools/state\n${rest}`
    return this.#run('bash', ['-c', script])
  }

  /** Runs one module, made of one block or several. */
  async module(name: string, text: string, language: string): Promise<Run> {
    const { code } = await transform(text, {
      loader: language === 'ts' ? 'ts' : 'js',
      format: 'esm',
      target: 'node20',
      tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
    })
    if (language === 'ts') writeFileSync(join(this.directory, `${name}.ts`), text)
    writeFileSync(join(this.directory, `${name}.mjs`), code)
    return this.#run(process.execPath, [`${name}.mjs`])
  }

  end(): void {
    for (const { pid } of this.#children)
      try {
        if (pid !== undefined) process.kill(-pid, 'SIGKILL')
      } catch {
        // It has ended by itself.
      }
  }

  async #run(command: string, args: readonly string[]): Promise<Run> {
    const { child, log } = this.#start(command, args)
    const status = await new Promise<number | null>((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new Error(`It did not end within ${mostMs} ms; it has printed:\n${readFileSync(log, 'utf8')}`))
      }, mostMs)
      child.once('error', reject)
      child.once('exit', (code) => {
        clearTimeout(timer)
        resolve(code)
      })
    })
    return { output: readFileSync(log, 'utf8'), status }
  }

  /** Starts a server and waits until it says where it listens. */
  async #background(script: string): Promise<Run> {
    const { child, log } = this.#start('bash', ['-c', `. .tools/state\n${script}`])
    const end = Date.now() + mostMs
    while (Date.now() < end) {
      await sleep(50)
      const output = readFileSync(log, 'utf8')
      if (/http:\/\/127\.0\.0\.1:\d+|Ready to accept connections|Ctrl-C ends it/.test(output))
        return { output, status: 0 }
      if (child.exitCode !== null) return { output, status: child.exitCode }
    }
    throw new Error('The server did not say where it listens.')
  }

  #start(command: string, args: readonly string[]): { child: ChildProcess; log: string } {
    const log = join(this.directory, '.tools', `log-${this.#logs++}`)
    const file = openSync(log, 'a')
    const child = spawn(command, args, {
      cwd: this.directory,
      detached: true,
      stdio: ['ignore', file, file],
      env: {
        ...plainEnvironment(),
        PATH: `${join(this.directory, '.tools')}:${process.env.PATH ?? ''}`,
        HOME: this.directory,
        NO_COLOR: '1',
        DOCUMENT_LOG: log,
        DOCUMENT_CLI: join(root, 'dist/cli/main.js'),
        DOCUMENT_TERMINAL: join(root, 'test/docs/terminal.mjs'),
      },
    })
    closeSync(file)
    this.#children.push(child)
    return { child, log }
  }
}

/** In the place of npx. Output that is not piped anywhere is meant for people, so it is made as for a terminal. */
const npx = `#!/usr/bin/env bash
[ "$1" = cjds-node ] || { echo "documents may use npx for cjds-node only" >&2; exit 127; }
shift
if [ /dev/stdout -ef "$DOCUMENT_LOG" ]; then exec node --import "$DOCUMENT_TERMINAL" "$DOCUMENT_CLI" "$@"; fi
exec node "$DOCUMENT_CLI" "$@"
`

function withPort(line: string, ports: ReadonlyMap<string, string>): string {
  return line.includes('--port') ? line : `${line} --port ${ports.get('4010') ?? '0'}`
}
