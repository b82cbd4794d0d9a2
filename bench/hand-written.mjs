// What somebody writes by hand for this one method: the checks, the lists, the body, the outcome, the flat answer. What
// sends the request is what the hand-written contestants differ in.

const identifier = /^[^\s,\p{Cc}](?:[^,\p{Cc}]*[^\s,\p{Cc}])?$/u
const lists = ['phone', 'email', 'customerId', 'temporaryId', 'socialId']
const outcomes = new Map([
  [202, 'onCreateMergeAliasesSuccess'],
  [400, 'onBadRequest'],
  [403, 'onForbidden'],
  [404, 'onNotFound'],
  [429, 'onTooManyRequest'],
  [500, 'onInternalServerError'],
])
const statusNames = {
  202: 'ACCEPTED',
  400: 'BAD_REQUEST',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  429: 'TOO_MANY_REQUESTS',
}
const maxText = 10_000

/**
 * @param {{ baseUrl: string, accessToken: string }} connection
 * @param {(path: string, headers: Record<string, string>, body: string) => Promise<{ status: number, text: string }>} post
 */
export function handWritten({ baseUrl, accessToken }, post) {
  const connections = new Map([['main', { baseUrl, accessToken }]])

  return async function manageIdentity(inputs) {
    const { errors, path, body } = prepare(inputs)
    const token = connections.get(inputs.authorization)?.accessToken
    if (token === undefined) errors.push('Authorization is not configured')
    if (errors.length > 0) return failed('onInvalidData', errors)

    const headers = {
      authorization: `Bearer ${token}`,
      accept: 'application/json',
      'content-type': 'application/json',
    }
    try {
      const answer = await post(path, headers, JSON.stringify(body))
      return flatten(answer.status, JSON.parse(answer.text))
    } catch (error) {
      return failed('onError', [String(error)])
    }
  }
}

/** What the inputs make of the request, or what is wrong with them. */
export function prepare(inputs) {
  const errors = []
  const workspaceId = text(inputs, 'workspaceId', errors)
  if (workspaceId === undefined) errors.push('Workspace/Project is missing')
  const body = { firstName: text(inputs, 'firstName', errors), lastName: text(inputs, 'lastName', errors) }
  for (const name of lists) body[name] = list(inputs, name, errors)
  if (lists.every((name) => body[name] === undefined)) errors.push('Give at least one identifier')
  body.override = boolean(inputs, 'overwrite', errors)
  const path = `/admin/v1/api/person/merge-identities/workspace-id/${encodeURIComponent(workspaceId ?? '')}`
  return { errors, path, body }
}

function text(inputs, name, errors) {
  const value = inputs[name]
  if (value === undefined || value === '') return undefined
  if (typeof value !== 'string' || value.length > maxText) errors.push(`${name} is not a text`)
  return value
}

function list(inputs, name, errors) {
  const value = text(inputs, name, errors)
  if (value === undefined) return undefined
  const items = value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
  if (items.length === 0) return undefined
  if (items.length > 100) errors.push(`${name} has more than 100 items`)
  for (const item of items) if (!identifier.test(item)) errors.push(`${name} has an item that is not an identifier`)
  return items
}

function boolean(inputs, name, errors) {
  const value = inputs[name]
  if (value === undefined || value === '' || value === 'false' || value === false) return false
  if (value === 'true' || value === true) return true
  errors.push(`${name} is neither true nor false`)
  return false
}

/** Answers are checked like ours: an output of another type than declared is null. */
export function flatten(status, body) {
  const data = body.data ?? {}
  return {
    outcome: outcomes.get(status) ?? 'onCreateMergeAliasesFailure',
    outputs: {
      firstName: stringOr(data.firstName),
      lastName: stringOr(data.lastName),
      aliases: strings(data.aliases),
      phone: strings(data.phone),
      temporaryId: strings(data.temporaryId),
      socialId: strings(data.socialId),
      customerId: strings(data.customerId),
      id: stringOr(data.id),
      email: strings(data.email),
      organizationId: stringOr(data.organizationId ?? body.meta?.organizationId),
      status: stringOr(body.status) ?? `${status} ${statusNames[status] ?? ''}`.trim(),
      message: stringOr(body.message),
      errors: strings(body.errors),
      trackingId: stringOr(body.trackingId),
      responsePayload: body,
    },
  }
}

function failed(outcome, errors) {
  return { outcome, outputs: { message: errors[0], errors } }
}

function stringOr(value) {
  return typeof value === 'string' ? value : null
}

function strings(value) {
  return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : []
}
