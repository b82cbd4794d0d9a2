import { createAdaptorServer } from '@hono/node-server'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { realpathSync } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import type { Server } from 'node:http'
import { join, resolve } from 'node:path'
import { startEmulator, type Emulator } from '../../emulator/index.js'
import { listen } from '../../listen.js'
import { shippedDirectory } from '../../manifest/read-manifest.js'
import { axiosTransport } from '../../transport/axios-transport.js'
import { createStudioApp } from './app.js'
import { emulatorConnection, openConnections } from './connections.js'
import type { OverlayChoice } from './loaded-node.js'
import { ManifestFolder } from './manifest-folder.js'
import { builtPage } from './page.js'
import { followRequests } from './recorder.js'
import { studioRoutes } from './routes.js'
import { journeySeed } from './seed.js'
import { StudioStartError } from './studio-start-error.js'
import { Studio } from './studio.js'
import { Workbench } from './workbench.js'

export interface StudioOptions {
  /** Default 0: any free port. */
  readonly port?: number
  /** A directory of manifests; the shipped node when absent. */
  readonly manifest?: string
  readonly overlays?: OverlayChoice
  /**
   * The folder to save to, by default `manifest`. When it holds a node and no other manifest is given, that is what is
   * opened.
   */
  readonly save?: string
  /** Whether to start an emulator with the studio. Default true. */
  readonly emulator?: boolean
  /** Whether to offer the connections that `cjds-node auth login` has made. Default false. */
  readonly connections?: boolean
  /** Where the built page is. */
  readonly pageDirectory?: string
  /** Told of mistakes of the studio's own, whose answers say nothing. */
  readonly onMistake?: (error: unknown) => void
}

export interface RunningStudio {
  /** Such as `http://127.0.0.1:4020`. */
  readonly origin: string
  /** What every request of the page needs; new with each start. */
  readonly token: string
  /** What to open in a browser. The token is in its fragment, which browsers send nowhere. */
  readonly link: string
  readonly folder: string | null
  readonly emulator: Emulator | null
  /** Ends every connection and frees the port. */
  close(): Promise<void>
}

/**
 * Starts the studio for this machine: the page, what it asks for, and an emulator.
 * @throws {StudioStartError} `LISTEN` when the port is none or taken, `SAVE_FOLDER` for a folder that must not be written to
 * @throws {ManifestError} {@link UnknownOverlayError}
 */
export async function startStudio(options: StudioOptions = {}): Promise<RunningStudio> {
  const { directory, folder } = await folders(options)
  const closers: (() => void | Promise<void>)[] = []
  const close = async (): Promise<void> => {
    for (const end of closers.splice(0).reverse()) await end()
  }
  try {
    const emulator =
      options.emulator === false ? null : await startEmulator({ rateLimit: false, seed: journeySeed(Date.now()) })
    if (emulator !== null) closers.push(() => emulator.close())
    const workbench = await Workbench.open({
      directory,
      folder,
      overlays: options.overlays ?? { files: [], ids: () => [] },
      connection: emulator === null ? undefined : emulatorConnection,
    })
    const connections = openConnections(emulator, options.connections === true)
    const transport = axiosTransport()
    closers.push(() => {
      transport.close()
    }, followRequests())
    const saveFolder = folder === null ? null : new ManifestFolder(folder, folder === directory ? workbench.texts : {})
    const studio = new Studio({
      workbench,
      connections,
      emulator,
      folder: saveFolder,
      services: { authorizations: connections.authorizations, baseUrl: emulator?.baseUrl, transport },
    })
    const token = randomBytes(32).toString('base64url')
    const app = createStudioApp({
      token,
      pageDirectory: options.pageDirectory ?? builtPage,
      routes: studioRoutes(studio, workbench),
      onMistake: options.onMistake ?? (() => undefined),
    })
    const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false }) as Server
    const port = await listen(
      server,
      { port: options.port ?? 0, host: '127.0.0.1' },
      (why) => new StudioStartError('LISTEN', `${why}; choose another with --port, or --port 0 for any.`),
    )
    closers.push(() => stop(server))
    const origin = `http://127.0.0.1:${port}`
    return { origin, token, link: `${origin}/#token=${token}`, folder, emulator, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Where to read from and where to write to. */
async function folders({ manifest, save }: StudioOptions): Promise<{ directory: string; folder: string | null }> {
  const given = manifest === undefined ? undefined : resolve(manifest)
  const folder = save === undefined ? given : resolve(save)
  if (save !== undefined && isShipped(folder))
    throw new StudioStartError(
      'SAVE_FOLDER',
      'The manifests of this package are not written to; choose another folder.',
    )
  if (save !== undefined && (await isFile(save)))
    throw new StudioStartError('SAVE_FOLDER', `${save} is a file; choose a folder.`)
  const saved = folder !== undefined && (await exists(join(folder, 'node.json'))) ? folder : undefined
  return { directory: given ?? saved ?? shippedDirectory, folder: isShipped(folder) ? null : (folder ?? null) }
}

function isShipped(folder: string | undefined): boolean {
  try {
    return folder !== undefined && realpathSync(folder) === realpathSync(shippedDirectory)
  } catch {
    return false
  }
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (entry) => !entry.isDirectory(),
    () => false,
  )
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

async function stop(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  server.closeAllConnections()
  await closed
}
