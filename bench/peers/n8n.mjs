// A node in n8n's declarative style, run by n8n's own RoutingNode in a workflow of one node.
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent } from 'node:http'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { flatten, prepare } from '../hand-written.mjs'

const require = createRequire(import.meta.url)

export default function ({ origin, accessToken }) {
  // It writes its settings there when it is loaded.
  process.env.N8N_USER_FOLDER = mkdtempSync(join(tmpdir(), 'bench-n8n-'))
  process.on('exit', () => rmSync(process.env.N8N_USER_FOLDER, { recursive: true, force: true }))
  const { ExecuteContext, RoutingNode } = require('n8n-core')
  const { Workflow, NodeHelpers } = require('n8n-workflow')
  useHttpAgent()
  const nodeType = { description: description(origin, accessToken) }
  const nodeTypes = { getByName: () => nodeType, getByNameAndVersion: () => nodeType, getKnownTypes: () => ({}) }
  const additionalData = { restApiUrl: '', instanceBaseUrl: '', variables: {}, executionId: 'bench' }

  return async (inputs) => {
    const node = {
      id: '1',
      name: 'CJDS',
      type: 'cjds',
      typeVersion: 1,
      position: [0, 0],
      parameters: { ...inputs, requestOptions: {} },
    }
    const workflow = new Workflow({ id: '1', nodes: [node], connections: {}, active: false, nodeTypes })
    node.parameters =
      NodeHelpers.getNodeParameters(nodeType.description.properties, node.parameters, true, false, node) ??
      node.parameters
    node.parameters.requestOptions = {}
    const items = [{ json: {} }]
    const inputData = { main: [items] }
    const executeData = { node, data: inputData, source: null }
    const runData = { resultData: { runData: {} } }
    const context = new ExecuteContext(
      workflow,
      node,
      additionalData,
      'internal',
      runData,
      0,
      items,
      inputData,
      executeData,
      [],
    )
    const [[item]] = await new RoutingNode(context, nodeType).runNode()
    return item.json
  }
}

/** This release takes the agent for https to http too, which Node refuses; later ones take a new one of http to each call. */
function useHttpAgent() {
  const axios = require(require.resolve('axios', { paths: [require.resolve('n8n-core')] }))
  axios.interceptors.request.use((config) => Object.assign(config, { httpAgent: new Agent() }))
}

function description(origin, accessToken) {
  const body = (property, value = '={{ $value }}') => ({ send: { type: 'body', property, value } })
  const list = '={{ $value.split(",").map((item) => item.trim()).filter((item) => item !== "") }}'
  const property = (name, routing) => ({ displayName: name, name, type: 'string', default: '', routing })
  return {
    displayName: 'CJDS',
    name: 'cjds',
    group: ['transform'],
    version: 1,
    defaults: { name: 'CJDS' },
    inputs: ['main'],
    outputs: ['main'],
    requestDefaults: {
      headers: { accept: 'application/json', authorization: `Bearer ${accessToken}` },
    },
    properties: [
      property('authorization'),
      property('workspaceId', {
        request: {
          method: 'POST',
          url: `=${origin}/admin/v1/api/person/merge-identities/workspace-id/{{ encodeURIComponent($value) }}`,
          ignoreHttpStatusErrors: true,
          json: true,
        },
        send: { preSend: [check] },
        output: { postReceive: [outcome] },
      }),
      property('firstName', body('firstName')),
      property('lastName', body('lastName')),
      property('phone', body('phone', list)),
      property('email', body('email', list)),
      property('customerId', body('customerId', list)),
      property('overwrite', body('override', '={{ $value === "true" }}')),
    ],
  }
}

async function check(request) {
  const { errors } = prepare(this.getNode().parameters)
  if (errors.length > 0) throw new Error(errors.join('; '))
  return request
}

async function outcome(_items, response) {
  return [{ json: flatten(response.statusCode, response.body) }]
}
