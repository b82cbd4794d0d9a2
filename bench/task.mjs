// The work that every contestant does: one method of the shipped node with eight inputs, three of them lists.
import assert from 'node:assert/strict'

export const connection = { name: 'main', accessToken: 'bench-token-0123456789abcdef0123456789abcdef' }

const workspaceId = '63f1c2d4e5a6b7c8d9e0f1a2'

/** @param {number} listItems how many phone numbers the list has */
export function inputs(listItems = 2) {
  return {
    authorization: connection.name,
    workspaceId,
    firstName: 'Ada',
    lastName: 'Moreau',
    phone: phones(listItems).join(', '),
    email: 'ada@example.com',
    customerId: 'C-1001, C-1002',
    overwrite: 'false',
  }
}

/** What must arrive at the service. */
export function expectedRequest(listItems = 2) {
  return {
    method: 'POST',
    path: `/admin/v1/api/person/merge-identities/workspace-id/${workspaceId}`,
    authorization: `Bearer ${connection.accessToken}`,
    body: {
      firstName: 'Ada',
      lastName: 'Moreau',
      phone: phones(listItems),
      email: ['ada@example.com'],
      customerId: ['C-1001', 'C-1002'],
      override: false,
    },
  }
}

const person = {
  id: '638505f3a1b2c3d4e5f60718',
  firstName: 'Ada',
  lastName: 'Moreau',
  phone: phones(2),
  email: ['ada@example.com'],
  temporaryId: [],
  customerId: ['C-1001', 'C-1002'],
  socialId: [],
  aliases: [...phones(2), 'ada@example.com', 'C-1001', 'C-1002'],
}

/** The service's answer: half a kilobyte, or as many bytes as asked for. */
export function answer(bytes = 500) {
  const body = { meta: { organizationId: '1eb65fdf-9643-417f-9974-ad72cae0e10f' }, data: person }
  const filler = 'customer journey data '.repeat(Math.ceil(bytes / 22))
  const missing = bytes - JSON.stringify({ ...body, trackingId: '' }).length
  return { ...body, trackingId: filler.slice(0, Math.max(0, missing)) }
}

/** What a flow must get. A contestant may give more than this. */
export function expectedResult(answered = answer()) {
  return {
    outcome: 'onCreateMergeAliasesSuccess',
    outputs: {
      ...answered.data,
      organizationId: answered.meta.organizationId,
      status: '202 ACCEPTED',
      message: null,
      errors: [],
      trackingId: answered.trackingId,
      responsePayload: answered,
    },
  }
}

/** @throws {assert.AssertionError} when the work was not done */
export function checkResult({ outcome, outputs }, answered) {
  assert.deepEqual({ outcome, outputs: { ...outputs } }, expectedResult(answered))
}

/** @throws {assert.AssertionError} when the request is not the one that all send */
export function checkRequest({ method, path, headers, body }, listItems) {
  const { authorization } = headers
  assert.deepEqual({ method, path, authorization, body: JSON.parse(body) }, expectedRequest(listItems))
  assert.match(headers['content-type'] ?? '', /^application\/json/)
}

function phones(count) {
  return Array.from({ length: count }, (_, index) => `+1202555${String(100 + index).padStart(4, '0')}`)
}
