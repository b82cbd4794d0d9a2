import type { StudioState } from '../state/studio-state.js'

type Chosen = Pick<StudioState, 'session' | 'node' | 'forms' | 'method' | 'explanation'>

/** Whether the chosen method's requests go to the emulator, which alone plays scenarios. */
export function goesToEmulator({ session, node, forms, method, explanation }: Chosen): boolean {
  if (session.emulator === null) return false
  const { authentication } = node.description
  if (authentication === undefined) return true
  const name = explanation?.values[authentication.input] ?? forms[method]?.[authentication.input]
  if (name === undefined || name === '') return true
  return session.connections.some((connection) => connection.name === name && connection.kind === 'emulator')
}
