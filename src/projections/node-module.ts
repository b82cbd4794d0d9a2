import { manifestHash } from '../manifest/read-manifest.js'
import type { ResolvedNode } from '../manifest/resolve.js'

/**
 * The source of a module that makes a node whose manifest has been checked. What belongs to one method is text until that
 * method is asked for.
 * @param validators the folder with a module that {@link validatorsModule} is the source of for each method, as seen from
 * this module
 */
export function nodeModule(node: ResolvedNode, validators: string): string {
  const { methods, ...manifest } = node
  const texts = Object.fromEntries(methods.map((method) => [method.id, JSON.stringify(method)]))
  const imports = methods.map(
    ({ id }) => `  ${id}: async () => (await import('${validators}/${id}.js')).validators as unknown as Validators,`,
  )
  return `// Generated from node-manifest by \`npm run generate\`.
import { compileNode } from '../manifest/compile.js'
import type { CompiledNode, Validators } from '../manifest/compiled.js'
import { LazyMap } from '../manifest/lazy-map.js'
import type { ResolvedMethod, ResolvedNode } from '../manifest/resolve.js'

/** The node of this package, checked when the package was built. */
export function shippedNode(): CompiledNode {
  return compileNode({
    hash: '${manifestHash(node)}',
    manifest: JSON.parse(manifest) as Omit<ResolvedNode, 'methods'>,
    methods: new LazyMap(new Map(Object.entries(methods)), (text) => JSON.parse(text) as ResolvedMethod),
    validators: (method) => validators[method]?.() ?? {},
  })
}

const manifest = ${JSON.stringify(JSON.stringify(manifest))}

const methods = ${JSON.stringify(texts, null, 2)}

const validators: Readonly<Record<string, () => Promise<Validators>>> = {
${imports.join('\n')}
}
`
}
