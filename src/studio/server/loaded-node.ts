import type { TracedStep, StudioNode, Preset } from '../api.js'
import { withOverlays } from '../../manifest/overlay.js'
import type { Step } from '../../explain.js'
import type { Document } from '../../manifest/document.js'
import { methodContext } from '../../manifest/lint/context.js'
import type { ManifestProblem } from '../../manifest/problem.js'
import { manifestFile, parseFiles } from '../../manifest/read-directory.js'
import { checkContent, compileChecked } from '../../manifest/read-manifest.js'
import type { ResolvedNode } from '../../manifest/resolve.js'
import type { FlowNode } from '../../node-types.js'
import { pointerKeys } from '../../outcome/pointer.js'
import { describe } from '../../projections/describe.js'
import { formOf } from '../../projections/form/index.js'

/** The texts of a manifest's files by their paths within its directory. */
export type ManifestTexts = Readonly<Record<string, string>>

/** A manifest that is fine, ready to run, and able to say where each part of it was written. */
export interface LoadedNode {
  readonly node: FlowNode
  readonly view: StudioNode
  readonly trace: (method: string, step: Step) => TracedStep
}

export interface OverlayChoice {
  /** Overlays that stand outside the manifest's directory. */
  readonly files: readonly string[]
  /** Which to apply, in this order, once it is known which ones there are. */
  readonly ids: (known: readonly { readonly id: string }[]) => readonly string[]
}

/**
 * Checks, lints and compiles the texts of a manifest.
 * @param connection stands in for those that the examples name
 * @throws {UnknownOverlayError}
 */
export async function loadTexts(
  texts: ManifestTexts,
  overlays: OverlayChoice,
  connection: string | undefined,
): Promise<LoadedNode | { readonly problems: readonly ManifestProblem[] }> {
  const files = new Map(Object.entries(texts).map(([file, text]) => [file, manifestFile(file, text)]))
  const content = parseFiles(files)
  const checked = await checkContent(content, overlays.files)
  if ('problems' in checked) return checked
  const node = withOverlays(compileChecked(checked.node), overlays.ids(checked.node.overlays))
  const documents = content.documents.map(({ document }) => document)
  return {
    node,
    view: studioNode(node, connection),
    trace: (method, step) => traced(node.manifest, documents, method, step),
  }
}

function studioNode(node: FlowNode, connection: string | undefined): StudioNode {
  const { manifest } = node
  const byMethod = <T>(make: (id: string) => T): Readonly<Record<string, T>> =>
    Object.fromEntries(manifest.methods.map(({ id }) => [id, make(id)]))
  return {
    hash: node.hash,
    description: describe(node),
    forms: byMethod((id) => formOf(node, id)),
    presets: byMethod((id) => presetsOf(manifest, id, connection)),
  }
}

/** The examples of a method, with a connection that there is in place of the one that they name. */
function presetsOf({ authentication, methods }: ResolvedNode, id: string, connection: string | undefined): Preset[] {
  const examples = methods.find((method) => method.id === id)?.examples ?? []
  return examples.map(({ name, inputs, variables = {}, expect: { outcome } }) => {
    const input = authentication?.input
    const named = input !== undefined && connection !== undefined && inputs[input] !== undefined
    return { name, inputs: named ? { ...inputs, [input]: connection } : inputs, variables, outcome }
  })
}

function traced(manifest: ResolvedNode, documents: readonly Document[], id: string, step: Step): TracedStep {
  const method = manifest.methods.find((candidate) => candidate.id === id)
  const nodeDocument = documents.find(({ file }) => file === 'node.json')
  const own = documents.find(
    ({ file, value }) => file.startsWith('methods/') && (value as { readonly id: unknown }).id === id,
  )
  if (method === undefined || nodeDocument === undefined || own === undefined) return step
  const place = methodContext(manifest, method, own, nodeDocument).problem(pointerKeys(step.manifest), step.text)
  return place.line === undefined ? step : { ...step, source: { file: place.file, line: place.line } }
}
