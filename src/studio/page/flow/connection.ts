import type { Values } from '../../api.js'
import type { StudioState } from '../state/studio-state.js'

/** Whether requests made of these inputs go to the emulator, which alone plays scenarios. */
export function goesToEmulator({ session, node }: Pick<StudioState, 'session' | 'node'>, inputs: Values): boolean {
  if (session.emulator === null) return false
  const { authentication } = node.description
  const name = authentication === undefined ? undefined : inputs[authentication.input]
  if (name === undefined || name === '') return true
  return session.connections.some((connection) => connection.name === name && connection.kind === 'emulator')
}

/** The inputs of the chosen method as its form holds them, with what variables and defaults make of them. */
export function currentInputs({
  forms,
  method,
  explanation,
}: Pick<StudioState, 'forms' | 'method' | 'explanation'>): Values {
  return { ...forms[method], ...explanation?.values }
}
