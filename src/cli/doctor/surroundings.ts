import { readFileSync } from 'node:fs'
import { checkBaseUrl } from '../../auth/base-url.js'
import { defaultRedirectUris } from '../../auth/login/login.js'
import { type CheckedManifest, checkManifest, shippedDirectory } from '../../manifest/read-manifest.js'
import { packageRoot } from '../../package-root.js'
import { overlayFiles, type NodeOptions } from '../node-options.js'
import { askServices, type ServiceAnswer } from './service-answers.js'
import { readStore, type StoreReading } from './store-reading.js'

export interface DoctorOptions extends NodeOptions {
  readonly baseUrl?: string
  readonly redirectUri?: readonly string[]
  readonly offline?: boolean
}

/** What checks look at. What takes a while is read when a check first asks, and once. */
export interface Surroundings {
  /** Such as `20.20.2`. */
  readonly nodeVersion: string
  /** What the package needs, as its `engines` say it. */
  readonly neededNode: string
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly redirectUris: readonly string[]
  /** Nothing may be sent. */
  readonly offline: boolean
  /** Whatever has been sent, for the person who asks. */
  readonly sent: string[]
  readonly manifest: () => Promise<CheckedManifest>
  readonly store: () => Promise<StoreReading>
  /** Of the services and authorization servers of all connections; undefined when offline. */
  readonly answers: () => Promise<readonly ServiceAnswer[] | undefined>
}

/** @throws {InvalidBaseUrlError} */
export function surroundingsOf(options: DoctorOptions): Surroundings {
  const { manifest, redirectUri = defaultRedirectUris, offline = false } = options
  const extra = options.baseUrl === undefined ? [] : [checkBaseUrl(options.baseUrl)]
  const sent: string[] = []
  const store = once(() => readStore(Date.now()))
  return {
    nodeVersion: process.versions.node,
    neededNode: neededNode(),
    environment: process.env,
    redirectUris: redirectUri,
    offline,
    sent,
    manifest: () => checkManifest(manifest ?? shippedDirectory, overlayFiles(options)),
    store,
    answers: once(async () => {
      if (offline) return undefined
      const { connections } = await store()
      const urls = connections.flatMap(({ settings }) => (settings ? [settings.baseUrl, settings.tokenUrl] : []))
      return askServices(new Set([...extra, ...urls.map((url) => new URL(url).origin)]), sent)
    }),
  }
}

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let reading: Promise<T> | undefined
  return () => (reading ??= read())
}

function neededNode(): string {
  const text = readFileSync(new URL('package.json', packageRoot), 'utf8')
  return (JSON.parse(text) as { engines: { node: string } }).engines.node
}
