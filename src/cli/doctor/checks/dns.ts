import { ok, problem, skipped, type Check } from '../check.js'
import { notAsked } from '../not-asked.js'

export const dns: Check = {
  id: 'dns',
  title: 'Names',
  run: async ({ answers }) => {
    const looked = (await answers())?.filter(({ named }) => named)
    if (looked === undefined) return [notAsked]
    if (looked.length === 0) return [skipped('There is no name to look up.')]
    return looked.map(({ origin, failure }) => {
      const { hostname } = new URL(origin)
      return failure?.code === 'DNS'
        ? problem(`${hostname}: ${failure.message} Check the connection's address and this machine's name server.`)
        : ok(`${hostname} has an address.`)
    })
  },
}
