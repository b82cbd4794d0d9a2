import { authorizations } from '../../auth/fixed-authorizations.js'
import { DEFAULT_WORKSPACE_ID, type Emulator, type StoredEvent } from '../../emulator/index.js'
import { createExecutor, type Executor } from '../../execute.js'
import type { CjdsMethods } from '../../generated/methods.js'
import type { FlowNode, ResultOf } from '../../node-types.js'
import { methodOutcomes, type OutcomeKind } from '../../outcome/outcome-table.js'
import type { Result } from '../../outcome/result.js'
import { requestsSince, type SentRequest } from './requests.js'

type MethodId = keyof CjdsMethods

/** One thing that happens in a flow: a method is reached with these inputs, and the story knows how it must end. */
export interface Scene<Id extends MethodId = MethodId> {
  readonly story: string
  readonly method: Id
  /** One invocation after the other; most scenes have one. */
  readonly inputs: readonly CjdsMethods[Id]['inputs'][]
  readonly ends: CjdsMethods[Id]['outcome']
  /** An executor with less time than the manifest gives. */
  readonly timeoutMs?: number
  /** What is worth seeing of the last result. */
  readonly shows?: (result: ResultOf<CjdsMethods[Id]>, requests: readonly SentRequest[]) => Facts
  /** What else must be true, read from what is shown. */
  readonly holds?: (facts: Facts) => boolean
  /** The way the flow goes on. */
  readonly branch?: (facts: Facts) => string
}

export type Facts = Readonly<Record<string, string | number | readonly string[] | null>>

/** How a scene went. */
export interface Step {
  readonly chapter: string
  readonly story: string
  readonly method: string
  readonly requests: readonly SentRequest[]
  readonly outcome: string
  readonly kind: OutcomeKind
  readonly code: string | null
  readonly elapsedMs: number
  readonly facts: Facts
  readonly branch: string | null
  readonly expected: string
  readonly passed: boolean
}

/** How many invocations are under way at the same time when a scene is repeated. */
const together = 20

/** Where the story is played: the node, an emulator to talk to, and the flow's variables. */
export class Stage {
  readonly steps: Step[] = []
  readonly #executor: Executor<CjdsMethods>
  #chapter = ''

  constructor(
    readonly node: FlowNode<CjdsMethods>,
    readonly emulator: Emulator,
    readonly accessToken: string,
    readonly variables: Readonly<Record<string, string>>,
    readonly onStep: (step: Step) => void,
  ) {
    this.#executor = this.#newExecutor()
  }

  chapter(title: string): void {
    this.#chapter = title
  }

  /** Plays a scene up to the first invocation that ends otherwise than the story says. */
  async play<Id extends MethodId>(scene: Scene<Id>): Promise<void> {
    const before = this.emulator.recordings.total
    const executor = scene.timeoutMs === undefined ? this.#executor : this.#newExecutor(scene.timeoutMs)
    const results: Result[] = []
    for (const inputs of scene.inputs) {
      results.push(await this.#invoke(executor, scene.method, inputs))
      if (results.at(-1)?.outcome !== scene.ends) break
    }
    if (executor !== this.#executor) executor.close()
    this.#conclude(scene, results, before)
  }

  /** Repeats a scene's invocations, many at a time, until one ends as the story says or there were too many. */
  async playUntil<Id extends MethodId>(scene: Scene<Id>, most: number): Promise<void> {
    const before = this.emulator.recordings.total
    const results: Result[] = []
    while (results.length < most && results.at(-1)?.outcome !== scene.ends) {
      const wave = Array.from({ length: together }, () => scene.inputs).flat()
      results.push(...(await Promise.all(wave.map((inputs) => this.#invoke(this.#executor, scene.method, inputs)))))
    }
    this.#conclude(scene, results, before)
  }

  close(): void {
    this.#executor.close()
  }

  /** A result of whichever method; a scene's own functions know more of its outputs. */
  async #invoke<Id extends MethodId>(
    executor: Executor<CjdsMethods>,
    method: Id,
    inputs: CjdsMethods[Id]['inputs'],
  ): Promise<Result> {
    const result: unknown = await executor.execute(method, inputs, { variables: this.variables })
    return result as Result
  }

  #conclude<Id extends MethodId>(scene: Scene<Id>, results: readonly Result[], before: number): void {
    const end = results.at(-1)
    if (end === undefined) return
    const { outcome, meta } = end
    const requests = requestsSince(this.emulator, before)
    const facts = scene.shows?.(end as ResultOf<CjdsMethods[Id]>, requests) ?? {}
    const step: Step = {
      chapter: this.#chapter,
      story: scene.story,
      method: scene.method,
      requests,
      outcome,
      kind: this.#kindOf(scene.method, outcome),
      code: meta.code,
      elapsedMs: Math.round(meta.elapsedMs),
      facts,
      branch: scene.branch?.(facts) ?? null,
      expected: scene.ends,
      passed: outcome === scene.ends && (scene.holds?.(facts) ?? true),
    }
    this.steps.push(step)
    this.onStep(step)
  }

  #kindOf(methodId: string, outcome: string): OutcomeKind {
    const method = this.node.manifest.methods.find(({ id }) => id === methodId)
    const outcomes = method === undefined ? [] : methodOutcomes(method)
    return outcomes.find(({ name }) => name === outcome)?.kind ?? 'failure'
  }

  #newExecutor(timeoutMs?: number): Executor<CjdsMethods> {
    return createExecutor(this.node, {
      authorizations: authorizations({ demo: { baseUrl: this.emulator.baseUrl, accessToken: this.accessToken } }),
      defaultAuthorization: 'demo',
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    })
  }

  /** How many people the emulator knows. */
  get people(): number {
    return this.emulator.store.persons.list(DEFAULT_WORKSPACE_ID).length
  }

  /** The events in the emulator's store, the newest first. */
  get events(): readonly StoredEvent[] {
    return this.emulator.store.events.list(DEFAULT_WORKSPACE_ID)
  }
}
