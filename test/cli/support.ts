import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fileTokenStore } from '../../src/auth/index.js'
import { packageRoot } from '../../src/package-root.js'

export const root = fileURLToPath(packageRoot)
const builtMain = join(root, 'dist/cli/main.js')
/** Whoever runs the tests may have connections of their own. */
const noStore = join(tmpdir(), 'cjds-node-without-connections')

export interface CliRun {
  readonly status: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

export interface CliOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly stdin?: string
  readonly cwd?: string
  /** The program, instead of that of this clone. */
  readonly main?: string
}

/** What changes the answers of a program, and whoever runs the tests may have set. */
const ofTheirOwn = /^(CJDS_NODE_.*|.*_PROXY|NODE_TLS_REJECT_UNAUTHORIZED|NODE_OPTIONS|FORCE_COLOR)$/i

/** The environment of the tests, for a program whose answers must be the same on every machine. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ofTheirOwn.test(name)))
}

/** Starts the built program in a plain environment. */
export function startCli(
  args: readonly string[],
  { env = {}, cwd = root, main = builtMain }: CliOptions = {},
): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [main, ...args], {
    cwd,
    env: { ...plainEnvironment(), CJDS_NODE_STORE: noStore, ...env },
  })
}

/** Runs the built program to its end. */
export async function runCli(args: readonly string[], options: CliOptions = {}): Promise<CliRun> {
  const child = startCli(args, options)
  child.stdin.on('error', () => undefined)
  child.stdin.end(options.stdin ?? '')
  return finished(child)
}

export function finished(child: ChildProcessWithoutNullStreams): Promise<CliRun> {
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  return new Promise((resolve) => {
    child.on('close', (status, signal) => {
      resolve({ status, signal, stdout, stderr })
    })
  })
}

/** What `run` prints. */
export interface Printed {
  readonly outcome: string
  readonly outputs: Readonly<Record<string, unknown>>
  readonly meta: { readonly code: string | null; readonly delivery: string; readonly attempts: number }
}

/** What `run` printed: one line of JSON on standard output; fails when there is anything else. */
export function printed(run: CliRun): Printed {
  return jsonLine(run) as Printed
}

export function jsonLine({ stdout }: CliRun): unknown {
  if (!stdout.endsWith('\n') || stdout.trimEnd().includes('\n')) throw new Error(`Not one line of JSON: ${stdout}`)
  return JSON.parse(stdout)
}

/** Runs a test with a store that has connections of these names, all to one service. */
export async function withStore<T>(
  { baseUrl, names }: { readonly baseUrl: string; readonly names: readonly string[] },
  use: (env: Readonly<Record<string, string>>) => Promise<T>,
): Promise<T> {
  return withFiles({}, async (directory) => {
    const env = { CJDS_NODE_STORE: join(directory, 'store'), CJDS_NODE_KEY: Buffer.alloc(32, 7).toString('base64') }
    const store = fileTokenStore({ directory: env.CJDS_NODE_STORE, key: { key: env.CJDS_NODE_KEY } })
    const endpoints = { authorizationUrl: `${baseUrl}/oauth/authorize`, tokenUrl: `${baseUrl}/oauth/token` }
    const settings = { baseUrl, clientId: 'client', clientSecret: 'client-secret', ...endpoints }
    for (const name of names) await store.compareAndSwap(name, 0, { settings })
    return use(env)
  })
}

/** A server that answers every connection with the same bytes, or never. */
export async function rawServer(
  answer?: string,
): Promise<{ baseUrl: string; requests: string[]; close: () => Promise<void> }> {
  const requests: string[] = []
  const server: Server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.on('data', (data) => {
      requests.push(data.toString())
      if (answer !== undefined) socket.end(answer)
    })
    closing.push(() => socket.destroy())
  })
  const closing: (() => unknown)[] = []
  // A test that fails before it closes this must not keep the others waiting.
  server.unref()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        for (const close of closing) close()
        server.close(() => {
          resolve()
        })
      }),
  }
}

export function httpAnswer(status: string, body: string, type = 'application/json'): string {
  return `HTTP/1.1 ${status}\r\ncontent-type: ${type}\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`
}

/** Runs a test in a directory of its own with these files; objects are written as JSON. */
export async function withFiles<T>(
  files: Readonly<Record<string, unknown>>,
  use: (directory: string) => Promise<T>,
): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'cjds-node-'))
  try {
    for (const [name, content] of Object.entries(files)) {
      await mkdir(dirname(join(directory, name)), { recursive: true })
      await writeFile(join(directory, name), typeof content === 'string' ? content : JSON.stringify(content, null, 2))
    }
    return await use(directory)
  } finally {
    await rm(directory, { recursive: true })
  }
}
