import type { PlainOperation } from './operation.js'

export const oauthOperations: readonly PlainOperation[] = [
  {
    id: 'oauth.authorize',
    kind: 'plain',
    method: 'GET',
    path: '/oauth/authorize',
    summary: 'Authorization endpoint: the consent page',
    handle: (oauth, request) => oauth.authorize(request),
  },
  {
    id: 'oauth.decide',
    kind: 'plain',
    method: 'POST',
    path: '/oauth/authorize',
    summary: "The consent page's form",
    handle: (oauth, request) => oauth.decide(request),
  },
  {
    id: 'oauth.token',
    kind: 'plain',
    method: 'POST',
    path: '/oauth/token',
    summary: 'Token endpoint: authorization_code, refresh_token',
    handle: (oauth, request) => oauth.token(request),
    track: (oauth, request) => oauth.track(request),
  },
  {
    id: 'oauth.revoke',
    kind: 'plain',
    method: 'POST',
    path: '/oauth/revoke',
    summary: 'Revocation endpoint',
    handle: (oauth, request) => oauth.revocation(request),
  },
]
