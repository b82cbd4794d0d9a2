import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import type { FlowNode } from '../node-types.js'
import { compileValidators, createAjv, validationOptions } from './ajv.js'
import { createChecker } from './check.js'
import { compileNode } from './compile.js'
import { documentOf, type Document } from './document.js'
import { methodContext } from './lint/context.js'
import { lintMethod } from './lint/index.js'
import {
  feedsArePaged,
  idsAreUnique,
  methodsMatchFiles,
  overlayFits,
  serversAreComplete,
  type Checked,
} from './lint/node.js'
import { ManifestError } from './manifest-error.js'
import type { MethodManifest, NodeManifest, OptionsManifest, OverlayManifest } from './manifest.js'
import type { ManifestProblem } from './problem.js'
import { readDirectory, readOverlayFile, type DocumentKind } from './read-directory.js'
import { resolve, type ResolvedNode } from './resolve.js'

/** Where the node of this package has its manifests. */
export const shippedDirectory = fileURLToPath(new URL('../../node-manifest/v1', import.meta.url))

/**
 * Reads a directory of manifests and more overlays, and checks them.
 * @returns every problem, or the resolved node
 */
export async function checkManifest(
  directory: string,
  overlays: readonly (string | OverlayManifest)[] = [],
): Promise<{ readonly problems: readonly ManifestProblem[] } | { readonly node: ResolvedNode }> {
  const content = await readDirectory(directory)
  const problems = [...content.problems]
  const documents = [...content.documents]
  for (const overlay of overlays) {
    const read =
      typeof overlay === 'string' ? await readOverlayFile(overlay) : { document: documentOf('overlay', overlay) }
    if ('problems' in read) problems.push(...read.problems)
    else documents.push({ kind: 'overlay', document: read.document })
  }

  const check = createChecker()
  for (const { kind, document } of documents) problems.push(...check(kind, document))
  const node = ofKind<NodeManifest>('node')[0]
  // Lint reads documents as their types say they are; it has to wait until each of them is.
  if (problems.length > 0 || node === undefined) return { problems }

  const methods = ofKind<MethodManifest>('method')
  const options = ofKind<OptionsManifest>('options')
  const overlayDocuments = ofKind<OverlayManifest>('overlay')
  problems.push(...methodsMatchFiles(node, methods), ...serversAreComplete(node), ...options.flatMap(feedsArePaged))
  for (const sameKind of [methods, options, overlayDocuments]) problems.push(...idsAreUnique(sameKind))
  if (problems.length > 0) return { problems }

  const resolved = resolve({
    node: node.value,
    methods: methods.map(({ value }) => value),
    options: options.map(({ value }) => value),
    overlays: overlayDocuments.map(({ value }) => value),
    ...(content.icon === undefined ? {} : { icon: content.icon }),
  })
  for (const method of resolved.methods) {
    const own = methods.find(({ value }) => value.id === method.id)?.document ?? node.document
    problems.push(...lintMethod(methodContext(resolved, method, own, node.document)))
  }
  for (const overlay of overlayDocuments) problems.push(...overlayFits(overlay, resolved))
  return problems.length > 0 ? { problems: distinct(problems) } : { node: resolved }

  function ofKind<T>(wanted: DocumentKind): Checked<T>[] {
    return documents
      .filter(({ kind }) => kind === wanted)
      .map(({ document }: { document: Document }) => ({ document, value: document.value as T }))
  }
}

/**
 * Reads, checks and compiles a node.
 * @throws {ManifestError} with every problem found
 */
export async function readManifest(
  directory: string = shippedDirectory,
  overlays: readonly (string | OverlayManifest)[] = [],
): Promise<FlowNode> {
  const checked = await checkManifest(directory, overlays)
  if ('problems' in checked) throw new ManifestError(checked.problems)
  const ajv = createAjv(validationOptions)
  return compileNode(checked.node, manifestHash(checked.node), (method) => compileValidators(ajv, method))
}

/** SHA-256 of a resolved manifest, in hexadecimal. */
export function manifestHash(node: ResolvedNode): string {
  return createHash('sha256').update(JSON.stringify(node)).digest('hex')
}

/** What is wrong with the node's defaults shows in every method; it is said once. */
function distinct(problems: readonly ManifestProblem[]): ManifestProblem[] {
  return [
    ...new Map(problems.map((problem) => [`${problem.file}${problem.pointer}${problem.message}`, problem])).values(),
  ]
}
