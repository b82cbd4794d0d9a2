import { manifestHash } from '../manifest/read-manifest.js'
import type { ResolvedNode } from '../manifest/resolve.js'

/**
 * The source of a module that makes a node whose manifest has been checked. What belongs to one method is text until that
 * method is asked for.
 * @param validators the module that {@link validatorsModule} is the source of, as seen from this one
 */
export function nodeModule(node: ResolvedNode, validators: string): string {
  const { methods, ...manifest } = node
  const texts = Object.fromEntries(methods.map((method) => [method.id, JSON.stringify(method)]))
  return `// Generated from node-manifest by \`npm run generate\`.
import { compileNode } from '../manifest/compile.js'
import type { CompiledNode, Validators } from '../manifest/compiled.js'
import { LazyMap } from '../manifest/lazy-map.js'
import type { ResolvedMethod, ResolvedNode } from '../manifest/resolve.js'
import { validators } from '${validators}'

const byMethod = validators as unknown as Readonly<Record<string, Validators>>

/** The node of this package, checked when the package was built. */
export function shippedNode(): CompiledNode {
  return compileNode({
    hash: '${manifestHash(node)}',
    manifest: JSON.parse(manifest) as Omit<ResolvedNode, 'methods'>,
    methods: new LazyMap(new Map(Object.entries(methods)), (text) => JSON.parse(text) as ResolvedMethod),
    validators: (method) => byMethod[method] ?? {},
  })
}

const manifest = ${JSON.stringify(JSON.stringify(manifest))}

const methods = ${JSON.stringify(texts, null, 2)}
`
}
