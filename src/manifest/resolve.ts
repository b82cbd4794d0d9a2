import type {
  Authentication,
  Faults,
  Limits,
  MethodManifest,
  NodeManifest,
  OptionsManifest,
  OutcomeTexts,
  OverlayManifest,
  Server,
} from './manifest.js'

/** The documents of one manifest directory. */
export interface ManifestSet {
  readonly node: NodeManifest
  readonly methods: readonly MethodManifest[]
  readonly options: readonly OptionsManifest[]
  readonly overlays: readonly OverlayManifest[]
  /** The text of the node's SVG icon. */
  readonly icon?: string
}

/** A method with the node's defaults merged in; nothing in it refers to another document any more. */
export interface ResolvedMethod extends Omit<MethodManifest, 'faults' | 'outcomes' | 'required' | 'constraints'> {
  readonly required: readonly string[]
  readonly constraints: NonNullable<MethodManifest['constraints']>
  readonly faults: Faults
  readonly outcomes: Readonly<Record<string, OutcomeTexts>>
}

/** A node whose methods are complete. Plain JSON. */
export interface ResolvedNode {
  readonly id: string
  readonly version: string
  readonly title: string
  readonly description?: string
  readonly category?: string
  readonly icon?: string
  readonly api?: NodeManifest['api']
  readonly authentication?: Authentication
  readonly servers: readonly Server[]
  readonly timeoutMs: number
  readonly limits: Limits
  readonly methods: readonly ResolvedMethod[]
  readonly options: readonly OptionsManifest[]
  readonly overlays: readonly OverlayManifest[]
  /** What is left for an invocation that names no method of the node. */
  readonly faults: Faults
  readonly outputs: MethodManifest['outputs']
}

const defaultLimits: Limits = {
  textLength: 10_000,
  listItems: 100,
  jsonDepth: 32,
  requestBytes: 256 * 1024,
  responseBytes: 4 * 1024 * 1024,
}

/**
 * Merges the node's defaults into each method: by name, a method's own entry replacing the default's whole entry, and
 * the lists of required inputs joined. Default inputs come before a method's own, default outputs after them.
 */
export function resolve(documents: ManifestSet): ResolvedNode {
  const { manifest: _version, defaults, methods: order, icon: _iconFile, limits, servers, ...node } = documents.node
  const methods = [...documents.methods].sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id))
  return {
    ...withoutSchema(node),
    ...(documents.icon === undefined ? {} : { icon: documents.icon }),
    servers: servers ?? [],
    limits: { ...defaultLimits, ...limits },
    methods: methods.map((method) => resolveMethod(method, defaults)),
    options: documents.options.map(withoutSchema),
    overlays: documents.overlays.map(withoutSchema),
    faults: defaults.faults,
    outputs: defaults.outputs ?? {},
  }
}

function resolveMethod(method: MethodManifest, defaults: NodeManifest['defaults']): ResolvedMethod {
  return {
    ...withoutSchema(method),
    inputs: { ...defaults.inputs, ...method.inputs },
    required: [...new Set([...(defaults.required ?? []), ...(method.required ?? [])])],
    constraints: method.constraints ?? [],
    responses: { ...defaults.responses, ...method.responses },
    faults: { ...defaults.faults, ...method.faults },
    outcomes: usedTexts({ ...defaults.outcomes, ...method.outcomes }, method, defaults),
    outputs: { ...method.outputs, ...omit(defaults.outputs ?? {}, Object.keys(method.outputs)) },
  }
}

/** Texts of outcomes that this method can end in; a default response that the method maps elsewhere leaves none behind. */
function usedTexts(
  texts: Readonly<Record<string, OutcomeTexts>>,
  method: MethodManifest,
  defaults: NodeManifest['defaults'],
): Readonly<Record<string, OutcomeTexts>> {
  const used = new Set<string>([
    ...Object.values({ ...defaults.responses, ...method.responses }),
    ...Object.values({ ...defaults.faults, ...method.faults }),
  ])
  return Object.fromEntries(
    Object.entries(texts).filter(([name]) => used.has(name) || Object.hasOwn(method.outcomes ?? {}, name)),
  )
}

function omit<T>(record: Readonly<Record<string, T>>, names: readonly string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)))
}

function withoutSchema<T extends object>(document: T): T {
  const { $schema: _schema, ...rest } = document as T & { $schema?: string }
  return rest as T
}
