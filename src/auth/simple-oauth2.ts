import { createRequire } from 'node:module'

type SimpleOAuth2 = typeof import('simple-oauth2')

/** The part of the package `debug` that is needed here. */
interface Debug {
  namespaces?: string
  enable(namespaces: string): void
  enabled(namespace: string): boolean
}

const silenced = '-simple-oauth2:*'
let loading: Promise<SimpleOAuth2> | undefined

/** Loads simple-oauth2 when it is first needed, with its debug output off: that prints secrets in clear. */
export function loadSimpleOAuth2(): Promise<SimpleOAuth2> {
  loading ??= load()
  return loading
}

async function load(): Promise<SimpleOAuth2> {
  silenceDebug()
  return import('simple-oauth2')
}

/** Whatever turns debug output on, now or later, leaves simple-oauth2 out. */
function silenceDebug(): void {
  const debug = debugOfSimpleOAuth2()
  if (debug === undefined) {
    if (process.env.DEBUG) process.env.DEBUG += `,${silenced}`
    return
  }
  const enable = debug.enable.bind(debug)
  debug.enable = (namespaces) => {
    enable(namespaces ? `${namespaces},${silenced}` : namespaces)
  }
  if (debug.namespaces) debug.enable(debug.namespaces)
}

/** The very copy that simple-oauth2 uses; undefined where a bundler has put both into one file. */
function debugOfSimpleOAuth2(): Debug | undefined {
  try {
    const resolved = createRequire(import.meta.url).resolve('simple-oauth2')
    return createRequire(resolved)('debug') as Debug
  } catch {
    return undefined
  }
}
