import type { CjdsMethods } from '../generated/methods.js'
import type { AnyMethods, FlowNode, Methods } from '../node-types.js'
import { InvalidLoadOptionsError } from './invalid-load-options-error.js'
import type { OverlayManifest } from './manifest.js'

export interface LoadOptions {
  /** A directory with `node.json` and the folder `methods`; the shipped node when absent. */
  readonly directory?: string
  /** More overlays than the node brings: files, or documents. */
  readonly overlays?: readonly (string | OverlayManifest)[]
}

/**
 * Loads a node, ready for executors. The shipped node was checked and compiled when the package was built, so this reads
 * no file and evaluates no code; a directory is read, checked, linted and compiled now.
 * @throws {ManifestError} with every problem found
 * @throws {InvalidLoadOptionsError}
 */
export async function loadNode(
  options?: LoadOptions & { readonly directory?: undefined },
): Promise<FlowNode<CjdsMethods>>
export async function loadNode<M extends Methods = AnyMethods>(options: LoadOptions): Promise<FlowNode<M>>
export async function loadNode(options: LoadOptions = {}): Promise<unknown> {
  checkOptions(options)
  const { directory, overlays = [] } = options
  if (directory === undefined && overlays.length === 0) {
    const { shippedNode } = await import('../generated/shipped-node.js')
    return shippedNode()
  }
  const { readManifest } = await import('./read-manifest.js')
  return readManifest(directory, overlays)
}

/** A program without types may pass anything, and must not get the shipped node for another that it meant. */
function checkOptions(options: unknown): void {
  if (typeof options !== 'object' || options === null)
    throw new InvalidLoadOptionsError("loadNode takes an object of options, such as { directory: './my-node' }.")
  const { directory } = options as { readonly directory?: unknown }
  if (directory !== undefined && (typeof directory !== 'string' || /^file:/i.test(directory)))
    throw new InvalidLoadOptionsError(
      'The directory must be a path as text; of a file: URL, make one with fileURLToPath of node:url.',
    )
}
