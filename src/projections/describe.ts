import type { Annotations, Authentication, Faults, OutputManifest, Redelivery, Server } from '../manifest/manifest.js'
import type { InputManifest, JsonSchema } from '../manifest/manifest.js'
import type { ResolvedMethod, ResolvedNode } from '../manifest/resolve.js'
import { methodOutcomes, type OutcomeKind } from '../outcome/outcome-table.js'
import { inputSchema, outputsSchema } from './schemas.js'

/** All that a palette, a form and a wiring check need to know of a node. Plain JSON. */
export interface NodeDescription {
  readonly id: string
  readonly version: string
  readonly title: string
  readonly description?: string
  readonly category?: string
  /** The text of an SVG image. */
  readonly icon?: string
  readonly authentication?: Authentication
  readonly servers: readonly Server[]
  readonly timeoutMs: number
  readonly overlays: readonly { readonly id: string; readonly title: string; readonly description?: string }[]
  readonly methods: readonly MethodDescription[]
}

export interface MethodDescription {
  readonly id: string
  readonly version: number
  readonly title: string
  readonly description?: string
  readonly annotations: Annotations
  readonly redelivery?: Redelivery
  readonly inputs: readonly InputDescription[]
  readonly inputSchema: JsonSchema
  readonly outputs: readonly OutputDescription[]
  readonly outputsSchema: JsonSchema
  readonly outcomes: readonly OutcomeDescription[]
}

export type InputDescription = InputManifest & { readonly id: string; readonly required: boolean }

export interface OutputDescription extends Omit<OutputManifest, 'from' | 'maxLength' | 'maxItems'> {
  readonly name: string
}

export interface OutcomeDescription {
  readonly name: string
  readonly kind: OutcomeKind
  /** Of an outcome of kind `fault`: which of the manifest's faults leads here, the first one when several do. */
  readonly fault?: keyof Faults
  readonly title: string
  readonly description?: string
  /** The keys of `responses` that lead here; empty for a fault. */
  readonly statuses: readonly string[]
}

/** Describes a loaded node. */
export function describe(node: { readonly manifest: ResolvedNode }): NodeDescription {
  const { manifest } = node
  const {
    methods,
    options: _options,
    overlays,
    limits: _limits,
    api: _api,
    faults: _faults,
    outputs: _outputs,
    ...rest
  } = manifest
  return {
    ...rest,
    overlays: overlays.map(({ id, title, description }) => ({
      id,
      title,
      ...(description === undefined ? {} : { description }),
    })),
    methods: methods.map((method) => describeMethod(manifest, method)),
  }
}

export function describeMethod(node: ResolvedNode, method: ResolvedMethod): MethodDescription {
  const { id, version, title, description, annotations, redelivery } = method
  return {
    id,
    version,
    title,
    ...(description === undefined ? {} : { description }),
    annotations,
    ...(redelivery === undefined ? {} : { redelivery }),
    inputs: Object.entries(method.inputs).map(([name, input]) => ({
      ...input,
      id: name,
      required: method.required.includes(name),
    })),
    inputSchema: inputSchema(node, method),
    outputs: Object.entries(method.outputs).map(
      ([name, { from: _from, maxLength: _length, maxItems: _items, ...output }]) => ({
        name,
        ...output,
      }),
    ),
    outputsSchema: outputsSchema(method),
    outcomes: methodOutcomes(method).map(({ name, kind }) => ({
      name,
      kind,
      ...(kind === 'fault' ? faultOf(name, method) : {}),
      title: method.outcomes[name]?.title ?? name,
      ...(method.outcomes[name]?.description === undefined ? {} : { description: method.outcomes[name].description }),
      statuses: Object.entries(method.responses).flatMap(([status, outcome]) => (outcome === name ? [status] : [])),
    })),
  }
}

const faults = ['invalidData', 'invalidChoice', 'error', 'timeout'] as const

function faultOf(outcome: string, method: ResolvedMethod): Pick<OutcomeDescription, 'fault'> {
  const fault = faults.find((each) => method.faults[each] === outcome)
  return fault === undefined ? {} : { fault }
}
