import { setMaxListeners } from 'node:events'
import { join } from 'node:path'
import { fileTokenStore } from '../../auth/file-store/file-token-store.js'
import { createExecutor } from '../../execute.js'
import { loadNode } from '../../manifest/load.js'
import type { FlowNode } from '../../node-types.js'
import { methodOutcomes, type OutcomeKind } from '../../outcome/outcome-table.js'
import { serveDialogs } from './admin.js'
import { type Connection, type ConnectionConfig, forgetTokens, openConnection } from './connection.js'
import { atPort, defaultPorts } from './ports.js'
import type { Message, Red, RedNode } from './red.js'
import { readFields, type TypedValue } from './values.js'

/** What Node-RED saves of a node on a canvas. */
interface NodeConfig {
  readonly method: string
  /** The id of a connection. */
  readonly connection?: string
  readonly fields?: Readonly<Record<string, TypedValue>>
  /** The outcomes with a port of their own, in the order of the ports; every other leaves by the port after them. */
  readonly ports?: readonly string[]
  /** Where in the message the outputs go. */
  readonly property?: string
}

export type ConnectionNode = RedNode & { connection?: Connection }

const colours: Readonly<Record<OutcomeKind, 'green' | 'yellow' | 'red'>> = {
  success: 'green',
  status: 'yellow',
  failure: 'yellow',
  fault: 'red',
}

/**
 * Makes a node of manifests a node of Node-RED, with its connections.
 * @param directory of the manifests; the shipped node when absent
 * @throws {ManifestError}
 */
export async function register(RED: Red, { directory }: { readonly directory?: string } = {}): Promise<void> {
  const node = (await (directory === undefined ? loadNode() : loadNode({ directory }))) as FlowNode
  const { id: type, authentication } = node.manifest
  const store = fileTokenStore({ directory: join(RED.settings.userDir ?? '.', '.cjds-node') })
  const executor = createExecutor(node)
  /** In the place of a connection that is not chosen, or not there: its invocations end saying so. */
  const unconnected = (id = '') => ({ executor, inputs: { ...(authentication && { [authentication.input]: id }) } })
  const methods = new Map(node.manifest.methods.map((method) => [method.id, method]))

  RED.nodes.registerType(`${type}-connection`, connectionNode, {
    credentials: { clientId: { type: 'text' }, clientSecret: { type: 'password' } },
  })
  RED.nodes.registerType(type, invocationNode)
  serveDialogs(RED, type, node, store)

  function connectionNode(this: ConnectionNode, config: ConnectionConfig): void {
    RED.nodes.createNode(this, config)
    const words = (state: 'pending' | 'ended' | 'damaged') =>
      RED._(`fault.${state}`, { name: config.name || config.id })
    const connection = openConnection(node, { ...config, ...this.credentials }, store, words)
    this.connection = connection
    this.on('close', (removed: boolean, done: () => void) => {
      connection.executor.close()
      if (removed) forgetTokens(config.id, store).then(done, done)
      else done()
    })
  }

  function invocationNode(this: RedNode, config: NodeConfig): void {
    RED.nodes.createNode(this, config)
    const method = methods.get(config.method)
    const ports = config.ports ?? (method && defaultPorts(method)) ?? []
    const outcomes = method === undefined ? [] : methodOutcomes(method)
    const connectionNode = RED.nodes.getNode(config.connection ?? '') as ConnectionNode | undefined
    const connection = connectionNode?.connection
    const closing = new AbortController()
    setMaxListeners(0, closing.signal)

    /** Rejects for what only the flow's author can put right; whatever a flow can meet is an outcome. */
    const invoke = async (message: Message): Promise<string> => {
      const { inputs, variables } = await readFields(RED, this, config.fields ?? {}, message)
      this.status({ fill: 'blue', shape: 'dot', text: 'status.running' })
      const { executor, inputs: ownInputs } = connection ?? unconnected(config.connection)
      const options = { variables, signal: closing.signal }
      const { outcome, outputs, meta } = await executor.execute(config.method, { ...inputs, ...ownInputs }, options)
      const property = config.property ?? 'outputs'
      if (!RED.util.setMessageProperty(message, property, outputs, true))
        throw new Error(RED._('fault.property', { property }))
      Object.assign(message, { outcome, meta })
      return outcome
    }

    /** A connection that somebody has to authorize is told before anything else. */
    const showStatus = (outcome?: string): void => {
      const state = connection?.state() ?? 'pending'
      if (state !== 'authorized') this.status({ fill: 'red', shape: 'ring', text: `status.${state}` })
      else if (outcome === undefined) this.status({})
      else {
        const kind = outcomes.find(({ name }) => name === outcome)?.kind ?? 'fault'
        this.status({ fill: colours[kind], shape: 'dot', text: `methods.${config.method}.outcomes.${outcome}.title` })
      }
    }
    this.on('input', (message: Message, send: (ports: unknown[]) => void, done: (error?: unknown) => void) => {
      invoke(message).then(
        (outcome) => {
          showStatus(outcome)
          send(atPort(message, outcome, ports))
          done()
        },
        (error: unknown) => {
          showStatus()
          done(error)
        },
      )
    })
    connectionNode?.on('state', showStatus)
    this.on('close', () => {
      closing.abort()
      connectionNode?.off('state', showStatus)
    })
    showStatus()
  }
}
