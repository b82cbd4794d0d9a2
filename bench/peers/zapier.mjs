// An integration with one action, called the way Zapier calls it: through the handler of the platform.
import { createRequire } from 'node:module'
import { flatten, prepare } from '../hand-written.mjs'

const require = createRequire(import.meta.url)
const zapier = require('zapier-platform-core')
const createHandler = require('zapier-platform-core/src/tools/create-lambda-handler')

const fields = ['workspaceId', 'firstName', 'lastName', 'phone', 'email', 'customerId', 'overwrite']

export default function ({ origin, accessToken }) {
  const app = {
    version: '1.0.0',
    platformVersion: zapier.version,
    authentication: { type: 'custom', test: { url: origin }, fields: [{ key: 'accessToken', required: true }] },
    beforeRequest: [
      (request, _z, bundle) => {
        request.headers.Authorization = `Bearer ${bundle.authData.accessToken}`
        return request
      },
    ],
    creates: {
      manageIdentity: {
        key: 'manageIdentity',
        noun: 'Identity',
        display: { label: 'Manage Identity', description: 'Joins the names and identifiers of one person.' },
        operation: {
          inputFields: fields.map((key) => ({ key, required: key === 'workspaceId' })),
          perform: async (z, { inputData }) => {
            const { errors, path, body } = prepare(inputData)
            if (errors.length > 0) throw new z.errors.Error(errors.join('; '))
            const answer = await z.request({
              url: origin + path,
              method: 'POST',
              headers: { accept: 'application/json' },
              body,
              skipThrowForStatus: true,
            })
            return { id: answer.data.data.id, ...flatten(answer.status, answer.data) }
          },
        },
      },
    },
  }
  const handler = createHandler(app)
  const method = 'creates.manageIdentity.operation.perform'
  return async (inputs) => {
    // Without `calledFromCli` it would print its memory at each call.
    const event = {
      calledFromCli: true,
      command: 'execute',
      method,
      bundle: { authData: { accessToken }, inputData: inputs },
    }
    return (await handler(event)).results
  }
}
