import { page } from './list-query.js'
import { always, type ApiOperation } from './operation.js'
import { JOURNEY_READ } from './scopes.js'

export const workspaceOperations: readonly ApiOperation[] = [
  {
    id: 'workspaces.list',
    kind: 'api',
    method: 'GET',
    path: '/admin/v1/api/workspace',
    summary: 'List workspaces',
    scopes: JOURNEY_READ,
    success: always(200),
    handle: ({ store, query }) => ({ data: page(store.workspaces.list(), query) }),
  },
  {
    id: 'workspaces.get',
    kind: 'api',
    method: 'GET',
    path: '/admin/v1/api/workspace/workspace-id/{workspaceId}',
    summary: 'One workspace',
    scopes: JOURNEY_READ,
    success: always(200),
    handle: ({ store, param }) => ({ data: store.workspaces.get(param('workspaceId')) }),
  },
]
