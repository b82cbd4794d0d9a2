import { badRequest } from '../api-error.js'
import type { CloudEvent } from '../store/events.js'
import { page } from './list-query.js'
import { JsonText, always, type ApiOperation } from './operation.js'
import { JOURNEY_READ, JOURNEY_WRITE } from './scopes.js'

export const eventOperations: readonly ApiOperation[] = [
  {
    id: 'events.publish',
    kind: 'api',
    method: 'POST',
    path: '/publish/v1/api/event',
    summary: 'Publish an event (query parameter workspaceId)',
    scopes: JOURNEY_WRITE,
    success: { contract: 202, openapi: 200 },
    body: 'event',
    handle: ({ store, query, body, text }) => {
      const workspaceId = query.get('workspaceId')
      if (!workspaceId) throw badRequest('Query parameter workspaceId is required')
      store.publish(workspaceId, body as CloudEvent, text)
      return { meta: { workspaceId }, data: { message: 'Accepted for processing' } }
    },
  },
  {
    id: 'events.list',
    kind: 'api',
    method: 'GET',
    path: '/v1/api/events/workspace-id/{workspaceId}',
    summary: 'Events, the newest first; with the query parameter identity those of that person',
    scopes: JOURNEY_READ,
    success: always(200),
    handle: ({ store, param, query }) => {
      const workspaceId = param('workspaceId')
      const identity = query.get('identity')
      const aliases = identity === null ? undefined : store.persons.getByAlias(workspaceId, identity).aliases
      const texts = page(store.events.list(workspaceId, aliases), query).map(({ text }) => text)
      return { meta: { workspaceId }, data: new JsonText(`[${texts.join(',')}]`) }
    },
  },
]
