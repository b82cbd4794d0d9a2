import { orOk, skipped, warning, type Check } from '../check.js'

export const scopes: Check = {
  id: 'scopes',
  title: 'Scopes',
  run: async ({ store }) => {
    const { connections } = await store()
    if (connections.length === 0) return [skipped('There is no connection to look at.')]
    const missing = connections.flatMap(({ status: { name, warnings } }) =>
      warnings
        .filter(({ code }) => code === 'SCOPES_MISSING')
        .map(({ message }) =>
          warning(`${name}: ${message} Give the integration these scopes, then: cjds-node auth login ${name}`),
        ),
    )
    return orOk(missing, 'Every connection has those that were asked for.')
  },
}
