import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import type { FlowNode } from '../node-types.js'
import { compileValidators, createAjv, validationOptions } from './ajv.js'
import { documentChecker } from './check.js'
import { compileNode } from './compile.js'
import { plainJson } from '../inputs/plain-json.js'
import { documentOf, mostLevels, type Document } from './document.js'
import { methodContext } from './lint/context.js'
import { lintMethod } from './lint/index.js'
import {
  lintFeed,
  idsAreUnique,
  methodsMatchFiles,
  overlayFits,
  overlayIdsAreUnique,
  serversAreComplete,
  signInIsNamed,
  type Checked,
} from './lint/node.js'
import { ManifestError } from './manifest-error.js'
import type { MethodManifest, NodeManifest, OptionsManifest, OverlayManifest } from './manifest.js'
import type { ManifestProblem } from './problem.js'
import { readDirectory, readOverlayFile, type DirectoryContent, type DocumentKind } from './read-directory.js'
import { resolve, type ResolvedNode } from './resolve.js'
import { packageRoot } from '../package-root.js'

/** Where the node of this package has its manifests. */
export const shippedDirectory = fileURLToPath(new URL('node-manifest/v1', packageRoot))

/** Every problem of a manifest, or the resolved node when there is none. */
export type CheckedManifest = { readonly problems: readonly ManifestProblem[] } | { readonly node: ResolvedNode }

/** Reads a directory of manifests and more overlays, and checks them. */
export async function checkManifest(
  directory: string,
  overlays: readonly (string | OverlayManifest)[] = [],
): Promise<CheckedManifest> {
  return checkContent(await readDirectory(directory), overlays)
}

/** Checks and lints what a directory holds, together with more overlays. */
export async function checkContent(
  content: DirectoryContent,
  overlays: readonly (string | OverlayManifest)[] = [],
): Promise<CheckedManifest> {
  const problems = [...content.problems]
  const documents = [...content.documents]
  for (const overlay of overlays) {
    const read = typeof overlay === 'string' ? await readOverlayFile(overlay) : overlayDocument(overlay)
    if ('problems' in read) problems.push(...read.problems)
    else {
      // One that the node has already is that one; as the last, like every overlay that is passed.
      const same = content.documents.find(
        ({ kind, document }) => kind === 'overlay' && isEqual(document, read.document),
      )
      if (same !== undefined && documents.includes(same)) documents.splice(documents.indexOf(same), 1)
      documents.push({ kind: 'overlay', document: read.document })
    }
  }

  const check = documentChecker()
  const readable: typeof documents = []
  for (const entry of documents) {
    const checkup = check(entry.kind, entry.document)
    problems.push(...checkup.problems)
    if (checkup.readable) readable.push(entry)
  }
  const node = ofKind<NodeManifest>('node')[0]
  if (node === undefined) return { problems }
  // Names are looked for in what was read whole; a file that could not be is complained of already.
  const complete = readable.length === documents.length && content.problems.length === 0
  try {
    const { found, resolved } = lint(node, content.icon)
    problems.push(...found.filter((problem) => !problems.some((known) => explains(known, problem))))
    return problems.length > 0 ? { problems: distinct(problems) } : { node: resolved }
  } catch (error) {
    // Lint reads documents as their types say they are, and some of these are not.
    if (problems.length > 0) return { problems: distinct(problems) }
    throw error
  }

  function lint(
    node: Checked<NodeManifest>,
    icon: string | undefined,
  ): { found: ManifestProblem[]; resolved: ResolvedNode } {
    const methods = ofKind<MethodManifest>('method')
    const options = ofKind<OptionsManifest>('options')
    const overlays = ofKind<OverlayManifest>('overlay')
    const unmatched = complete ? methodsMatchFiles(node, methods) : []
    const signsIn = node.value.authentication !== undefined
    const feeds = options.flatMap((feed) => lintFeed(feed, signsIn))
    const found = [...unmatched, ...serversAreComplete(node), ...feeds]
    for (const sameKind of [methods, options]) found.push(...idsAreUnique(sameKind))
    found.push(...overlayIdsAreUnique(overlays))

    const named = methods.filter(({ value }) => node.value.methods.includes(value.id))
    const resolved = resolve({
      node: node.value,
      methods: named.map(({ value }) => value),
      options: options.map(({ value }) => value),
      overlays: overlays.map(({ value }) => value),
      ...(icon === undefined ? {} : { icon }),
    })
    if (complete) found.push(...signInIsNamed(node, resolved))
    for (const [index, method] of resolved.methods.entries()) {
      const own = named.find(({ value }) => value.id === method.id)?.document ?? node.document
      const requestIsKnown = !problems.some(
        ({ file, pointer }) => file === own.file && `${pointer}/`.startsWith('/request/'),
      )
      if (resolved.methods.findIndex(({ id }) => id === method.id) === index)
        found.push(...lintMethod(methodContext(resolved, method, own, node.document), requestIsKnown))
    }
    if (complete && unmatched.length === 0)
      for (const overlay of overlays) found.push(...overlayFits(overlay, resolved))
    return { found, resolved }
  }

  function ofKind<T>(wanted: DocumentKind): Checked<T>[] {
    return readable
      .filter(({ kind }) => kind === wanted)
      .map(({ document }: { document: Document }) => ({ document, value: document.value as T }))
  }
}

/** Whether a problem of the same place, or within it, has been told already. */
function explains(known: ManifestProblem, problem: ManifestProblem): boolean {
  return known.file === problem.file && `${known.pointer}/`.startsWith(`${problem.pointer}/`)
}

function isEqual(one: Document, other: Document): boolean {
  const content = ({ value }: Document): object => ({ ...(value as object), $schema: undefined })
  return isDeepStrictEqual(content(one), content(other))
}

/** An overlay that a program passes, copied as plain JSON once. */
function overlayDocument(overlay: unknown): { document: Document } | { problems: ManifestProblem[] } {
  const plain = plainJson(overlay, { requestBytes: 256 * 1024, jsonDepth: mostLevels })
  if ('value' in plain) return { document: documentOf('overlay', plain.value) }
  return {
    problems: [{ file: 'overlay', pointer: '', message: 'The overlay must be a plain JSON object of a usual size.' }],
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
  return compileChecked(checked.node)
}

/** Compiles a node that has passed its checks. */
export function compileChecked(node: ResolvedNode): FlowNode {
  const ajv = createAjv(validationOptions)
  const validators = new Map(node.methods.map((method) => [method.id, compileValidators(ajv, method)]))
  return compileNode({
    hash: manifestHash(node),
    manifest: node,
    methods: new Map(node.methods.map((method) => [method.id, method])),
    validators: (method) => validators.get(method) ?? {},
  })
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
