import type { FileTokenStore } from '../../auth/file-store/file-token-store.js'
import { FlowNodeError } from '../../errors/flow-node-error.js'
import type { FlowNode } from '../../node-types.js'
import { type ConnectionConfig, type ConnectionState, saveTokens, settingsOf, stateOf } from './connection.js'
import { Consents } from '../../auth/login/consents.js'
import type { AdminHandler, AdminRequest, AdminResponse, Red } from './red.js'
import type { ConnectionNode } from './register.js'

/** What a dialog sends of the connection that is being edited, deployed or not. */
type ConnectionForm = ConnectionConfig & { readonly redirectUri: string }

interface ChoicesQuestion {
  readonly connection: string
  readonly method: string
  readonly input: string
  /** The values that the author has typed or chosen, by the ids of their inputs. */
  readonly inputs: Readonly<Record<string, unknown>>
}

/** Stands in the dialog for a secret that the editor is never told. */
const unchangedSecret = '__PWRD__'

const headers = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}

/** The endpoints behind the dialogs, each for users who may do what it is for. */
export function serveDialogs(RED: Red, type: string, node: FlowNode, store: FileTokenStore): void {
  const consents = new Consents()
  const { authentication = { type: 'oauth2AuthorizationCode', input: '' } } = node.manifest
  const mayRead = RED.auth.needsPermission(`${type}.read`)
  const mayWrite = RED.auth.needsPermission(`${type}.write`)

  const settingsIn = (form: ConnectionForm) => {
    const { clientSecret } = form
    const known = clientSecret === unchangedSecret ? RED.nodes.getCredentials(form.id)?.clientSecret : clientSecret
    return settingsOf({ ...form, clientSecret: known ?? '' }, authentication)
  }

  RED.httpAdmin.post(
    `/${type}/choices`,
    mayRead,
    answer(async ({ body }) => {
      const { connection, method, input, inputs } = body as ChoicesQuestion
      const deployed = (RED.nodes.getNode(connection) as ConnectionNode | undefined)?.connection
      if (deployed === undefined) return { failed: { message: RED._('dialog.deployFirst') } }
      return deployed.executor.choices(method, input, { ...inputs, ...deployed.inputs })
    }),
  )
  RED.httpAdmin.post(
    `/${type}/state`,
    mayRead,
    answer(({ body }) => {
      const form = body as ConnectionForm
      return Promise.resolve({ state: stateOf(form.id, settingsIn(form), store) satisfies ConnectionState })
    }),
  )
  RED.httpAdmin.post(
    `/${type}/authorize`,
    mayWrite,
    answer(async ({ body }) => {
      const form = body as ConnectionForm
      return { url: await consents.ask(form.id, settingsIn(form), form.redirectUri) }
    }),
  )
  RED.httpAdmin.get(`/${type}/callback`, (request, response) => {
    const query = new URL(request.originalUrl, 'http://localhost').search
    const page = (status: number, key: string): void => {
      response
        .status(status)
        .set(headers)
        .send(`<!doctype html><meta charset="utf-8"><p>${RED._(key)}</p>`)
    }
    consents
      .take(query)
      .then(async ({ id, settings, tokens }) => {
        await saveTokens(id, settings, tokens, store)
        RED.nodes.getNode(id)?.emit('state')
        RED.comms.publish(`${type}/state`, { id }, false)
        page(200, 'dialog.consentTaken')
      })
      .catch(() => {
        page(400, 'dialog.consentRefused')
      })
  })
}

/** Answers with JSON; what a person can put right is told in words. */
function answer(respond: (request: AdminRequest) => Promise<object>): AdminHandler {
  return (request, response: AdminResponse) => {
    respond(request).then(
      (value) => {
        response.json(value)
      },
      (error: unknown) => {
        if (error instanceof FlowNodeError) response.status(400).json({ message: error.message })
        else response.status(500).json({ message: String(error) })
      },
    )
  }
}
