type Headers = Readonly<Record<string, string>>

/** A request's headers with those that do not come from the manifest. */
export type HeaderJoiner = (headers: Headers, token: string | undefined) => Headers

/**
 * Adds the user agent and the token. Calls one after the other mostly differ in neither, and then share one frozen
 * object: making it is a good part of what building a request costs.
 */
export function headerJoiner(userAgent: string): HeaderJoiner {
  let last: { readonly headers: Headers; readonly token: string | undefined; readonly joined: Headers } | undefined
  return (headers, token) => {
    if (last?.headers !== headers || last.token !== token) {
      const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` }
      last = { headers, token, joined: Object.freeze({ ...headers, 'user-agent': userAgent, ...authorization }) }
    }
    return last.joined
  }
}
