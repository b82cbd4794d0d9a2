import { Server, TestTube } from 'lucide-react'
import { useStudio } from '../state/studio-context.js'
import './connection-chip.css'

/** Where the requests go: the connection that the form has chosen, else the first that there is. */
export function ConnectionChip() {
  const { state } = useStudio()
  const { session, node, forms, method } = state
  const input = node.description.authentication?.input
  const chosen = input === undefined ? undefined : forms[method]?.[input]
  const connection =
    chosen === undefined ? session.connections[0] : session.connections.find(({ name }) => name === chosen)
  if (connection === undefined) return null
  const { kind, name, baseUrl } = connection
  const Icon = kind === 'emulator' ? TestTube : Server
  return (
    <span className="connection-chip" title={baseUrl}>
      <Icon className="connection-chip__icon" />
      <span className="connection-chip__name">{kind === 'emulator' ? 'Emulator' : name}</span>
      <span className="connection-chip__host">{URL.parse(baseUrl)?.host ?? baseUrl}</span>
    </span>
  )
}
