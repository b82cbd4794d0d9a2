import type { CjdsMethods } from '../generated/methods.js'
import type { AnyMethods, FlowNode, Methods } from '../node-types.js'
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
 */
export async function loadNode(
  options?: LoadOptions & { readonly directory?: undefined },
): Promise<FlowNode<CjdsMethods>>
export async function loadNode<M extends Methods = AnyMethods>(options: LoadOptions): Promise<FlowNode<M>>
export async function loadNode({ directory, overlays = [] }: LoadOptions = {}): Promise<unknown> {
  if (directory === undefined && overlays.length === 0) {
    const { shippedNode } = await import('../generated/shipped-node.js')
    return shippedNode()
  }
  const { readManifest } = await import('./read-manifest.js')
  return readManifest(directory, overlays)
}
