import { ok, problem, type Check } from '../check.js'

export const tlsChecks: Check = {
  id: 'tls-checks',
  title: 'Certificate checks',
  run: ({ environment }) =>
    environment.NODE_TLS_REJECT_UNAUTHORIZED === '0'
      ? [
          problem(
            'NODE_TLS_REJECT_UNAUTHORIZED=0 switches them off, so the node sends no token to another machine. ' +
              'Unset it; where a certificate of your own has to be trusted, set NODE_EXTRA_CA_CERTS to its file.',
          ),
        ]
      : [ok('They are on.')],
}
