import type { Document } from '../document.js'
import { pointerOf } from '../document.js'
import type { MethodManifest, NodeManifest } from '../manifest.js'
import type { ManifestProblem } from '../problem.js'
import type { ResolvedMethod, ResolvedNode } from '../resolve.js'

/** A method as the lint rules see it: complete, and able to say where each part of it was written. */
export interface MethodContext {
  readonly node: ResolvedNode
  readonly method: ResolvedMethod
  /** A problem at a place of the method; one that was inherited points into the node's defaults. */
  readonly problem: (keys: readonly (string | number)[], message: string, suggestion?: string) => ManifestProblem
}

export type MethodRule = (context: MethodContext) => ManifestProblem[]

export function methodContext(
  node: ResolvedNode,
  method: ResolvedMethod,
  own: Document,
  nodeDocument: Document,
): MethodContext {
  return {
    node,
    method,
    problem: ([section = '', name, ...rest], message, suggestion) => {
      if (section === 'required') return requiredProblem(String(name), message, suggestion)
      const keys = name === undefined ? [section] : [section, name, ...rest]
      const written = (own.value as Readonly<Record<string, Readonly<Record<string, unknown>>>>)[section]
      const inherited =
        written === undefined || (name !== undefined && !Array.isArray(written) && !Object.hasOwn(written, name))
      const defaults = (nodeDocument.value as { defaults: Partial<MethodManifest> }).defaults
      if (
        inherited &&
        name !== undefined &&
        Object.hasOwn((defaults as Readonly<Record<string, object>>)[section] ?? {}, name)
      )
        return nodeDocument.problem(pointerOf('defaults', ...keys), message, suggestion)
      return own.problem(pointerOf(...keys), message, suggestion)
    },
  }

  /** Required names are in lists, which are joined; each is complained of where it stands. */
  function requiredProblem(name: string, message: string, suggestion?: string): ManifestProblem {
    const index = (own.value as Partial<MethodManifest>).required?.indexOf(name) ?? -1
    if (index >= 0) return own.problem(pointerOf('required', index), message, suggestion)
    const inherited = (nodeDocument.value as NodeManifest).defaults.required?.indexOf(name) ?? -1
    return nodeDocument.problem(pointerOf('defaults', 'required', inherited), message, suggestion)
  }
}

/** Whether any method has the input that names the authorization; if none has, its name is wrong where it stands. */
export function signInInputExists({ authentication, methods }: ResolvedNode): boolean {
  return authentication === undefined || methods.some(({ inputs }) => Object.hasOwn(inputs, authentication.input))
}

/** Words for a name that does not exist. */
export function unknownName(name: string, what: string): string {
  return `"${name}" is not ${what}.`
}
