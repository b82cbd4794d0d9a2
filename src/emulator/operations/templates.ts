import type { TemplateInput } from '../store/templates.js'
import { page } from './list-query.js'
import { always, type ApiOperation, type Call } from './operation.js'
import { IDENTITY_WRITE, JOURNEY_READ } from './scopes.js'

const BASE = '/admin/v1/api/profile-view-template/workspace-id/{workspaceId}'

const getOne = ({ store, param }: Call, idOrName: string) => ({
  data: store.templates.get(param('workspaceId'), idOrName),
})

function deleteOne({ store, param }: Call, idOrName: string) {
  store.templates.delete(param('workspaceId'), idOrName)
  return { data: { message: 'Template deleted' } }
}

export const templateOperations: readonly ApiOperation[] = [
  {
    id: 'templates.create',
    kind: 'api',
    method: 'POST',
    path: BASE,
    summary: 'Create a profile view template',
    scopes: IDENTITY_WRITE,
    success: always(201),
    body: 'template-request',
    handle: ({ store, param, body }) => ({ data: store.templates.create(param('workspaceId'), body as TemplateInput) }),
  },
  {
    id: 'templates.list',
    kind: 'api',
    method: 'GET',
    path: BASE,
    summary: 'List the profile view templates of a workspace',
    scopes: JOURNEY_READ,
    success: always(200),
    handle: ({ store, param, query }) => ({ data: page(store.templates.list(param('workspaceId')), query) }),
  },
  {
    id: 'templates.getById',
    kind: 'api',
    method: 'GET',
    path: `${BASE}/template-id/{templateId}`,
    summary: 'One template by id',
    scopes: JOURNEY_READ,
    success: always(200),
    handle: (call) => getOne(call, call.param('templateId')),
  },
  {
    id: 'templates.getByName',
    kind: 'api',
    method: 'GET',
    path: `${BASE}/template-name/{templateName}`,
    summary: 'One template by name',
    scopes: JOURNEY_READ,
    success: always(200),
    handle: (call) => getOne(call, call.param('templateName')),
  },
  {
    id: 'templates.deleteById',
    kind: 'api',
    method: 'DELETE',
    path: `${BASE}/template-id/{templateId}`,
    summary: 'Delete a template by id',
    scopes: IDENTITY_WRITE,
    success: always(200),
    handle: (call) => deleteOne(call, call.param('templateId')),
  },
  {
    id: 'templates.deleteByName',
    kind: 'api',
    method: 'DELETE',
    path: `${BASE}/template-name/{templateName}`,
    summary: 'Delete a template by name',
    scopes: IDENTITY_WRITE,
    success: always(200),
    handle: (call) => deleteOne(call, call.param('templateName')),
  },
]
