import type { HttpBindings } from '@hono/node-server'
import type { MiddlewareHandler } from 'hono'
import { createHash, timingSafeEqual } from 'node:crypto'
import { StudioError } from './studio-error.js'

export interface StudioBindings {
  Bindings: HttpBindings
}

/** The most bytes of a request's body; a node's manifest has far fewer. */
export const mostBodyBytes = 2 * 1024 * 1024

const policy = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' data:",
  'font-src': "'self'",
  'connect-src': "'self'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
  'base-uri': "'none'",
}

const headers = {
  'content-security-policy': Object.entries(policy)
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
}

/** Puts what a browser must know onto every answer; an answer that may be kept says so itself. */
export const secureHeaders: MiddlewareHandler<StudioBindings> = async (context, next) => {
  await next()
  for (const [name, value] of Object.entries(headers))
    if (!context.res.headers.has(name)) context.res.headers.set(name, value)
}

/**
 * Lets in what comes from the studio's own page and address. Another site's page can make its name resolve to 127.0.0.1,
 * where the Host header still has that name, and can post to 127.0.0.1, where the Origin header has its own.
 */
export const ownOriginOnly: MiddlewareHandler<StudioBindings> = async (context, next) => {
  const { incoming } = context.env
  const port = String(incoming.socket.localPort)
  const { host = '', origin } = incoming.headers
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`)
    throw new StudioError(403, 'HOST', 'The studio is reached at the link that it printed, and at no other address.')
  if (origin !== undefined && origin !== `http://${host}`)
    throw new StudioError(403, 'ORIGIN', "The studio answers its own page only, not another site's.")
  return next()
}

/** Asks for the token of this start, which only the link's fragment has. */
export function tokenHolderOnly(token: string): MiddlewareHandler<StudioBindings> {
  const wanted = digest(token)
  return async (context, next) => {
    const given = context.req.header('x-studio-token') ?? ''
    if (!timingSafeEqual(digest(given), wanted))
      throw new StudioError(401, 'TOKEN', 'Open the studio with the link that it printed when it was started.')
    return next()
  }
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
