import { noConnectionYet } from '../../connection.js'
import { ok, problem, skipped, warning, type Check } from '../check.js'

export const consent: Check = {
  id: 'consent',
  title: 'Consent',
  run: async ({ store }) => {
    const { connections, errors } = await store()
    if (connections.length === 0) {
      return errors.length === 0 ? [warning(noConnectionYet)] : [skipped('No connection can be read.')]
    }
    return connections.map(({ status: { name, state, consentEnds, warnings } }) => {
      if (state !== 'ready') return problem(`That of ${name} has ended; log in again: cjds-node auth login ${name}`)
      const soon = warnings.some(({ code }) => code === 'REAUTH_SOON')
      const until = consentEnds === null ? '' : ` until ${consentEnds.slice(0, 10)}`
      return soon
        ? warning(`That of ${name} lasts only${until}; log in before: cjds-node auth login ${name}`)
        : ok(`That of ${name} is good${until}.`)
    })
  },
}
