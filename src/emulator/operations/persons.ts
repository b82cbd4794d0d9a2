import { personNotFound } from '../api-error.js'
import type { MergeRequest, PersonInput } from '../store/person.js'
import type { PatchStep } from '../store/person-patch.js'
import { page } from './list-query.js'
import { always, type ApiOperation } from './operation.js'
import { IDENTITY_READ, IDENTITY_WRITE } from './scopes.js'

const BASE = '/admin/v1/api/person'

export const personOperations: readonly ApiOperation[] = [
  {
    id: 'persons.mergeIdentities',
    kind: 'api',
    method: 'POST',
    path: `${BASE}/merge-identities/workspace-id/{workspaceId}`,
    summary: 'Make one person of everybody who has one of the identifiers, or a new one',
    scopes: IDENTITY_WRITE,
    success: { contract: 202, openapi: 200 },
    body: 'merge-person-request',
    handle: ({ store, param, body }) => ({
      data: store.persons.mergeIdentities(param('workspaceId'), body as MergeRequest),
    }),
  },
  {
    id: 'persons.getByAliases',
    kind: 'api',
    method: 'GET',
    path: `${BASE}/workspace-id/{workspaceId}/aliases/{aliases}`,
    summary: 'The persons who have any of the aliases (separated by commas, each percent-encoded)',
    scopes: IDENTITY_READ,
    success: always(200),
    handle: ({ store, param, rawParam, query }) => {
      const aliases = rawParam('aliases').split(',').map(decodeURIComponent)
      const persons = store.persons.findByAliases(param('workspaceId'), aliases)
      if (persons.length === 0) throw personNotFound()
      return { data: page(persons, query) }
    },
  },
  {
    id: 'persons.create',
    kind: 'api',
    method: 'POST',
    path: `${BASE}/workspace-id/{workspaceId}`,
    summary: 'Create a person',
    scopes: IDENTITY_WRITE,
    success: always(201),
    body: 'merge-person-request',
    handle: ({ store, param, body }) => ({ data: store.persons.create(param('workspaceId'), body as PersonInput) }),
  },
  {
    id: 'persons.list',
    kind: 'api',
    method: 'GET',
    path: `${BASE}/workspace-id/{workspaceId}`,
    summary: 'List persons, or the one with the query parameter personId',
    scopes: IDENTITY_READ,
    success: always(200),
    handle: ({ store, param, query }) => {
      const personId = query.get('personId')
      const workspaceId = param('workspaceId')
      const persons = personId ? [store.persons.get(workspaceId, personId)] : store.persons.list(workspaceId)
      return { data: page(persons, query) }
    },
  },
  {
    id: 'persons.delete',
    kind: 'api',
    method: 'DELETE',
    path: `${BASE}/workspace-id/{workspaceId}/person-id/{personId}`,
    summary: 'Delete a person; the events stay',
    scopes: IDENTITY_WRITE,
    success: always(200),
    handle: ({ store, param }) => {
      store.persons.delete(param('workspaceId'), param('personId'))
      return { data: { message: 'Person deleted' } }
    },
  },
  {
    id: 'persons.patch',
    kind: 'api',
    method: 'PATCH',
    path: `${BASE}/workspace-id/{workspaceId}/person-id/{personId}`,
    summary: 'Change a person by a JSON Patch',
    scopes: IDENTITY_WRITE,
    success: always(202),
    body: 'person-patch',
    handle: ({ store, param, body }) => ({
      data: store.persons.patch(param('workspaceId'), param('personId'), body as PatchStep[]),
    }),
  },
  {
    id: 'persons.addIdentities',
    kind: 'api',
    method: 'PATCH',
    path: `${BASE}/add-identities/workspace-id/{workspaceId}/person-id/{personId}`,
    summary: 'Give a person further identifiers',
    scopes: IDENTITY_WRITE,
    success: always(200),
    body: 'merge-person-request',
    handle: ({ store, param, body }) => ({
      data: store.persons.addIdentities(param('workspaceId'), param('personId'), body as PersonInput),
    }),
  },
  {
    id: 'persons.removeIdentities',
    kind: 'api',
    method: 'PATCH',
    path: `${BASE}/remove-identities/workspace-id/{workspaceId}/person-id/{personId}`,
    summary: 'Take identifiers from a person',
    scopes: IDENTITY_WRITE,
    success: always(200),
    body: 'remove-identities-request',
    handle: ({ store, param, body }) => ({
      data: store.persons.removeIdentities(param('workspaceId'), param('personId'), body as string[]),
    }),
  },
  {
    id: 'persons.merge',
    kind: 'api',
    method: 'POST',
    path: `${BASE}/merge/workspace-id/{workspaceId}/primary-person-id/{personId}`,
    summary: 'Merge persons into one of them',
    scopes: IDENTITY_WRITE,
    success: always(202),
    body: 'merge-persons-request',
    handle: ({ store, param, body }) => {
      const { personIdsToMerge } = body as { personIdsToMerge: string[] }
      return { data: store.persons.mergePersons(param('workspaceId'), param('personId'), personIdsToMerge) }
    },
  },
]
