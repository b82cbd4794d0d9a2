import { InvalidArgumentError, type Command } from 'commander'
import type { CompiledMethod, CompiledNode } from '../manifest/compiled.js'
import { didYouMean } from './suggest.js'
import { UsageError } from './usage-error.js'

/** Which node a command is about. */
export interface NodeOptions {
  readonly manifest?: string
  readonly overlay?: readonly string[]
  readonly json?: boolean
}

export function addNodeOptions(command: Command): Command {
  return command
    .option('--manifest <dir>', 'a directory of manifests, instead of the node of this package')
    .option('--overlay <name|file>', 'apply an overlay, by its id or from a file; can be repeated', collect)
    .option('--json', 'print JSON for programs')
}

/** Makes an option repeatable. */
export function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value]
}

export function wholeNumber(least: number, most = Number.MAX_SAFE_INTEGER): (text: string) => number {
  const range = most === Number.MAX_SAFE_INTEGER ? `, ${least} or more` : ` from ${least} to ${most}`
  return (text) => {
    const value = Number(text)
    if (!/^\d+$/.test(text) || value < least || value > most)
      throw new InvalidArgumentError(`It must be a whole number${range}.`)
    return value
  }
}

/** The overlays of the options that are files; the others are names. */
export function overlayFiles({ overlay = [] }: Pick<NodeOptions, 'overlay'>): string[] {
  return overlay.filter(isFile)
}

/**
 * Loads the node with its overlays applied, in the order they were given.
 * @throws {ManifestError} {@link UnknownOverlayError}
 */
export async function openNode(options: NodeOptions): Promise<CompiledNode> {
  const [{ loadNode }, { withOverlays }] = await Promise.all([
    import('../manifest/load.js'),
    import('../manifest/overlay.js'),
  ])
  const files = overlayFiles(options)
  const { manifest: directory } = options
  const node: CompiledNode = await loadNode({ ...(directory === undefined ? {} : { directory }), overlays: files })
  return withOverlays(node, overlayIds(options, node.manifest.overlays))
}

/** The ids of the overlays. Those from files are the node's last, in the order of the files. */
export function overlayIds(
  { overlay = [] }: Pick<NodeOptions, 'overlay'>,
  known: readonly { readonly id: string }[],
): string[] {
  const fromFiles = known.slice(known.length - overlay.filter(isFile).length).map(({ id }) => id)
  return overlay.map((nameOrFile) => (isFile(nameOrFile) ? (fromFiles.shift() ?? '') : nameOrFile))
}

function isFile(nameOrFile: string): boolean {
  return nameOrFile.endsWith('.json') || /[\\/]/.test(nameOrFile)
}

/** @throws {UsageError} with the method that was probably meant */
export function findMethod(node: CompiledNode, id: string): CompiledMethod {
  const method = node.methods.get(id)
  if (method !== undefined) return method
  const ids = [...node.methods.keys()]
  throw new UsageError(`There is no method "${id}".${didYouMean(id, ids)} This node has ${ids.join(', ')}.`)
}
