import { Hono, type Context } from 'hono'
import { compress } from 'hono/compress'
import type { IncomingMessage } from 'node:http'
import type { ApiFailure } from '../api.js'
import { mostBodyBytes, ownOriginOnly, secureHeaders, tokenHolderOnly, type StudioBindings } from './access.js'
import { servePage } from './page.js'
import { checkBody, type BodyName } from './request-schemas.js'
import { StudioError } from './studio-error.js'

/** One request that the page can make. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT'
  /** Under `/api/`, with `:parameter` segments. */
  readonly path: string
  /** The schema of its body; absent where it has none. */
  readonly body?: BodyName
  /** What it throws that is no {@link StudioError} is a mistake of the studio's. */
  readonly answer: (request: ApiRequest) => unknown
}

export interface ApiRequest {
  readonly param: (name: string) => string
  /** Of the form that the route's schema says. */
  readonly body: unknown
}

export interface AppOptions {
  readonly token: string
  readonly pageDirectory: string
  readonly routes: readonly Route[]
  /** Told of mistakes of the studio's own. */
  readonly onMistake: (error: unknown) => void
}

export function createStudioApp({ token, pageDirectory, routes, onMistake }: AppOptions): Hono<StudioBindings> {
  const app = new Hono<StudioBindings>()
  app.use(secureHeaders, ownOriginOnly, compress())
  app.use('/api/*', tokenHolderOnly(token))

  for (const route of routes)
    app.on(route.method, `/api${route.path}`, async (context) => {
      const body = route.body === undefined ? undefined : await readBody(context, route.body)
      const answer = await route.answer({ param: (name) => context.req.param(name) ?? '', body })
      return context.json(answer as object)
    })
  for (const path of new Set(routes.map((route) => route.path)))
    app.all(`/api${path}`, () => {
      const allow = routes.flatMap((route) => (route.path === path ? route.method : [])).join(', ')
      throw new StudioError(405, 'METHOD', `This address takes ${allow}.`, { allow })
    })
  app.all('/api/*', () => {
    throw new StudioError(404, 'NOT_FOUND', 'The studio has nothing at this address.')
  })
  app.get('*', (context) => servePage(context, pageDirectory))
  app.all('*', () => {
    throw new StudioError(405, 'METHOD', 'This address takes GET.', { allow: 'GET' })
  })

  app.onError((error, context) => {
    if (error instanceof StudioError) {
      const { status, code, message, headers } = error
      return context.json({ code, message } satisfies ApiFailure, status, headers)
    }
    onMistake(error)
    const message = 'Something went wrong in the studio itself; its terminal says more.'
    return context.json({ code: 'UNEXPECTED', message } satisfies ApiFailure, 500)
  })
  return app
}

async function readBody(context: Context<StudioBindings>, name: BodyName): Promise<unknown> {
  const type = context.req.header('content-type') ?? ''
  if (!/^application\/json\s*(;|$)/i.test(type))
    throw new StudioError(415, 'CONTENT_TYPE', 'The body must be application/json.')
  const text = await readText(context.env.incoming)
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    throw new StudioError(400, 'REQUEST', 'The body is not JSON.')
  }
  checkBody(name, body)
  return body
}

/** @throws {StudioError} 413 */
async function readText(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  // Destroying the stream would close the connection before the refusal can be sent.
  for await (const chunk of incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > mostBodyBytes)
      throw new StudioError(413, 'TOO_LARGE', `A request may have at most ${mostBodyBytes} bytes.`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}
