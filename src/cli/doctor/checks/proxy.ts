import { ok, warning, type Check } from '../check.js'

const variables = ['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY', 'https_proxy', 'http_proxy', 'all_proxy']

export const proxy: Check = {
  id: 'proxy',
  title: 'Proxy',
  run: ({ environment }) => {
    // Never the value, which may hold a password.
    const set = variables.filter((name) => (environment[name] ?? '') !== '')
    return set.length === 0
      ? [ok('The environment names none.')]
      : [
          warning(
            `${set.join(', ')} is set, and the node does not use it. Where the service can only be reached through the ` +
              'proxy, let the host give it to the transport: axiosTransport({ proxy }).',
          ),
        ]
  },
}
