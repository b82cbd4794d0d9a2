import { loadNode } from '../../src/manifest/load.js'
import type { CompiledMethod } from '../../src/manifest/compiled.js'

/** A method of the shipped node, by its id. */
export async function shippedMethod(id: string): Promise<CompiledMethod> {
  const found = new Map<string, CompiledMethod>((await loadNode()).methods).get(id)
  if (found === undefined) throw new Error(`${id} is not there`)
  return found
}
