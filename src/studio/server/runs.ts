import type { Authorizations } from '../../auth/authorizations.js'
import { createExecutor, type Executor } from '../../execute.js'
import type { Variables } from '../../inputs/variables.js'
import type { CompiledMethod } from '../../manifest/compiled.js'
import type { FlowNode } from '../../node-types.js'
import type { Transport } from '../../transport/transport.js'
import type { Invocation, Run, RunRequest, Values } from '../api.js'
import { viewExchanges, type ExchangeViews } from './exchange-view.js'
import { Recorder } from './recorder.js'
import { StudioError } from './studio-error.js'

/** The most runs that are remembered. */
const mostRuns = 50

/** What an executor is made of besides the node. */
export interface Services {
  readonly authorizations: Authorizations
  /** Where a node finds its service that signs in nowhere; undefined when there is nowhere. */
  readonly baseUrl: string | undefined
  readonly transport: Transport
}

/** A run with all that is known of it. */
interface KeptRun extends ExchangeViews {
  readonly run: Omit<Run, 'exchanges' | 'masked'>
}

/** The runs of one start: each is a step `n1`, `n2`, ... of an imagined flow, whose outputs the later ones can refer to. */
export class Runs {
  #count = 0
  readonly #kept = new Map<string, KeptRun>()
  readonly #outputs = new Map<string, unknown>()

  /**
   * Runs a method.
   * @param values the values of the inputs, which say what of them is personal
   * @param reroute what becomes of a request on its way to the recorder
   */
  async run(
    node: FlowNode,
    request: RunRequest,
    values: Values,
    services: Services,
    reroute: (transport: Transport) => Transport,
  ): Promise<Run> {
    const id = String(++this.#count)
    const step = `n${id}`
    const { method, inputs } = request
    const timeoutMs = request.timeoutMs ?? node.manifest.timeoutMs
    const recorder = new Recorder()
    const executor = executorFor(node, {
      ...services,
      authorizations: recorder.authorizations(services.authorizations),
      transport: reroute(recorder.transport(services.transport)),
      timeoutMs,
    })
    const variables = this.variablesFor(request)
    recorder.start()
    const result = await executor.execute(method, inputs, { variables })
    const timeline = recorder.timeline(result.meta.elapsedMs)
    const views = viewExchanges(recorder.exchanges, compiled(node, method), {
      values,
      inputs,
      tokens: recorder.tokens,
    })
    const kept = { run: { id, step, method, timeoutMs, result, timeline }, ...views }
    this.#keep(kept)
    return masked(kept)
  }

  /** The runs that are remembered, the latest last. */
  list(): Run[] {
    return [...this.#kept.values()].map(masked)
  }

  /** A run with personal data. @throws {StudioError} 404 */
  clear(id: string): Run {
    const kept = this.#kept.get(id)
    if (kept === undefined) throw new StudioError(404, 'NO_RUN', 'This run is not remembered any more; run it again.')
    return { ...kept.run, exchanges: kept.clear, masked: false }
  }

  /** The variables of an invocation, and the outputs of the runs before it. */
  variablesFor({ variables }: Pick<Invocation, 'variables'>): Variables {
    return (name) => (Object.hasOwn(variables, name) ? variables[name] : this.#outputs.get(name))
  }

  #keep(kept: KeptRun): void {
    const { id, step, result } = kept.run
    this.#kept.set(id, kept)
    for (const [name, value] of Object.entries(result.outputs)) this.#outputs.set(`${step}.${name}`, value)
    const [oldest] = this.#kept.values()
    if (oldest === undefined || this.#kept.size <= mostRuns) return
    this.#kept.delete(oldest.run.id)
    for (const name of Object.keys(oldest.run.result.outputs)) this.#outputs.delete(`${oldest.run.step}.${name}`)
  }
}

function masked({ run, masked: exchanges }: KeptRun): Run {
  return { ...run, exchanges, masked: true }
}

/** @throws {StudioError} 404 */
export function compiled(node: FlowNode, id: string): CompiledMethod {
  const method = node.methods.get(id)
  if (method === undefined) throw new StudioError(404, 'NO_METHOD', 'The node has no such method.')
  return method
}

export function executorFor(node: FlowNode, services: Services & { readonly timeoutMs?: number }): Executor {
  const { baseUrl, ...others } = services
  return createExecutor(node, { ...others, ...(baseUrl === undefined ? {} : { baseUrl }) })
}
