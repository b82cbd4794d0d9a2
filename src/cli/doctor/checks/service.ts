import { ok, problem, skipped, type Check, type Finding } from '../check.js'
import { notAsked } from '../not-asked.js'
import type { ServiceAnswer } from '../service-answers.js'

/** What a person can do about a failure, by its code; there are other checks for the rest. */
const advice: Readonly<Record<string, string>> = {
  CONNECT: 'Check the address, the port, and whether a firewall lets this machine out.',
  CONNECT_TIMEOUT: 'Check whether a firewall or a missing proxy keeps this machine from it.',
  TLS: 'Check the certificate; one of your own is trusted by NODE_EXTRA_CA_CERTS.',
  ABORTED: 'It took more than eight seconds; try again, then look at the network.',
  RESET: 'Check whether something stands in between, such as a proxy.',
  PROTOCOL: 'Check the port: this is no web server.',
}

export const service: Check = {
  id: 'service',
  title: 'Services',
  run: async ({ answers }) => {
    const given = await answers()
    if (given === undefined) return [notAsked]
    return given.length === 0 ? [skipped('There is none to ask; give --base-url, or log in.')] : given.map(finding)
  },
}

function finding({ origin, failure, status }: ServiceAnswer): Finding {
  if (failure === undefined) return ok(`${origin} answers, with ${status ?? 'no'} status.`)
  const { code, message } = failure
  if (code === 'DNS' || code === 'TLS_DISABLED') return skipped(`${origin} was not asked.`)
  return problem(`${origin}: ${message} ${advice[code] ?? 'Check its address.'}`)
}
