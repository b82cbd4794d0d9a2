import type { AxiosTransport } from './axios-transport.js'
import type { Transport } from './transport.js'

/** The default transport, loaded at the first request: who only validates or explains never pays for axios. */
export function lazyAxiosTransport(): { readonly transport: Transport; readonly close: () => void } {
  let loading: Promise<AxiosTransport> | undefined
  let loaded: AxiosTransport | undefined

  async function load(): Promise<AxiosTransport> {
    const { axiosTransport } = await import('./axios-transport.js')
    loaded = axiosTransport()
    return loaded
  }

  return {
    transport: async (request, options) => {
      loading ??= loaded === undefined ? load() : undefined
      return (loaded ?? (await (loading as Promise<AxiosTransport>)))(request, options)
    },
    close: () => loaded?.close(),
  }
}
