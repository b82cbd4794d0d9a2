import type { AxiosTransport } from './axios-transport.js'
import type { Transport } from './transport.js'

/** The default transport, loaded at the first request: who only validates or explains never pays for axios. */
export function lazyAxiosTransport(): { readonly transport: Transport; readonly close: () => void } {
  let loaded: AxiosTransport | undefined
  let loading: Promise<void> | undefined

  async function load(): Promise<void> {
    const { axiosTransport } = await import('./axios-transport.js')
    loaded = axiosTransport()
  }

  const transport: Transport = async (request, options) => {
    while (loaded === undefined) await (loading ??= load())
    return loaded(request, options)
  }
  return { transport, close: () => loaded?.close() }
}
