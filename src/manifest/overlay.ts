import { compileNode } from './compile.js'
import type { CompiledMethod, CompiledNode } from './compiled.js'
import type { OverlayManifest } from './manifest.js'
import type { ResolvedMethod, ResolvedNode } from './resolve.js'
import type { Warning } from '../outcome/result.js'
import { UnknownOverlayError } from './unknown-overlay-error.js'

type MethodOverlay = NonNullable<OverlayManifest['methods']>[string]

/**
 * The node with some of its overlays applied, in the order given.
 * @throws {UnknownOverlayError}
 * @throws {TypeError} for a single one that is in no list
 */
export function withOverlays(node: CompiledNode, ids: readonly string[]): CompiledNode {
  if (typeof (ids as unknown) === 'string') throw new TypeError('overlays must be a list of ids')
  if (ids.length === 0) return node
  const known = node.manifest.overlays
  const manifest = ids.reduce((before, id) => {
    const overlay = known.find((candidate) => candidate.id === id)
    if (overlay === undefined)
      throw new UnknownOverlayError(
        id,
        known.map((candidate) => candidate.id),
      )
    return applyOverlay(before, overlay)
  }, node.manifest)
  return compileNode({
    hash: `${node.hash}+${ids.join('+')}`,
    manifest,
    methods: new Map(manifest.methods.map((method) => [method.id, method])),
    validators: node.validators,
  })
}

/** By 2xx status: remarks on answers that count as a failure only because an overlay that knows them is not applied. */
export function overlayHints(
  { manifest, outcomes }: CompiledMethod,
  overlays: readonly OverlayManifest[],
): ReadonlyMap<number, Warning> {
  const hints = new Map<number, Warning>()
  for (const { id, methods } of overlays)
    for (const [key, outcome] of Object.entries(methods?.[manifest.id]?.responses ?? {})) {
      const status = Number(key)
      const helps = outcomes.isSuccess(outcome) && outcome !== outcomes.outcomeOf(status)
      if (!helps || status < 200 || status > 299 || hints.has(status)) continue
      const message = `The service confirmed with ${status}, which this node takes for a failure; the overlay ${id} takes it for a success.`
      hints.set(status, { code: 'OVERLAY_AVAILABLE', message })
    }
  return hints
}

/** The node as an overlay changes it. What it may change is what its schema allows; that its names exist is checked before. */
function applyOverlay(node: ResolvedNode, overlay: OverlayManifest): ResolvedNode {
  return {
    ...node,
    ...overlay.node,
    methods: node.methods.map((method) => overlaidMethod(method, overlay.methods?.[method.id])),
  }
}

function overlaidMethod(method: ResolvedMethod, overlay: MethodOverlay | undefined): ResolvedMethod {
  if (overlay === undefined) return method
  const { responses, inputs, outputs, outcomes, ...texts } = overlay
  return {
    ...method,
    ...texts,
    responses: { ...method.responses, ...responses },
    inputs: mergeTexts(method.inputs, inputs),
    outputs: mergeTexts(method.outputs, outputs),
    outcomes: { ...method.outcomes, ...outcomes },
  }
}

function mergeTexts<T>(
  entries: Readonly<Record<string, T>>,
  texts: Readonly<Record<string, object>> | undefined,
): Readonly<Record<string, T>> {
  if (texts === undefined) return entries
  return Object.fromEntries(Object.entries(entries).map(([name, entry]) => [name, { ...entry, ...texts[name] }]))
}
