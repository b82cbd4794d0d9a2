import type { OAuthClientOptions } from './oauth-client.js'

/** What a connection is made of, besides its tokens. A node manifest's `authentication` has the endpoints and scopes. */
export interface ConnectionSettings extends Pick<
  OAuthClientOptions,
  'clientId' | 'clientSecret' | 'authorizationUrl' | 'tokenUrl' | 'revocationUrl'
> {
  /** The one origin that the tokens go to, such as `https://api.example.com`. */
  readonly baseUrl: string
  /** What is asked for at login. */
  readonly scopes?: readonly string[]
}
