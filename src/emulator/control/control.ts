import { Hono } from 'hono'
import type { HttpBindings } from '@hono/node-server'
import { EmulatorError } from '../emulator-error.js'
import { isJson, readRequest } from '../http/request.js'
import type { OAuthServer } from '../oauth/oauth-server.js'
import { OAuthError } from '../oauth/oauth-error.js'
import { OPERATIONS } from '../operations/table.js'
import type { Recordings } from '../recordings.js'
import type { ScenarioInput } from '../scenarios/scenario.js'
import type { Scenarios } from '../scenarios/scenarios.js'
import type { Store } from '../store/store.js'
import { readSettings } from './settings.js'

export interface Controls {
  readonly store: Store
  readonly oauth: OAuthServer
  readonly scenarios: Scenarios
  readonly recordings: Recordings
  readonly statuses: 'contract' | 'openapi'
  readonly reset: () => void
}

/** The emulator's own paths: what it knows and does, for programs that do not share its process. */
export function controlRoutes({ store, oauth, scenarios, recordings, statuses, reset }: Controls) {
  const routes = new Hono<{ Bindings: HttpBindings }>()

  // A web page can post a form or plain text anywhere, but JSON only where it is allowed to. Nothing here allows it.
  routes.use(async (context, next) => {
    if (context.req.method !== 'GET' && !isJson(context.env.incoming.headers)) {
      return context.json({ message: 'Writes need content-type: application/json' }, 415)
    }
    return next()
  })
  routes.onError((error, context) => {
    if (error instanceof EmulatorError || error instanceof OAuthError || error instanceof SyntaxError) {
      return context.json({ message: error.message }, 400)
    }
    return context.json({ message: String(error) }, 500)
  })

  routes.get('/state', (context) =>
    context.json({
      organizationId: store.organizationId,
      statuses,
      repeatedEvents: store.repeatedEvents,
      oauth: { rotation: oauth.rotation, ...oauth.counters },
      requests: recordings.total,
      workspaces: store.workspaces.list().map((workspace) => ({
        ...workspace,
        persons: store.persons.list(workspace.id).length,
        events: store.events.list(workspace.id).length,
        templates: store.templates.list(workspace.id).map(({ id, name }) => ({ id, name })),
      })),
      operations: OPERATIONS.map(({ id, method, path, summary }) => ({ id, method, path, summary })),
    }),
  )
  routes.post('/reset', (context) => {
    reset()
    return context.json({ message: 'Reset' })
  })
  routes.patch('/settings', async (context) => {
    Object.assign(store, readSettings(await jsonBody(context.env)))
    return context.json({ repeatedEvents: store.repeatedEvents })
  })
  routes.post('/tokens', async (context) => {
    const body = await jsonBody(context.env)
    return context.json(oauth.issue(body as { clientId?: string; scopes?: string[] }))
  })

  routes.get('/scenarios', (context) => context.json(scenarios.list()))
  routes.post('/scenarios', async (context) => {
    const body = await jsonBody(context.env)
    return context.json(scenarios.add(body as ScenarioInput), 201)
  })
  routes.delete('/scenarios', (context) => {
    scenarios.clear()
    return context.json([])
  })
  routes.delete('/scenarios/:id', (context) =>
    scenarios.clear(context.req.param('id'))
      ? context.json(scenarios.list())
      : context.json({ message: 'There is no such scenario' }, 404),
  )

  routes.get('/recordings', (context) => context.json(recordings.list(context.req.query('operation'))))
  routes.delete('/recordings', (context) => {
    recordings.clear()
    return context.json([])
  })
  routes.get('/receipts', (context) => context.json(store.receipts.list()))
  return routes
}

async function jsonBody({ incoming }: HttpBindings): Promise<unknown> {
  const { body } = await readRequest(incoming)
  return body === '' ? {} : JSON.parse(body)
}
